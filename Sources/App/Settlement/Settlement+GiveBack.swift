import Domain
import Foundation
import Storage

/// What a cancellation has left to be given back.
extension Settlement {
    /// Gives back what the client is still owed; nothing where a person is to decide that.
    func giveBackOwed(_ booking: Booking, _ reason: Refund.Reason, by actor: UserID?, in tx: any Transaction) throws {
        let decision = try RefundDecision(booking, in: tx)
        guard let owed = decision.stillOwed else { return }
        try giveBack(decision, reason, most: owed, by: actor, in: tx)
    }

    /// `give_back`: a booking was cancelled, and what its client is owed goes back.
    func giveBack(_ job: Job) async throws -> JobEnd {
        return .decided { tx in
            try giveBackFirst(job.subject(), in: tx)
            return nil
        }
    }

    func giveBackFirst(_ id: BookingID, in tx: any Transaction) throws {
        guard let booking = try tx.booking(id) else { return }
        try giveBackFirst(booking, in: tx)
    }

    /// What a cancellation left to be given back goes first, before anything else is decided of a booking's money: as
    /// if it had been done in the moment of the cancellation.
    func giveBackFirst(_ booking: Booking, in tx: any Transaction) throws {
        guard booking.status == .cancelled, let detail = try tx.takeJob(.giveBack, subject: booking.id) else { return }
        let cause = RefundCause(detail: detail)
        try giveBackOwed(booking, cause.reason, by: cause.actorID, in: tx)
    }
}
