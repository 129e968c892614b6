import Domain
import Foundation
import Storage

extension Settlement {
    /// Brings a booking in line with what the payment company says of its payment. `seen` is the payment as it was read
    /// before the picture was asked for; false where another picture was applied since, and this one may be old news.
    package func settle(_ picture: PaymentPicture, seen: Payment, in tx: any Transaction) throws -> Bool {
        guard try tx.advancePayment(seen, to: picture.status, failure: picture.failure) else { return false }
        guard let booking = try tx.booking(seen.bookingID) else { return true }
        try giveBackFirst(booking, in: tx)
        let isNewMoney = try recordCharge(picture, of: booking, in: tx)
        try recordRefunds(picture, of: booking, in: tx)
        let hasWon = try recordDisputes(picture, of: booking, in: tx)
        if isNewMoney {
            if try take(picture, for: booking, in: tx) { return true }
        } else if hasWon {
            try giveBackWhatWasWon(of: booking, in: tx)
        } else if booking.status == .pending, picture.isLost(to: booking, now: tx.now) {
            try endHoldInVain(booking, in: tx)
        }
        try bookings.restate(booking, paymentStatus: picture.paymentStatus, in: tx)
        return true
    }

    /// New money makes its booking firm, and then true; or it goes back where the booking does not want it any more.
    private func take(_ picture: PaymentPicture, for booking: Booking, in tx: any Transaction) throws -> Bool {
        guard let charge = picture.charge else { return false }
        let reason = try RefundDecision.reason(against: charge.money, for: booking, now: tx.now) {
            try isPossible(booking, in: tx)
        }
        guard let reason else {
            if booking.status == .expired { try tx.takeCells(booking.cells, of: booking.hostID, for: booking.id) }
            try bookings.confirmPaid(booking, in: tx)
            return true
        }
        if booking.status == .pending {
            if reason == .wrongAmount {
                try endMispaidHold(booking, in: tx)
            } else {
                try bookings.endHold(booking, in: tx)
            }
        }
        let decision = try RefundDecision(booking, in: tx)
        let most = reason == .twice ? decision.surplus(of: picture.intentID) : .max
        if most < charge.money.minor { try tellAdmins(of: booking, in: tx) }
        try giveBack(decision, reason, of: picture.intentID, most: most, by: nil, in: tx)
        if reason == .wrongAmount { try tellAdmins(of: booking, in: tx) }
        if reason == .late { try bookings.tellClient(.slotLost, about: booking, in: tx) }
        return false
    }

    /// Whether the time of a hold that has run out can be taken again: it is free, the client has not left,
    /// and the host is one still.
    private func isPossible(_ booking: Booking, in tx: any Transaction) throws -> Bool {
        guard try tx.areFree(booking.cells, of: booking.hostID) else { return false }
        return try tx.user(booking.clientID) != nil && tx.user(booking.hostID)?.isHost == true
    }

}

extension PaymentPicture {
    /// Whether a booking that waits for this payment waits in vain: it has ended, or a bank has refused it when the
    /// hold was over already.
    fileprivate func isLost(to booking: Booking, now: Date) -> Bool {
        switch status {
        case .canceled: true
        case .succeeded, .processing, .requiresCapture: false
        case .requiresPaymentMethod, .requiresConfirmation, .requiresAction:
            booking.paymentStatus == .processing && !booking.holdIsRunning(at: now)
        }
    }
}
