import Domain
import Foundation
import Storage

/// One booking as its client looks at it, with what came of its money and what cancelling it would bring.
struct OwnBooking: Sendable {
    let entry: BookingEntry
    let client: User
    let record: PaymentRecord
    let decision: RefundDecision
    let now: Date

    var booking: Booking { entry.booking }

    /// Whether the client may move it now.
    var isMovable: Bool { booking.status == .scheduled && now < booking.changeDeadline }

    /// Whether the client may cancel it now, or give it back while it is held.
    var isCancellable: Bool { isMovable || booking.status == .pending }

    /// Nil where no money came in for a firm booking.
    var offer: CancelOffer? {
        guard booking.status == .scheduled, record.ledger.received > 0 else { return nil }
        return CancelOffer(decision, payments: record.payments, at: now)
    }
}

extension Settlement {
    /// One booking, for its client alone. Throws `not_found`.
    func own(_ id: BookingID, of client: User) async throws -> OwnBooking {
        try await database.read { try Self.own(id, of: client, in: $0) }
    }

    static func own(_ id: BookingID, of client: User, in tx: any Transaction) throws -> OwnBooking {
        let (entry, role) = try Bookings.require(id, .visible(to: client), in: tx)
        guard role == .client else { throw Problem(.notFound) }
        // What cost nothing has no money to be asked for.
        let record =
            entry.booking.price.minor > 0
            ? try PaymentRecord.of(id, in: tx)
            : PaymentRecord(bookingID: id, payments: [], ledger: Ledger([]), refunds: [], receipt: nil)
        let owed = entry.booking.status == .cancelled ? try tx.owed(of: id) : nil
        return OwnBooking(
            entry: entry, client: client, record: record,
            decision: RefundDecision(entry.booking, record.ledger, record.refunds, owed: owed), now: tx.now)
    }

    /// A client cancels, and what is owed is decided with it. `expected` is the sum in minor units that the client was
    /// shown: where it is less by now, nothing is done. Throws `not_found`, `illegal_move`, which has the obstacle
    /// `refundFell` then, `change_notice` and `too_many_requests`.
    func cancel(_ id: BookingID, of client: User, reason: String?, expecting expected: Int64) async throws {
        try await database.write { tx in
            try cancel(try Self.own(id, of: client, in: tx), reason: reason, expecting: expected, in: tx)
        }
    }

    func cancel(_ own: OwnBooking, reason: String?, expecting expected: Int64, in tx: any Transaction) throws {
        guard own.offer?.now.all ?? 0 >= expected else { throw Problem.illegalMove(.refundFell) }
        try bookings.limit(.changeByUser, own.client, in: tx)
        try bookings.cancel(own.entry, as: .client, by: own.client, reason: reason, in: tx)
        try giveBackFirst(own.booking.id, in: tx)
    }

    /// A client withdraws from the contract; in time, what is owed is decided with it. Returns the booking as it is
    /// then. Throws `not_found`, `illegal_move` and `too_many_requests`.
    func withdraw(_ id: BookingID, of client: User) async throws -> Booking {
        try await database.write { try withdraw(try Self.own(id, of: client, in: $0), in: $0) }
    }

    func withdraw(_ own: OwnBooking, in tx: any Transaction) throws -> Booking {
        try bookings.limit(.changeByUser, own.client, in: tx)
        try bookings.withdraw(own.entry, by: own.client, in: tx)
        try giveBackFirst(own.booking.id, in: tx)
        return try Self.own(own.booking.id, of: own.client, in: tx).booking
    }
}
