import Domain
import Foundation
import Storage

/// An admin takes somebody's account away, or their data along: at the person's wish, who need not be able to sign in.
extension Departure {
    /// Everything that is stored about a person; the audit trail tells who took it. Throws `not_found`.
    func export(of id: UserID, by admin: User) async throws -> PersonExport {
        let user = try await bookings.database.write { tx in
            guard let user = try tx.user(id) else { throw Problem(.notFound) }
            try tx.audit("user.exported", by: admin.id, user: id)
            return user
        }
        return try await export(of: user)
    }

    /// Deletes somebody else's account. The practice cancels what is to come, so that all of its money goes back.
    /// Throws as `leave`, `not_found`, and `forbidden` for one's own: that one leaves by `leave`.
    func remove(_ id: UserID, by caller: Caller, password: String?) async throws {
        guard id != caller.user.id else { throw Problem(.forbidden) }
        try await accounts.prove(caller, password: password, field: "password")
        try await bookings.database.write { tx in
            let admin = try Accounts.present(caller, in: tx)
            guard let user = try tx.user(id) else { throw Problem(.notFound) }
            try forget(user, as: .admin, by: admin, in: tx)
        }
    }

    /// What would happen if an admin deleted that account now. Throws `not_found`, and `forbidden` for one's own.
    func outlook(of id: UserID, for caller: Caller) async throws -> (person: User, outlook: DepartureOutlook) {
        guard id != caller.user.id else { throw Problem(.forbidden) }
        let asked = try await accounts.proofAsked(of: caller)
        return try await bookings.database.read { tx in
            guard let user = try tx.user(id) else { throw Problem(.notFound) }
            return (user, try Self.outlook(of: user, asked, in: tx))
        }
    }
}
