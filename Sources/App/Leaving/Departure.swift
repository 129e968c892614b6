import Domain
import Foundation
import Storage

/// A person leaves: coming bookings are cancelled by policy, past ones and payments stay without the person.
struct Departure: Sendable {
    let accounts: Accounts
    let bookings: Bookings

    /// Everything that is stored about a person.
    func export(of user: User) async throws -> PersonExport {
        try await PersonExport(of: user, in: bookings.database, links: bookings.links)
    }

    /// `expected` is the sum in minor units that the person was shown as coming back: where it is less by now, nothing
    /// is done. Throws as `Accounts.prove`, `last_admin`, `host_has_bookings` for a host who is still expected by
    /// clients, and `illegal_move` with the obstacle `refundFell`.
    func leave(_ caller: Caller, password: String?, expecting expected: Int64 = 0) async throws {
        try await accounts.prove(caller, password: password, field: "password")
        try await bookings.database.write { tx in
            let user = try Accounts.present(caller, in: tx)
            if let obstacle = try Self.obstacle(to: user, in: tx) { throw obstacle }
            if expected > 0, try Self.outlook(of: user, .password, in: tx).back < expected {
                throw Problem.illegalMove(.refundFell)
            }
            try forget(user, as: .client, by: caller.user, in: tx)
        }
    }

    /// `role` says by whose wish coming bookings are cancelled, and so what comes back of their money.
    func forget(_ user: User, as role: BookingRole, by actor: User, in tx: any Transaction) throws {
        if let obstacle = try Self.obstacle(to: user, in: tx) { throw obstacle }
        for id in try tx.liveBookingIDs(ofClient: user.id, after: tx.now) {
            guard let entry = try tx.bookingEntry(id) else { continue }
            try bookings.cancel(entry, as: role, right: .departure, by: actor, reason: nil, in: tx)
        }
        try tx.forgetWords(ofClient: user.id)
        try tx.revokeSessions(of: user.id)
        try tx.forgetSecondFactor(of: user.id)
        try tx.deleteKeys(of: user.id)
        try OutsideCalendars.forgetCalendars(of: user.id, in: tx)
        try tx.forgetAddress(ofUser: user.id)
        try tx.forgetSignInCodes(of: user.email)
        try tx.forgetUser(user.id)
        try tx.audit("user.deleted", by: actor.id, user: user.id)
    }

    /// What must be done before this person can leave.
    static func obstacle(to user: User, in tx: any Transaction) throws -> Problem? {
        if try tx.hasClientsComing(toHost: user.id) { return Problem(.hostHasBookings) }
        return try user.isAdmin && tx.adminCount() == 1 ? Problem(.lastAdmin) : nil
    }
}
