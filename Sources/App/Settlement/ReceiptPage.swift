import Domain
import Foundation

/// A receipt, as a page that can be printed.
struct ReceiptPage: Page {
    static let template = "pages/receipt"
    static let runsScript = false
    let title: String
    let rows: [Row]
    // The heads of the columns, and the lines below them.
    let what: String
    let day: String
    let amount: String
    let lines: [Line]
    let totalLabel: String
    let total: String
    /// What is to be said of tax.
    let taxLine: String?

    struct Row: PageValues {
        let label: String
        let value: String
    }

    /// A movement of money.
    struct Line: PageValues {
        let what: String
        let day: String
        let amount: String
    }
}

extension ReceiptPage {
    init(_ paper: ReceiptPaper, issuer: String, _ catalogue: Catalogue) throws {
        func sentence(_ key: String, _ arguments: [String: String] = [:]) -> String {
            catalogue.sentence("receipt.\(key)", arguments)
        }
        let (booking, entry, ledger) = (paper.entry.booking, paper.entry, paper.ledger)
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(entry.client.timeZone))
        let facts = [
            ("issuer", issuer), ("number", paper.receipt.title), ("issued", dates.day(of: paper.receipt.issuedAt)),
            ("client", "\(entry.client.name) <\(entry.client.email)>"), ("service", entry.serviceTitle),
            ("host", entry.host.name), ("when", dates.span(from: booking.scheduledAt, to: booking.endsAt)),
            ("booking", String(booking.id)),
        ]
        title = sentence("title", ["number": paper.receipt.title])
        rows = facts.map { Row(label: sentence("label.\($0.0)"), value: $0.1) }
        (what, day, amount) = (sentence("what"), sentence("day"), sentence("amount"))
        lines = Self.lines(ledger, dates, catalogue)
        totalLabel = sentence("total")
        let sum = Money(minor: ledger.received - ledger.refunded, currency: ledger.currency ?? booking.price.currency)
        total = catalogue.money(sum)
        taxLine = Self.taxLine(booking.tax, of: sum, catalogue)
    }

    private static func taxLine(_ tax: Tax?, of sum: Money, _ catalogue: Catalogue) -> String? {
        guard case .included(let points) = tax else { return tax?.note }
        return tax?.share(of: sum).map { share in
            catalogue.sentence(
                "receipt.tax", ["percent": catalogue.percent(points), "amount": catalogue.money(share)])
        }
    }

    /// What came in and what went back, in its order; fees and the quarrels of banks are not the client's.
    private static func lines(_ ledger: Ledger, _ dates: DateText, _ catalogue: Catalogue) -> [Line] {
        let shown: [LedgerKind: Int64] = [.charge: 1, .refund: -1, .refundFailed: 1]
        return ledger.entries.compactMap { entry in
            guard let sign = shown[entry.kind] else { return nil }
            return Line(
                what: catalogue.sentence("receipt.entry.\(entry.kind.rawValue)"), day: dates.day(of: entry.at),
                amount: catalogue.money(Money(minor: sign * entry.money.minor, currency: entry.money.currency)))
        }
    }
}
