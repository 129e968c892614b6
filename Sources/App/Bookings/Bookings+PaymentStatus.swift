import Domain
import Foundation
import Storage

extension Bookings {
    /// Writes down what the ledger says of the booking's money, and as long as none has come in what the payment does.
    /// `booking` is as it was read in this transaction; only its payment's status must be of now.
    func restate(
        _ booking: Booking, paymentStatus: PaymentStatus?, isByPerson: Bool = false, in tx: any Transaction
    ) throws {
        let (status, refunded) = try moneyStands(of: booking, paymentStatus, in: tx)
        guard status != booking.paymentStatus || refunded != booking.refundedMinor else { return }
        guard try tx.movePayment(of: booking, to: status, refundedMinor: refunded) else {
            throw Problem.illegalMove(.changed)
        }
        try tellOfPayment(booking, status, isByPerson: isByPerson, in: tx)
    }

    func moneyStands(
        of booking: Booking, _ paymentStatus: PaymentStatus? = nil, in tx: any Transaction
    ) throws -> (status: PaymentStatus, refundedMinor: Int64) {
        let ledger = try tx.ledger(of: booking.id)
        return (ledger.status ?? paymentStatus ?? booking.paymentStatus, max(ledger.refunded, 0))
    }

    /// Tells of another status than `booking` had. What a person did has its own line in the audit trail; the rest,
    /// which nobody did here, gets one.
    func tellOfPayment(
        _ booking: Booking, _ status: PaymentStatus, isByPerson: Bool = false, in tx: any Transaction
    ) throws {
        guard status != booking.paymentStatus else { return }
        if !isByPerson {
            try tx.audit(
                "payment.\(status.rawValue)", by: nil, booking: booking.id, user: booking.clientID,
                detail: ["from": booking.paymentStatus.rawValue])
        }
        guard let event = Self.events[status] else { return }
        let news = BookingNews(event, of: booking.id, by: isByPerson ? .admin : .system)
        try publish(news, ofHost: booking.hostID, in: tx)
    }

    private static var events: [PaymentStatus: WebhookEvent] {
        [.succeeded: .paymentSucceeded, .failed: .paymentFailed, .disputed: .paymentDisputed]
    }
}
