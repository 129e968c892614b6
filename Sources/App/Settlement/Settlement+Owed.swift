import Domain
import Foundation
import Storage

/// What a client is to get back, whatever has gone already.
extension Settlement {
    /// Gives back what the client is still owed: all that came in beyond the practice's share of the price. Nothing
    /// where a person is to decide the share.
    func giveBackOwed(_ booking: Booking, _ reason: Refund.Reason, by actor: UserID?, in tx: any Transaction) throws {
        guard let share = try Self.share(of: booking, in: tx) else { return }
        let owed = try Self.refundable(booking, in: tx) - share
        try giveBack(booking, reason, most: owed, by: actor, in: tx)
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

    /// The practice's share of a booking's price, in minor units: what it may keep. Nil where a cancellation left that
    /// to a person.
    static func share(of booking: Booking, in tx: any Transaction) throws -> Int64? {
        switch booking.status {
        case .pending, .scheduled, .completed, .noShow: booking.price.minor
        case .expired: 0
        case .cancelled: try tx.owed(of: booking.id).map { booking.price.minor - $0 }
        }
    }

    /// What an admin gives back of a cancelled booking, the `wish`, comes on top of what its client is owed: so much
    /// more is owed from now on, also of money that a bank has withdrawn and may return. Where a bank sent an earlier
    /// refund back, the wish makes that good instead, and no more is owed.
    func owe(onTop wish: Int64, of booking: Booking, in tx: any Transaction) throws {
        guard booking.status == .cancelled, let owed = try tx.owed(of: booking.id) else { return }
        let disputed = try tx.ledger(of: booking.id).disputed
        let goes = booking.price.minor - (try Self.refundable(booking, in: tx)) - disputed
        let waitsForBank = min(disputed, max(owed - (goes - wish), 0))
        if goes + waitsForBank > owed { try tx.setOwed(goes + waitsForBank, of: booking.id) }
    }

    /// How much a refund that is due may be now, in minor units. It may be less than when it was decided, because money
    /// may have gone back at the company's pages meanwhile. An admin's refund goes whole or not at all; money that
    /// should not have come goes back wholly.
    func owed(_ refund: Refund, of booking: Booking, in tx: any Transaction) throws -> Int64 {
        let left = try Self.refundable(booking, in: tx) + refund.money.minor
        switch refund.reason {
        case .policy, .practice: return left - (try Self.share(of: booking, in: tx) ?? 0)
        case .twice: return min(left, try surplus(of: refund.intentID, of: booking, in: tx))
        case .late, .cancelled, .wrongAmount:
            return min(left, try tx.ledger(of: booking.id).part(of: refund.intentID).kept)
        case .admin: return left
        }
    }

    /// What is to go back of a payment that came on top of another, in minor units. So much of it stays as a bank has
    /// withdrawn of the other payment, which the practice may lose.
    func surplus(of intentID: String?, of booking: Booking, in tx: any Transaction) throws -> Int64 {
        let ledger = try tx.ledger(of: booking.id)
        let part = ledger.part(of: intentID)
        return part.kept - (ledger.disputed - part.disputed)
    }
}
