import Domain
import Foundation
import Storage

/// A client as an admin names one: by id, or by e-mail address.
struct NamedClient: Sendable {
    var id: UserID?
    var email: String?
    var firstName: String?
    var lastName: String?
}

extension Bookings {
    /// Books for somebody else. An address without an account gets one without a password; its owner sets one by the
    /// way of a forgotten password. Throws as `book`, and `validation_failed` for a client who cannot be found.
    func book(_ request: BookingRequest, for named: NamedClient, by admin: User) async throws -> BookingOutcome {
        try await database.write { tx in
            let client = try client(named, by: admin, in: tx)
            return try book(request, client: client, by: admin, in: tx)
        }
    }

    private func client(_ named: NamedClient, by admin: User, in tx: any Transaction) throws -> User {
        if let id = named.id {
            guard let user = try tx.user(id) else { throw Problem.invalid("user_id", .notFound) }
            return user
        }
        guard let email = named.email else { throw Problem.invalid("user_id", .required) }
        if let user = try tx.user(email: email) {
            // Whoever registered the address without proving it would see the booking, its notes and its room.
            guard try user.emailVerifiedAt != nil || tx.passwordHash(of: user.id) == nil else {
                throw Problem.invalid("email", .notVerified)
            }
            return user
        }
        let new = NewUser(
            email: email, firstName: named.firstName, lastName: named.lastName, timeZone: admin.timeZone,
            isVouchedFor: true, createdAt: tx.now)
        guard let user = try tx.addUser(new, passwordHash: nil) else { throw Problem(.emailTaken) }
        try tx.audit("user.registered", by: admin.id, user: user.id)
        return user
    }
}
