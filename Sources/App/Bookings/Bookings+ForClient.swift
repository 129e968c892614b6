import Domain
import Foundation
import Storage

/// A client as those who run the practice name one: by id, or by e-mail address.
struct NamedClient: Sendable {
    var id: UserID?
    var email: String?
    var firstName: String?
    var lastName: String?

    static let fields: Set<String> = ["user_id", "email", "first_name", "last_name"]

    init(_ form: Form) throws {
        (id, email, firstName, lastName) = try Form.gather(
            form.may("user_id", Form.id(UserID.self)), form.may("email", Form.text, UserForm.email),
            form.may("first_name", Form.text, UserForm.name), form.may("last_name", Form.text, UserForm.name))
    }
}

extension Bookings {
    /// Books for somebody else. An address without an account gets one without a password; its owner sets one by the
    /// way of a forgotten password. A host books what they offer, and names by id those who have booked with them.
    /// Throws as `book`, and `validation_failed` for a client who cannot be found.
    func book(_ request: BookingRequest, for named: NamedClient, _ scope: BookingScope) async throws -> BookingOutcome {
        await outside.look(beforeBooking: request.serviceID)
        return try await database.write { tx in
            if case .hosted(let host) = scope { try Self.require(request, for: named, isOf: host, in: tx) }
            let client = try client(named, by: scope.asker, in: tx)
            return try book(request, client: client, by: scope.asker, in: tx)
        }
    }

    /// Another's service, and somebody who never came to the host, are answered as what is not there.
    private static func require(
        _ request: BookingRequest, for named: NamedClient, isOf host: User, in tx: any Transaction
    ) throws {
        guard try tx.offering(of: request.serviceID)?.host.id == host.id else {
            throw Problem.invalid("service_id", .notFound)
        }
        guard let id = named.id else { return }
        guard try tx.isClient(id, of: host.id) else { throw Problem.invalid("user_id", .notFound) }
    }

    private func client(_ named: NamedClient, by staff: User, in tx: any Transaction) throws -> User {
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
            email: email, firstName: named.firstName, lastName: named.lastName, timeZone: staff.timeZone,
            isVouchedFor: true, createdAt: tx.now)
        guard let user = try tx.addUser(new, passwordHash: nil) else { throw Problem(.emailTaken) }
        try tx.audit("user.registered", by: staff.id, user: user.id)
        return user
    }
}
