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
            try take(picture, for: booking, in: tx)
        } else if hasWon {
            try giveBackWhatWasWon(of: booking, in: tx)
        } else if booking.status == .pending, picture.isLost(to: booking, now: tx.now) {
            try endHoldInVain(booking, in: tx)
        }
        try bookings.restate(booking, paymentStatus: picture.paymentStatus, in: tx)
        return true
    }

    /// New money makes its booking firm, or goes back where the booking does not want it any more.
    private func take(_ picture: PaymentPicture, for booking: Booking, in tx: any Transaction) throws {
        guard let charge = picture.charge else { return }
        guard charge.money == booking.price else {
            if booking.status == .pending { try endMispaidHold(booking, in: tx) }
            try giveBack(booking, .wrongAmount, of: picture.intentID, by: nil, in: tx)
            try tellAdmins(of: booking, in: tx)
            return
        }
        switch booking.status {
        case .pending where tx.now < booking.scheduledAt.addingTimeInterval(Self.latestConfirmationSeconds):
            try bookings.confirm(booking, in: tx)
        case .expired where try booking.scheduledAt > tx.now && isPossible(booking, in: tx):
            try tx.takeCells(booking.cells, of: booking.hostID, for: booking.id)
            try bookings.confirm(booking, in: tx)
        case .pending, .expired:
            if booking.status == .pending { try bookings.endHold(booking, in: tx) }
            try giveBack(booking, .late, of: picture.intentID, by: nil, in: tx)
            try bookings.tellClient(.slotLost, about: booking, in: tx)
        case .cancelled: try giveBack(booking, .cancelled, of: picture.intentID, by: nil, in: tx)
        case .scheduled, .completed, .noShow:
            let surplus = try surplus(of: picture.intentID, of: booking, in: tx)
            if surplus < charge.money.minor { try tellAdmins(of: booking, in: tx) }
            try giveBack(booking, .twice, of: picture.intentID, most: surplus, by: nil, in: tx)
        }
    }

    /// Whether the time of a hold that has run out can be taken again: it is free, the client has not left,
    /// and the host is one still.
    private func isPossible(_ booking: Booking, in tx: any Transaction) throws -> Bool {
        guard try tx.areFree(booking.cells, of: booking.hostID) else { return false }
        return try tx.user(booking.clientID) != nil && tx.user(booking.hostID)?.isHost == true
    }

    /// A payment made just before the start may be seen only after it.
    private static var latestConfirmationSeconds: Double { 300 }

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
