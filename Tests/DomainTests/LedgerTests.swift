import Domain
import Foundation
import Testing

@Suite("The ledger")
struct LedgerTests {
    private static func ledger(_ entries: [(LedgerKind, Int64)]) -> Ledger {
        Ledger(
            entries.enumerated().map { index, entry in
                LedgerEntry(
                    kind: entry.0, money: Money(minor: entry.1, currency: Currency(stored: "usd")),
                    intentID: "pi_\(index % 2)",
                    reference: "\(index)", at: .distantPast)
            })
    }

    @Test(
        "it says what a booking's payment status must be",
        arguments: [
            ([], nil), ([(.fee, 30)], nil), ([(.charge, 100)], .succeeded), ([(.charge, 100), (.fee, 3)], .succeeded),
            ([(.charge, 100), (.refund, 40)], .partiallyRefunded), ([(.charge, 100), (.refund, 100)], .refunded),
            ([(.charge, 100), (.refund, 100), (.refundFailed, 100)], .succeeded),
            ([(.charge, 100), (.refund, 60), (.refund, 40)], .refunded),
            ([(.charge, 100), (.dispute, 100)], .disputed),
            ([(.charge, 100), (.dispute, 100), (.disputeWon, 100)], .succeeded),
            ([(.charge, 100), (.refund, 40), (.dispute, 60), (.disputeWon, 60)], .partiallyRefunded),
        ] as [([(LedgerKind, Int64)], PaymentStatus?)])
    func status(entries: [(LedgerKind, Int64)], status: PaymentStatus?) {
        #expect(Self.ledger(entries).status == status)
    }

    @Test("what is kept is what came in, less what went back and what a bank holds; fees are another matter")
    func sums() {
        let ledger = Self.ledger([(.charge, 100), (.charge, 50), (.refund, 30), (.dispute, 20), (.fee, 5)])
        #expect(ledger.kept == 100 && ledger.received == 150 && ledger.refunded == 30 && ledger.disputed == 20)
        #expect(ledger.part(of: "pi_0").kept == 70 && ledger.part(of: "pi_1").kept == 30)
        #expect(ledger.part(of: nil).kept == 0)
    }
}
