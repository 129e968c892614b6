import Domain
import Foundation
import Storage

/// A booking as it is after what was asked for, and whether an earlier request with the same key had done it.
struct BookingOutcome: Sendable {
    let entry: BookingEntry
    let isReplay: Bool
}

/// What is done with bookings: book, cancel, reschedule, close. Their money is above, in Settlement.
package struct Bookings: Sendable {
    let database: any Database
    let now: @Sendable () -> Date
    let random: @Sendable (Int) -> [UInt8]
    let links: Links
    /// Calendars elsewhere, which are looked at before time is taken.
    let outside: OutsideCalendars
    /// How long before the start reminders go out, in seconds.
    var reminderSeconds: [Int]
    let limits: BookingLimits
    /// Whether a booking is firm only once its client's address is proved.
    let needsProof: Bool
    /// Whether each new booking has a waiting room, whatever its service says.
    let waitingRoomIsOn: Bool
    /// How long a booking owns its time while its payment is awaited; nil where the practice does not charge online.
    var paySeconds: Double?

    /// One booking, for whom the scope lets see it. Throws `not_found`.
    func entry(_ id: BookingID, in scope: BookingScope) async throws -> BookingEntry {
        try await database.read { try Self.require(id, scope, in: $0).entry }
    }

    /// A booking that somebody may see, and the name by which they go in its meeting; nil for that of the account.
    func bookingAndName(of asker: User, _ id: BookingID) async throws -> (booking: Booking, name: String?) {
        try await database.read { tx in
            let booking = try Self.require(id, .visible(to: asker), in: tx).entry.booking
            let entrant = Entrant(asker, client: booking.clientID, host: booking.hostID)
            return (booking, try tx.entrance(of: entrant, into: id).name)
        }
    }

    /// A part of a list in JSON, which is still to be ended. A person's own list is quick; what grows with the practice
    /// is `long`.
    func list(
        _ filter: BookingFilter, _ part: ListPart, _ length: ReadLength, _ view: BookingView
    ) async throws -> WrittenList {
        try await database.read(length) { tx in
            // With room for the most that the last one may need.
            var json = JSONText(capacity: 4_096 + 1_024 * part.limit)
            json.begin()
            json.begin("bookings")
            let listing = try tx.writeBookings(filter, part, view, into: &json)
            json.end()
            return WrittenList(json, listing)
        }
    }

    /// A part of a list, uncounted: for files, which are read part by part.
    func uncounted(_ filter: BookingFilter, _ part: ListPart) async throws -> [BookingEntry] {
        try await database.read(.long) { try $0.uncountedBookingEntries(filter, part) }
    }

    static func require(
        _ id: BookingID, _ scope: BookingScope, in tx: any Transaction
    ) throws -> (entry: BookingEntry, role: BookingRole) {
        guard let entry = try tx.bookingEntry(id) else { throw Problem(.notFound) }
        let role = try scope.role(in: entry.booking)
        return (scope.isForPractice ? try tx.knowingClash(entry) : entry, role)
    }

    /// One account can neither fill the calendar nor send mails without end; whoever runs the practice may. Counted in
    /// the transaction of the deed, so that only what was done counts. Throws `too_many_requests`.
    func limit(_ limit: AttemptLimit, _ actor: User, in tx: any Transaction) throws {
        guard limits.isOn, !actor.isAdmin, !actor.isHost else { return }
        guard let wait = try tx.attempt(limit, by: String(actor.id)) else { return }
        throw Problem(.tooManyRequests, retryAfterSeconds: wait)
    }

    /// As `change`, but once for each key: a request that is sent again with its key changes nothing, and gets the
    /// booking as it is then. `deed` is what is asked for, wholly. Throws `idempotency_key_reused` too.
    func changeOnce(
        _ id: BookingID, _ scope: BookingScope, key: String?, deed: String,
        _ body: @escaping @Sendable (any Transaction, BookingEntry, BookingRole) throws -> Void
    ) async throws -> BookingOutcome {
        let hash = Digest.hex("\(id)\n\(deed)")
        return try await database.write { tx in
            let (entry, role) = try Self.require(id, scope, in: tx)
            let earlier = try answered(key, requestHash: hash, by: scope.asker, or: id, in: tx)
            guard earlier == nil else { return BookingOutcome(entry: entry, isReplay: true) }
            try body(tx, entry, role)
            return BookingOutcome(entry: try Self.require(id, scope, in: tx).entry, isReplay: false)
        }
    }

    /// Runs one change of a booking in a transaction and returns the booking as it is afterwards.
    func change(
        _ id: BookingID, _ scope: BookingScope,
        _ body: @escaping @Sendable (any Transaction, BookingEntry, BookingRole) throws -> Void
    ) async throws -> BookingEntry {
        try await database.write { tx in
            let (entry, role) = try Self.require(id, scope, in: tx)
            try body(tx, entry, role)
            return try Self.require(id, scope, in: tx).entry
        }
    }
}
