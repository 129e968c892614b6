import Domain
import Foundation
import Storage

/// All SQL of the table `ledger`. Its rows are only ever added.
extension Transaction {
    package func ledger(of booking: BookingID) throws -> Ledger {
        Ledger(
            try rows(
                """
                SELECT kind, amount_minor, currency, intent_id, reference, at FROM ledger
                WHERE booking_id = \(booking) ORDER BY id
                """, LedgerEntry.init(row:)))
    }

    /// False where the same thing is in the ledger already.
    func addEntry(_ entry: LedgerEntry, of booking: BookingID) throws -> Bool {
        try !addEntries([entry], of: booking).isEmpty
    }

    /// The kinds of those that were not in the ledger already.
    func addEntries(_ entries: [LedgerEntry], of booking: BookingID) throws -> [LedgerKind] {
        let lines = entries.map { entry -> SQL in
            """
            (\(booking), \(entry.kind), \(entry.money.minor), \(entry.money.currency.code), \(entry.intentID),
                \(entry.reference), \(entry.at))
            """
        }
        let added = try rows(
            """
            INSERT INTO ledger (booking_id, kind, amount_minor, currency, intent_id, reference, at)
            VALUES \(lines.joined(", "))
            ON CONFLICT (kind, reference) DO NOTHING RETURNING kind
            """
        ) { try $0.value(0, as: LedgerKind.self) }
        if !added.isEmpty { try noteChange(of: booking) }
        return added
    }
}

extension LedgerEntry {
    init(row: any Row) throws {
        self.init(
            kind: try row.value(0, as: LedgerKind.self),
            money: Money(minor: try row.int(1), currency: Currency(stored: try row.text(2))),
            intentID: try row.optionalText(3), reference: try row.text(4), at: try row.date(5))
    }
}
