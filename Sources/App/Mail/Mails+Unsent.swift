import Domain
import Foundation
import Storage

/// What admins do with mails that were not sent, one or many.
extension Mails {
    /// Such a mail is not sent any more; one that was sent, or was given up before, stays as it is. Throws `not_found`.
    func giveUp(_ id: MailID, by admin: User) async throws -> (mail: Mail, to: String) {
        try await database.write { tx in
            guard let mail = try tx.mail(id) else { throw Problem(.notFound) }
            if try tx.giveUpMails([id]) > 0 {
                try tx.audit("mail.given_up", by: admin.id, booking: mail.bookingID, user: mail.userID)
            }
            guard let mail = try tx.mail(id) else { throw Problem(.notFound) }
            return (mail, try Self.address(mail, in: tx))
        }
    }

    /// Makes mails due now that were given up or wait for their next try, of a kind where one is named, and returns how
    /// many, `Unsent.most` at most. What is no longer true is found out, and dropped, when it is sent.
    func resendAll(_ unsent: Unsent, _ kind: Mail.Kind?, by admin: User) async throws -> Int {
        try await database.write { tx in
            let ids = try tx.mailIDs(unsent, kind)
            let count = unsent == .parked ? try tx.resendMails(ids) : try tx.hastenJobs(.mail, subjects: ids)
            try Self.note("mails.resent", count, kind, by: admin, in: tx)
            return count
        }
    }

    /// The same mails are not sent any more.
    func giveUpAll(_ unsent: Unsent, _ kind: Mail.Kind?, by admin: User) async throws -> Int {
        try await database.write { tx in
            let count = try tx.giveUpMails(try tx.mailIDs(unsent, kind))
            try Self.note("mails.given_up", count, kind, by: admin, in: tx)
            return count
        }
    }

    private static func note(
        _ action: String, _ count: Int, _ kind: Mail.Kind?, by admin: User, in tx: any Transaction
    ) throws {
        guard count > 0 else { return }
        let detail = ["count": String(count)].merging(kind.map { ["kind": $0.rawValue] } ?? [:]) { $1 }
        try tx.audit(action, by: admin.id, detail: detail)
    }
}
