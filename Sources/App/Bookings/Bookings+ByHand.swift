import Domain
import Foundation
import Storage

/// Money that moves by other means than the payment company, as a person says.
extension Bookings {
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

    /// Notes that money was given back by other means: `amount`, or what waits to be sent, or all that is left. What
    /// waits is not sent any more, but for what is owed beyond the amount. Under the same key once. Throws as `refund`.
    func markRefunded(
        _ id: Int64, _ scope: BookingScope, amount major: Decimal?, key: String?
    ) async throws -> BookingEntry {
        try await change(id, scope) { tx, entry, _, now in
            let booking = entry.booking
            let request = RefundRequest(deed: "mark-refunded", bookingID: id, amount: major)
            guard try isFirst(request, key: key, by: scope.asker, now: now, in: tx) else { return }
            let waiting = try tx.refunds(of: id).filter { $0.state == .due }
            for refund in waiting {
                _ = try tx.endRefund(
                    token: refund.token, as: .failed, error: "given back by other means", now: now)
            }
            let sum = waiting.reduce(0) { $0 + $1.amountMinor }
            let amount = try Self.amount(major, or: sum == 0 ? nil : sum, of: booking, in: tx)
            try giveBackByHand(booking, amount, by: scope.asker, now: now, in: tx)
            if let reason = waiting.first(where: { $0.reason != .admin })?.reason {
                try giveBackOwed(booking, reason, by: nil, now: now, in: tx)
            }
        }
    }
}
