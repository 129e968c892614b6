import Domain
import Foundation
import Storage

/// Of whose share a mail is that somebody asks for who may not be its reader: a mailbox gets a few of them a day,
/// whatever accounts it has, and a device that has signed in before has a share of its own, which no stranger uses up.
struct MailShare: Sendable {
    let limit: AttemptLimit
    let subject: String

    /// Of mails to a person, or to an address that they want to have; nil for whoever runs the practice, who always
    /// gets them.
    static func of(_ user: User, at address: String? = nil, device: String? = nil) -> MailShare? {
        guard !user.isAdmin, !user.isHost else { return nil }
        let mailbox = EmailAddress.mailbox(address ?? user.email)
        guard let device else { return MailShare(limit: .mailByMailbox, subject: mailbox) }
        return MailShare(limit: .mailByDevice, subject: "\(mailbox) \(device)")
    }

    /// Of codes to a mailbox, whoever it is.
    static func ofCodes(to mailbox: String, device: String?) -> MailShare {
        guard let device else { return MailShare(limit: .codeByMailbox, subject: mailbox) }
        return MailShare(limit: .codeByDevice, subject: "\(mailbox) \(device)")
    }
}

extension Accounts {
    /// Counts a mail; the seconds to wait where there were too many today.
    func wait(for share: MailShare?, in tx: any Transaction) throws -> Int? {
        guard limitsAttempts, let share else { return nil }
        return try tx.attempt(share.limit, by: share.subject)
    }

    /// Writes down a mail that leads to a page about the account, unless its share is used up. Returns the seconds to
    /// wait then.
    @discardableResult
    func post(_ kind: Mail.Kind, to user: User, _ share: MailShare?, in tx: any Transaction) throws -> Int? {
        if let wait = try wait(for: share, in: tx) { return wait }
        let mail = NewMail(kind: kind, role: .account, userID: user.id, token: Digest.hex(random(16)))
        try tx.post([mail])
        return nil
    }

    /// Sends the mail that asks to confirm the address once more; nothing where it is proved. Throws
    /// `too_many_requests`.
    func askForProof(_ user: User) async throws {
        guard user.emailVerifiedAt == nil else { return }
        let wait = try await database.write { tx in
            try post(.verifyEmail, to: user, .of(user), in: tx)
        }
        if let wait { throw Problem(.tooManyRequests, retryAfterSeconds: wait) }
    }
}
