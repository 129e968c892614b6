import Domain
import Foundation
import Storage

extension Bookings {
    /// Notes how a consultation went: `completed` or `no_show`, once its start has come. Throws `illegal_move`.
    func close(_ id: Int64, _ scope: BookingScope, as outcome: BookingStatus) async throws -> BookingEntry {
        try await change(id, scope) { tx, entry, _, now in
            let booking = entry.booking
            guard booking.status.mayBecome(outcome), booking.scheduledAt <= now,
                try tx.moveBooking(booking, to: outcome, now: now)
            else { throw Problem.illegalMove(booking.status) }
            try tx.audit(
                "booking.\(outcome.rawValue)", by: scope.asker.id, at: now, booking: id, user: booking.userID)
            try publish(outcome == .completed ? .bookingCompleted : .bookingNoShow, id, now: now, in: tx)
        }
    }

    /// Notes that a booking was paid by other means than a payment company. Throws `illegal_move`.
    func markPaid(_ id: Int64, _ scope: BookingScope) async throws -> BookingEntry {
        try await change(id, scope) { tx, entry, _, now in
            let booking = entry.booking
            guard [.scheduled, .completed, .noShow].contains(booking.status),
                [.requiresPaymentMethod, .failed].contains(booking.paymentStatus)
            else { throw Problem.illegalMove(booking.status) }
            try payByHand(booking, now: now, in: tx)
            try tellClient(.paymentReceipt, about: entry, now: now, in: tx)
            try tx.audit("booking.marked_paid", by: scope.asker.id, at: now, booking: id, user: booking.userID)
        }
    }

    /// Money that came in by other means, with its receipt.
    func payByHand(_ booking: Booking, now: Date, in tx: any Transaction) throws {
        let reference = "by-hand-" + Digest.hex(random(16))
        _ = try tx.addEntry(
            LedgerEntry(
                kind: .charge, amountMinor: booking.amountMinor, currency: booking.currency, intentID: nil,
                reference: reference, at: now), of: booking.id)
        try tx.issueReceipt(of: booking.id, reference: reference, now: now)
        try restate(booking.id, paymentStatus: nil, isByPerson: true, now: now, in: tx)
    }
}
