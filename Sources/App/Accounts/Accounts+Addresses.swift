import Domain
import Foundation
import Storage

/// Accounts whose address was written down before all spellings of a domain were one.
package struct OldAddress: Sendable {
    package let user: UserID
    package let written: String
    /// As it is known now.
    package let present: String
    /// The account that has the same mailbox; nil where there is none.
    package let double: UserID?
}

extension OldAddress {
    /// Rows that are read at once.
    private static let pageRows = 5_000

    /// Those of the database that are written otherwise than they would be now.
    package static func all(in database: any Database) async throws -> [OldAddress] {
        var found: [OldAddress] = []
        var last = UserID(rawValue: 0)
        while true {
            let (page, old) = try await database.read { [last] tx in
                let page = try tx.addresses(after: last, limit: pageRows)
                return (page, try page.compactMap { try of($0.id, $0.email, in: tx) })
            }
            found += old
            guard let end = page.last else { return found }
            last = end.id
        }
    }

    private static func of(_ user: UserID, _ written: String, in tx: any Transaction) throws -> OldAddress? {
        guard written.contains("xn--") || !written.utf8.allSatisfy({ $0 < 128 }),
            let present = try? EmailAddress.normalised(written),  // try? is fine: what is no address stays as it is
            !present.utf8.elementsEqual(written.utf8)
        else { return nil }
        return OldAddress(
            user: user, written: written, present: present, double: try tx.user(email: present)?.id)
    }
}

extension Accounts {
    /// The handler of the job `unite_addresses`, which the migration writes: gives old addresses the text under which
    /// they are looked for now. Two accounts of one mailbox stay, and doctor names them.
    func uniteAddresses(_ job: Job) async throws -> JobEnd {
        for old in try await OldAddress.all(in: database) where old.double == nil {
            try await database.write { tx in
                guard var user = try tx.user(old.user), user.email == old.written,
                    try tx.user(email: old.present) == nil
                else { return }
                user.email = old.present
                try tx.updateUser(user)
            }
        }
        return .done { _ in }
    }
}
