import Domain
import Foundation
import Storage

/// What a client does with one booking by the link of its mails, without signing in.
extension Settlement {
    /// The booking behind a link. Throws `link_expired` for one that is forged, was taken back or has ended.
    func managed(by token: String) async throws -> OwnBooking {
        try await database.read { try managed(by: token, in: $0) }
    }

    /// The month of times to which the booking behind a link may be moved, in the zone that `zone` says of its client.
    /// Throws as `managed`, and as `Bookings.month` for whoever is signed in.
    func month(
        _ asked: AskedMonth, movingBy token: String, in zone: @escaping @Sendable (User) throws -> Zone
    ) async throws -> (client: User, month: MoveMonth) {
        try await database.read { tx in
            let own = try managed(by: token, in: tx)
            let (id, client) = (own.booking.id, own.client)
            let month = try Bookings.month(asked, moving: id, .visible(to: client), in: zone(client), in: tx)
            return (client, month)
        }
    }

    /// Throws as `managed`, and as `cancel` for whoever is signed in.
    func cancel(managedBy token: String, reason: String?, expecting expected: Int64) async throws {
        try await database.write { tx in
            try cancel(try managed(by: token, in: tx), reason: reason, expecting: expected, in: tx)
        }
    }

    /// Throws as `managed`, and as `Bookings.reschedule` for whoever is signed in.
    func move(managedBy token: String, to start: Date) async throws {
        await bookings.outside.look { try managed(by: token, in: $0).booking.hostID }
        try await database.write { tx in
            let own = try managed(by: token, in: tx)
            try bookings.reschedule(own.booking, as: .client, by: own.client, to: MovePlace(start: start), in: tx)
        }
    }

    /// Throws as `managed`, and as `withdraw` for whoever is signed in. Returns the booking as it is then.
    func withdraw(managedBy token: String) async throws -> Booking {
        try await database.write { try withdraw(try managed(by: token, in: $0), in: $0) }
    }

    private func managed(by token: String, in tx: any Transaction) throws -> OwnBooking {
        guard let id = links.claimedBooking(ofManageLink: token), let booking = try tx.booking(id),
            let client = try tx.user(booking.clientID), links.leads(token, toManaging: booking, of: client)
        else { throw Problem(.linkExpired) }
        return try Self.own(id, of: client, in: tx)
    }
}
