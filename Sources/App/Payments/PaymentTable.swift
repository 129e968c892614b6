import Domain
import Foundation
import Storage

/// All SQL of the table `payments`.
extension Transaction {
    /// In the order in which they were made; a booking has one, unless something went strangely wrong.
    package func payments(of booking: BookingID) throws -> [Payment] {
        try rows(
            """
            SELECT \(Payment.columns) FROM payments WHERE booking_id = \(booking) ORDER BY created_at, intent_id
            """, Payment.init(row:))
    }

    func payment(_ intentID: String) throws -> Payment? {
        try row("SELECT \(Payment.columns) FROM payments WHERE intent_id = \(intentID)", Payment.init(row:))
    }

    /// Harmless where it is known already.
    func addPayment(_ intentID: String, of booking: BookingID) throws {
        try run(
            """
            INSERT INTO payments (intent_id, booking_id, status, version, created_at, updated_at)
            VALUES (\(intentID), \(booking), \(IntentStatus.requiresPaymentMethod), 0, \(now), \(now))
            ON CONFLICT DO NOTHING
            """)
    }

    /// Notes what was seen of a payment; false where another picture was applied since `payment` was read.
    func advancePayment(_ payment: Payment, to status: IntentStatus, failure: String?) throws -> Bool {
        try run(
            """
            UPDATE payments SET status = \(status), failure = \(failure), version = version + 1, updated_at = \(now)
            WHERE intent_id = \(payment.intentID) AND version = \(payment.version)
            """) == 1
    }

    /// The newest payments, for the doctor.
    func newestPayments(_ limit: Int) throws -> [Payment] {
        try rows("SELECT \(Payment.columns) FROM payments ORDER BY booking_id DESC LIMIT \(limit)", Payment.init(row:))
    }
}

extension Payment {
    static let columns: SQL = "intent_id, booking_id, status, version, created_at"

    init(row: any Row) throws {
        self.init(
            intentID: try row.text(0), bookingID: try row.id(1), status: try row.value(2, as: IntentStatus.self),
            version: try row.int(3), createdAt: try row.date(4))
    }
}
