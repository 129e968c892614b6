import Domain
import Foundation
import Storage

extension PaymentJobs {
    /// `hold`: at the end of a hold, and where a booking that waited for money was cancelled, ends the payment first
    /// and believes what the company answers: money may have come in the same moment.
    func endHold(_ job: Job) async throws -> JobEnd {
        let (booking, payment) = try await database.read { tx in
            (try tx.booking(job.subject()), try tx.payments(of: job.subject()).first { !$0.status.isFinal })
        }
        guard let booking else { return .done { _ in } }
        if booking.holdIsRunning(at: settlement.now()), let over = booking.holdExpiresAt { return .next(over) }
        guard let payment else { return .decided { tx in try endUnpaidHold(booking.id, in: tx) } }
        let look = try await ended(payment)
        return .decided { tx in
            guard case .seen(let picture) = look else {
                try tellOfMissing(payment, look, in: tx)
                return try endUnknownHold(booking.id, missing: payment, in: tx)
            }
            guard try settlement.settle(picture, seen: payment, in: tx) else { return tx.now }
            return try afterSettling(booking.id, in: tx)
        }
    }

    /// A slow method that is being decided is left alone; anything else that has not succeeded is cancelled.
    func ended(_ payment: Payment) async throws -> Look {
        let look = try await payments.look(payment.intentID)
        guard case .seen(let picture) = look, !picture.status.isFinal, picture.status != .processing else {
            return look
        }
        return .seen(try await payments.gateway.cancel(payment.intentID))
    }

    /// Ends a hold whose payment the company does not know, because the keys are of another account or mode. Whoever
    /// was given its secret may still pay it: it is watched, because the right keys may come back. One that a bank was
    /// deciding when it was last seen keeps its time as long as any.
    private func endUnknownHold(
        _ id: BookingID, missing payment: Payment, in tx: any Transaction
    ) throws -> Date? {
        guard let booking = try tx.booking(id), booking.status == .pending else { return nil }
        if payment.status == .processing, booking.scheduledAt > tx.now {
            return nextLook(booking, now: tx.now)
        }
        try settlement.endHoldInVain(booking, in: tx)
        return nil
    }

    /// While the money is on its way the cells stay, until the start comes; the payment is watched by its own job.
    private func afterSettling(_ id: BookingID, in tx: any Transaction) throws -> Date? {
        guard let booking = try tx.booking(id), booking.status == .pending else { return nil }
        guard booking.scheduledAt <= tx.now else { return nextLook(booking, now: tx.now) }
        try settlement.endHoldInVain(booking, in: tx)
        return nil
    }

    private func nextLook(_ booking: Booking, now: Date) -> Date {
        min(booking.scheduledAt, now.addingTimeInterval(LookSeconds.undecided))
    }

    /// Ends a hold whose client has no payment to pay: the company was never reached, or is being asked for one at this
    /// moment, and whoever asks then finds that the hold is over. Where a payment was made meanwhile, it is ended
    /// first.
    private func endUnpaidHold(_ id: BookingID, in tx: any Transaction) throws -> Date? {
        guard let booking = try tx.booking(id) else { return nil }
        guard try tx.payments(of: id).allSatisfy(\.status.isFinal) else { return tx.now }
        if booking.status == .pending { try settlement.bookings.endHold(booking, in: tx) }
        if booking.status == .pending || booking.status == .cancelled {
            try settlement.bookings.restate(booking, paymentStatus: .canceled, in: tx)
        }
        return nil
    }
}
