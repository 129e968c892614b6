import Foundation
import Storage

extension Settlement {
    /// `watch`: looks until the payment is decided, and then more and more rarely for whatever happens to its money.
    /// One that no booking waits for any more is ended: it became known only when the hold was over, or a bank refused
    /// it late, and it would stay open for ever.
    func watch(_ job: Job) async throws -> JobEnd {
        let (seen, booking) = try await database.read { tx in
            let seen = try tx.payment(job.detail)
            return (seen, try seen.flatMap { try tx.booking($0.bookingID) }?.booking)
        }
        guard let seen, seen.status != .canceled else { return .done { _ in } }
        let isAwaited = booking?.status == .pending
        let look = isAwaited ? try await look(seen.intentID) : try await ended(seen)
        let moment = bookings.now()
        return .decided { tx in
            guard case .seen(let picture) = look else {
                try tellOfMissing(seen, look, now: moment, in: tx)
                // The keys by which it is known may come back.
                guard !isAwaited else { return moment.addingTimeInterval(Payments.longestLookSeconds) }
                return payments.nextLook(at: seen, isDecided: seen.status.isFinal, now: moment)
            }
            guard try bookings.settle(picture, seen: seen, now: moment, in: tx) else { return moment }
            guard !picture.status.isFinal else { return payments.nextLook(picture, seen, now: moment) }
            let isHeld = try tx.booking(seen.bookingID)?.booking.holdIsRunning(at: moment) ?? false
            return moment.addingTimeInterval(isHeld ? payments.lookSeconds : Payments.longestLookSeconds)
        }
    }
}

extension Payments {
    /// Stripe asks banks for their answer within 120 days of a payment, and few refunds are later.
    private static let longestFollowingSeconds = 120 * 86_400.0
    private static let shortestFollowingSeconds = 86_400.0
    /// One that is not decided, so that money may still come, is looked at sooner.
    private static let shortestUndecidedSeconds = 3_600.0

    /// When a payment that has succeeded is looked at again: money may go back at the company's own pages, or come back
    /// from a bank, and the event that tells of it may be lost. Each time when it is twice as old; daily during a
    /// dispute.
    func nextLook(_ picture: PaymentPicture, _ payment: Payment, now: Date) -> Date? {
        guard picture.status == .succeeded else { return nil }
        guard !picture.disputes.contains(where: \.isOpen) else {
            return now.addingTimeInterval(Self.shortestFollowingSeconds)
        }
        return nextLook(at: payment, isDecided: true, now: now)
    }

    /// When a payment of this age is looked at again, if ever.
    fileprivate func nextLook(at payment: Payment, isDecided: Bool, now: Date) -> Date? {
        let age = now.timeIntervalSince(payment.createdAt)
        guard age < Self.longestFollowingSeconds else { return nil }
        let shortest = isDecided ? Self.shortestFollowingSeconds : Self.shortestUndecidedSeconds
        return now.addingTimeInterval(max(age, shortest))
    }
}
