import Domain
import Foundation
import Storage

/// What a client is to get back, whatever has gone already.
extension Bookings {
    /// Gives back what the client is still owed: all beyond what the practice keeps of the price.
    func giveBackOwed(
        _ booking: Booking, _ reason: Refund.Reason, by actor: User?, now: Date, in tx: any Transaction
    ) throws {
        let owed = try Self.refundable(booking, in: tx) - Self.kept(of: booking, in: tx)
        try giveBack(booking, reason, most: owed, by: actor, now: now, in: tx)
    }

    /// What the practice keeps of a booking's price, in minor units. Where a cancellation left that to a person, all.
    private static func kept(of booking: Booking, in tx: any Transaction) throws -> Int64 {
        switch booking.status {
        case .pending, .scheduled, .completed, .noShow: booking.amountMinor
        case .expired: 0
        case .cancelled: booking.amountMinor - (try tx.owed(of: booking.id) ?? 0)
        }
    }

    /// What of an open refund is still owed, in minor units: less than when it was decided where a part has gone back
    /// elsewhere. What an admin wishes, and money that should not have come, is owed whatever else there is.
    func owed(_ refund: Refund, of booking: Booking, in tx: any Transaction) throws -> Int64 {
        switch refund.reason {
        case .policy, .practice:
            try Self.refundable(booking, in: tx) + refund.amountMinor - Self.kept(of: booking, in: tx)
        case .late, .cancelled, .wrongAmount, .twice, .admin: .max
        }
    }

    /// Gives back what a refund that was too large still owes: a part had gone back elsewhere, of which the ledger
    /// knows by now.
    func giveBackRest(of refund: Refund, now: Date, in tx: any Transaction) throws {
        guard let booking = try tx.booking(refund.bookingID)?.booking else { return }
        switch refund.reason {
        case .policy, .practice: try giveBackOwed(booking, refund.reason, by: nil, now: now, in: tx)
        case .late, .cancelled, .wrongAmount, .twice, .admin:
            try giveBack(booking, refund.reason, of: refund.intentID, by: nil, now: now, in: tx)
        }
    }
}
