import Domain
import Foundation
import Storage

extension Bookings {
    /// Cancels a booking and frees its time, under the same key once. Throws `not_found`, `illegal_move`, for the
    /// client `change_notice`, and `idempotency_key_reused`.
    func cancel(_ id: BookingID, _ scope: BookingScope, reason: String?, key: String?) async throws -> BookingOutcome {
        try await changeOnce(id, scope, key: key, deed: "cancel\n\(reason ?? "")") { tx, entry, role in
            try limit(.changeByUser, scope.asker, in: tx)
            try cancel(entry, as: role, by: scope.asker, reason: reason, in: tx)
        }
    }

    /// By which right the client goes says what holds: the change notice, the refund policy, or neither.
    func cancel(
        _ entry: BookingEntry, as role: BookingRole, right: CancelRight = .rules, by actor: User?, reason: String?,
        in tx: any Transaction
    ) throws {
        let booking = entry.booking
        guard booking.status.mayBecome(.cancelled) else { throw Problem.illegalMove(Obstacle(booking.status)) }
        if right == .rules { try Self.requireNotice(booking, role, now: tx.now) }
        // Whoever has not paid yet may still be paying, and is owed all that comes.
        let isOwedAll = role.runsPractice || booking.status == .pending || right == .withdrawal
        let owed = isOwedAll ? booking.price : try Self.promised(booking, at: tx.now)
        let canceller = actor == nil ? .system : role.actor
        guard try tx.cancelBooking(booking, by: canceller, reason: reason, owed: owed) else {
            throw Problem.illegalMove(.changed)
        }
        try tx.freeCells(booking.cells, of: booking.hostID, for: booking.id)
        try tx.audit("booking.cancelled", by: actor?.id, booking: booking.id, user: booking.clientID)
        try publish(BookingNews(.bookingCancelled, of: booking.id, by: canceller), ofHost: booking.hostID, in: tx)
        guard !booking.isBeforeProof else { return try endPayment(booking, in: tx) }
        guard booking.status == .scheduled, let cancelled = try tx.booking(booking.id) else {
            // A held booking was told to nobody but a client whose bank takes days; and its payment must end.
            if role.runsPractice { try tellWhoWaitsForBank(.cancellation, about: booking, in: tx) }
            return try tx.addJob(NewJob(kind: .endHold, subject: booking.id, dueAt: tx.now))
        }
        if booking.mayHaveBeenPaid {
            let cause = RefundCause(role.runsPractice ? .practice : .policy, by: actor?.id)
            try tx.addJob(NewJob(kind: .giveBack, subject: booking.id, detail: cause.detail, dueAt: tx.now))
        }
        try announce(cancelled, .cancellation, isWithdrawal: right == .withdrawal, in: tx)
    }

    /// What the booking's policy promises to a client who cancels at that moment.
    private static func promised(_ booking: Booking, at now: Date) throws -> Money {
        booking.refundPolicy.refund(of: try booking.price.known(), at: now, start: booking.scheduledAt)
    }

    /// The client may change a booking until its change notice, and never after its start. A hold is not agreed upon
    /// yet and can be given up at any time, as who has too many of them is told to.
    static func requireNotice(_ booking: Booking, _ role: BookingRole, now: Date) throws {
        guard !role.runsPractice, booking.status != .pending, now >= booking.changeDeadline else { return }
        throw Problem(.changeNotice, arguments: ["deadline": Timestamp.text(booking.changeDeadline)])
    }
}
