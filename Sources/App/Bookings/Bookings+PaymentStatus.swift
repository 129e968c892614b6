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
        // What a person did has its own line in the audit trail.
        if !isByPerson { try tx.audit(Self.notes(ofPayment: status, of: booking)) }
        try publish(status, of: booking, isByPerson: isByPerson, in: tx)
    }

    func moneyStands(
        of booking: Booking, _ paymentStatus: PaymentStatus? = nil, in tx: any Transaction
    ) throws -> (status: PaymentStatus, refundedMinor: Int64) {
        let ledger = try tx.ledger(of: booking.id)
        return (ledger.status ?? paymentStatus ?? booking.paymentStatus, max(ledger.refunded, 0))
    }

    /// None where the booking has that status already.
    static func notes(ofPayment status: PaymentStatus, of booking: Booking) -> [AuditNote] {
        guard status != booking.paymentStatus else { return [] }
        let detail = ["from": booking.paymentStatus.rawValue]
        let deed = "payment.\(status.rawValue)"
        return [AuditNote(deed, by: nil, booking: booking.id, user: booking.clientID, detail: detail)]
    }

    /// Tells other programs of another status than `booking` had.
    func publish(
        _ status: PaymentStatus, of booking: Booking, isByPerson: Bool = false, in tx: any Transaction
    ) throws {
        guard status != booking.paymentStatus, let event = Self.events[status] else { return }
        let news = BookingNews(event, of: booking.id, by: isByPerson ? .admin : .system)
        try publish(news, ofHost: booking.hostID, in: tx)
    }

    private static var events: [PaymentStatus: WebhookEvent] {
        [.succeeded: .paymentSucceeded, .failed: .paymentFailed, .disputed: .paymentDisputed]
    }
}
