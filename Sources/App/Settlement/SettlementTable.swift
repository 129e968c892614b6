import Domain
import Foundation
import Storage

/// What is asked of bookings and their money together.
extension Transaction {
    /// Bookings whose status or refunded amount is another than their ledger says, for the doctor.
    package func bookingsUnlikeTheirLedger() throws -> [BookingID] {
        let sums = try rows(
            """
            SELECT booking_id, kind, CAST(SUM(amount_minor) AS BIGINT) FROM ledger
            GROUP BY booking_id, kind ORDER BY booking_id
            """
        ) { row in
            (
                booking: try row.id(0) as BookingID,
                entry: LedgerEntry(
                    kind: try row.value(1, as: LedgerKind.self),
                    money: Money(minor: try row.int(2), currency: Currency(stored: "")),
                    intentID: nil, reference: "", at: .distantPast)
            )
        }
        let ledgers = Dictionary(grouping: sums, by: \.booking).mapValues { Ledger($0.map(\.entry)) }
        let paid: [PaymentStatus] = [.succeeded, .refunded, .partiallyRefunded, .disputed]
        let said = try rows(
            """
            SELECT id, payment_status, refunded_minor FROM bookings
            WHERE payment_status IN (\(paid.map { "\($0)" as SQL }.joined(", "))) OR refunded_minor <> 0
                OR id IN (SELECT booking_id FROM ledger)
            ORDER BY id
            """
        ) { row in
            (id: try row.id(0) as BookingID, status: try row.value(1, as: PaymentStatus.self), refunded: try row.int(2))
        }
        return said.filter { booking in
            let ledger = ledgers[booking.id] ?? Ledger([])
            let isRight = ledger.status.map { $0 == booking.status } ?? !paid.contains(booking.status)
            return !isRight || booking.refunded != max(ledger.refunded, 0)
        }.map(\.id)
    }
}
