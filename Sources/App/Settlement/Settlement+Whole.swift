import Domain
import Foundation
import Storage

/// One booking as those look at it who run the practice: with its money, its history, its people, and what cancelling
/// it would bring.
struct WholeBooking: Sendable {
    let entry: BookingEntry
    let asker: User
    let record: PaymentRecord
    let decision: RefundDecision
    let history: BookingHistory
    /// Those who were invited and not taken out again.
    let guests: [Participant]
    /// How many bookings its client has made in all, and to how many they did not come.
    let counts: (all: Int, missed: Int)
    let now: Date

    var booking: Booking { entry.booking }

    /// What the client gets back where the practice cancels it now, by the very decision that gives it back afterwards.
    var back: CancelOffer.Back { .byPractice(decision, payments: record.payments) }

    /// Whether it may be cancelled, or let go, now.
    var isCancellable: Bool { booking.status.mayBecome(.cancelled) }

    /// Whether it may be moved now.
    var isMovable: Bool { booking.status == .scheduled && now < booking.scheduledAt }

    /// Whether it can be said how it went.
    var hasBegun: Bool { booking.scheduledAt <= now }
}

extension Settlement {
    /// Throws `not_found`.
    func whole(_ id: BookingID, _ scope: BookingScope) async throws -> WholeBooking {
        try await database.read { try Self.whole(id, scope, in: $0) }
    }

    private static func whole(
        _ id: BookingID, _ scope: BookingScope, in tx: any Transaction
    ) throws -> WholeBooking {
        let entry = try Bookings.require(id, scope, in: tx).entry
        let record = try PaymentRecord.of(id, in: tx)
        let owed = entry.booking.status == .cancelled ? try tx.owed(of: id) : nil
        return WholeBooking(
            entry: entry, asker: scope.asker, record: record,
            decision: RefundDecision(entry.booking, record.ledger, record.refunds, owed: owed),
            history: try history(of: entry, in: tx), guests: try tx.participants(of: id),
            counts: try tx.bookingCounts(ofClient: entry.client.id), now: tx.now)
    }

    /// Whoever runs the practice cancels, and what is owed is decided with it. `expected` is the sum in minor units
    /// that they were shown: where it is another by now, nothing is done. Throws `not_found` and `illegal_move`, which
    /// has the obstacle `changed` then.
    func cancel(_ id: BookingID, _ scope: BookingScope, reason: String?, expecting expected: Int64) async throws {
        try await database.write { tx in
            let (entry, role) = try Bookings.require(id, scope, in: tx)
            let decision = try RefundDecision(entry.booking, in: tx)
            let back = CancelOffer.Back.byPractice(decision, payments: try tx.payments(of: id))
            guard back.all == expected else { throw Problem.illegalMove(.changed) }
            try bookings.cancel(entry, as: role, by: scope.asker, reason: reason, in: tx)
            try giveBackFirst(id, in: tx)
        }
    }
}
