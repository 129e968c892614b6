import Domain
import Foundation
import Storage

/// A receipt: a running number for money that came in. What it shows is read from the booking and its ledger.
package struct Receipt: Sendable, Equatable {
    package let number: Int64
    package let bookingID: BookingID
    package let issuedAt: Date

    /// As people read it: `R-000042`.
    package var title: String {
        let digits = String(number)
        return "R-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}

/// All SQL of the table `receipts`.
extension Transaction {
    /// Gives the next number to a charge. Without gaps: numbers are given in the transaction that records the money,
    /// and of two that would take the same one PostgreSQL runs the other again.
    func issueReceipt(of booking: BookingID, reference: String) throws {
        try run(
            """
            INSERT INTO receipts (number, booking_id, reference, issued_at)
            SELECT COALESCE(MAX(number), 0) + 1, CAST(\(booking) AS BIGINT), \(reference), CAST(\(now) AS BIGINT)
            FROM receipts
            """)
    }

    /// The receipt of a booking; the first, where money came in more than once.
    package func receipt(of booking: BookingID) throws -> Receipt? {
        try row(
            "SELECT number, booking_id, issued_at FROM receipts WHERE booking_id = \(booking) ORDER BY number LIMIT 1"
        ) { Receipt(number: try $0.int(0), bookingID: try $0.id(1), issuedAt: try $0.date(2)) }
    }
}
