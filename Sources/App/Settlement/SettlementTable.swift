import Domain
import Foundation
import Storage

/// What is asked of bookings and their money together.
extension Transaction {
    /// Bookings whose status or refunded amount is another than their ledger says, for the doctor. What `Ledger`
    /// reckons of one booking is said in SQL here, so that nothing is read into memory: a test holds the two together.
    package func bookingsUnlikeTheirLedger() throws -> [BookingID] {
        let paid = [PaymentStatus.succeeded, .refunded, .partiallyRefunded, .disputed].map { "\($0)" as SQL }
            .joined(", ")
        let ofLedger: [BookingID] = try rows(
            """
            SELECT booking_id FROM (
                SELECT ledger.booking_id, MIN(bookings.payment_status) AS said,
                    MIN(bookings.refunded_minor) AS returned,
                    \(Self.sum(.charge)) AS received, \(Self.sum(.refund, less: .refundFailed)) AS refunded,
                    \(Self.sum(.dispute, less: .disputeWon)) AS disputed
                FROM ledger JOIN bookings ON bookings.id = ledger.booking_id GROUP BY ledger.booking_id) AS sums
            WHERE returned <> CASE WHEN refunded > 0 THEN refunded ELSE 0 END
                OR received <= 0 AND said IN (\(paid))
                OR received > 0 AND said <> CASE WHEN disputed > 0 THEN \(PaymentStatus.disputed)
                    WHEN refunded <= 0 THEN \(PaymentStatus.succeeded)
                    WHEN refunded >= received THEN \(PaymentStatus.refunded)
                    ELSE \(PaymentStatus.partiallyRefunded) END
            """
        ) { try $0.id(0) }
        let withoutLedger: [BookingID] = try rows(
            """
            SELECT id FROM bookings WHERE (payment_status IN (\(paid)) OR refunded_minor <> 0)
                AND NOT EXISTS (SELECT 1 FROM ledger WHERE booking_id = bookings.id)
            """
        ) { try $0.id(0) }
        return (ofLedger + withoutLedger).sorted()
    }

    /// Of the lines of one booking.
    private static func sum(_ kind: LedgerKind, less other: LedgerKind? = nil) -> SQL {
        let taken: SQL = other.map { "WHEN \($0) THEN -ledger.amount_minor" } ?? ""
        return "SUM(CASE ledger.kind WHEN \(kind) THEN ledger.amount_minor \(taken) ELSE 0 END)"
    }
}
