import Foundation
import Storage

extension PaymentJobs {
    /// `watch`: looks until the payment is decided, and then more and more rarely for whatever happens to its money.
    /// One that no booking waits for any more is ended: it became known only when the hold was over, or a bank refused
    /// it late, and it would stay open for ever.
    func watch(_ job: Job) async throws -> JobEnd {
        let (seen, booking) = try await database.read { tx in
            let seen = try tx.payment(job.detail)
            return (seen, try seen.flatMap { try tx.booking($0.bookingID) })
        }
        guard let seen, seen.status != .canceled else { return .done { _ in } }
        let isAwaited = booking?.status == .pending
        let look = isAwaited ? try await payments.look(seen.intentID) : try await ended(seen)
        return .decided { tx in
            guard case .seen(let picture) = look else {
                try tellOfMissing(seen, look, in: tx)
                // The keys by which it is known may come back.
                guard !isAwaited else { return tx.now.addingTimeInterval(LookSeconds.undecided) }
                return payments.nextLook(at: seen, isDecided: seen.status.isFinal, now: tx.now)
            }
            guard try settlement.settle(picture, seen: seen, in: tx) else { return tx.now }
            guard !picture.status.isFinal else { return payments.nextLook(picture, seen, now: tx.now) }
            let isHeld = try tx.booking(seen.bookingID)?.holdIsRunning(at: tx.now) ?? false
            return tx.now.addingTimeInterval(isHeld ? payments.lookSeconds : LookSeconds.undecided)
        }
    }
}
