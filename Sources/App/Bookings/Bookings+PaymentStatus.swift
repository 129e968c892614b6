import Domain
import Foundation
import Storage

extension Bookings {
    /// Writes down what the ledger says of the booking's money, and as long as none has come in what the payment does.
    /// `booking` is as it was read in this transaction; only its payment's status must be of now.
    /// What a person did has its own line in the audit trail; the rest, which nobody did here, gets one.
    func restate(
        _ booking: Booking, paymentStatus: PaymentStatus?, isByPerson: Bool = false, in tx: any Transaction
    ) throws {
        let ledger = try tx.ledger(of: booking.id)
        let status = ledger.status ?? paymentStatus ?? booking.paymentStatus
        let refunded = max(ledger.refunded, 0)
        guard status != booking.paymentStatus || refunded != booking.refundedMinor else { return }
        guard try tx.movePayment(of: booking, to: status, refundedMinor: refunded) else {
            throw Problem.illegalMove(.changed)
        }
        guard status != booking.paymentStatus else { return }
        if !isByPerson {
            try tx.audit(
                "payment.\(status.rawValue)", by: nil, booking: booking.id, user: booking.clientID,
                detail: ["from": booking.paymentStatus.rawValue])
        }
        guard let event = Self.events[status] else { return }
        try publish(BookingNews(event, of: booking.id, by: isByPerson ? .admin : .system), in: tx)
    }

    private static var events: [PaymentStatus: WebhookEvent] {
        [.succeeded: .paymentSucceeded, .failed: .paymentFailed, .disputed: .paymentDisputed]
    }
}
