import Foundation

/// What moved money, or the claim to it, for one booking; entries are only ever added.
package enum LedgerKind: String, Sendable, CaseIterable {
    /// Money that came in.
    case charge
    /// Money that went back to the client.
    case refund
    /// A refund that the client's bank sent back: the money is ours again.
    case refundFailed = "refund_failed"
    /// Money that the client's bank withdrew until it has decided.
    case dispute
    /// A dispute that ended in the practice's favour.
    case disputeWon = "dispute_won"
    /// What the payment company kept; it is not the client's money and changes no sum here.
    case fee
}

/// One line of the ledger. Amounts are minor units and never negative; the kind says which way they went.
package struct LedgerEntry: Sendable, Equatable {
    package let kind: LedgerKind
    package let money: Money
    /// The payment that it belongs to; nil for money that came in, or went back, by other means.
    package let intentID: String?
    /// The payment company's own id of the thing, so that nothing is written twice.
    package let reference: String
    package let at: Date

    package init(
        kind: LedgerKind, money: Money, intentID: String?, reference: String, at: Date
    ) {
        self.kind = kind
        self.money = money
        self.intentID = intentID
        self.reference = reference
        self.at = at
    }
}

/// All entries of one booking; every sum about its money comes from here.
package struct Ledger: Sendable, Equatable {
    package let entries: [LedgerEntry]

    package init(_ entries: [LedgerEntry]) { self.entries = entries }

    /// What came in, in minor units.
    package var received: Int64 { sum(.charge) }
    /// What went back for good.
    package var refunded: Int64 { sum(.refund) - sum(.refundFailed) }
    /// What a bank holds back or has taken.
    package var disputed: Int64 { sum(.dispute) - sum(.disputeWon) }
    /// What the practice has of it.
    package var kept: Int64 { received - refunded - disputed }

    /// What the money is of; nil while none has come in.
    package var currency: Currency? { entries.first { $0.kind == .charge }?.money.currency }

    /// The part that belongs to one payment; nil for what came in, or went back, by other means.
    package func part(of intentID: String?) -> Ledger { Ledger(entries.filter { $0.intentID == intentID }) }

    /// What a booking's `payment_status` must be; nil while no money has come in, when the payment itself tells.
    package var status: PaymentStatus? {
        guard received > 0 else { return nil }
        if disputed > 0 { return .disputed }
        if refunded <= 0 { return .succeeded }
        return refunded >= received ? .refunded : .partiallyRefunded
    }

    private func sum(_ kind: LedgerKind) -> Int64 {
        entries.lazy.filter { $0.kind == kind }.reduce(0) { $0 + $1.money.minor }
    }
}
