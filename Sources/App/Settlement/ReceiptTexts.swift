import Domain
import Foundation

/// What a receipt says, in one language.
struct ReceiptTexts {
    let paper: ReceiptPaper
    let issuer: String
    let catalogue: Catalogue

    /// Everything that the template shows.
    func values() throws -> [String: Any] {
        let (booking, entry) = (paper.entry.booking, paper.entry)
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(entry.client.timeZone))
        let rows = [
            ("issuer", issuer), ("number", paper.receipt.title), ("issued", dates.day(of: paper.receipt.issuedAt)),
            ("client", "\(entry.client.name) <\(entry.client.email)>"), ("service", entry.serviceTitle),
            ("host", entry.host.name), ("when", dates.span(from: booking.scheduledAt, to: booking.endsAt)),
            ("booking", String(booking.id)),
        ]
        return [
            "language": catalogue.language, "title": sentence("title", ["number": paper.receipt.title]),
            "rows": rows.map { ["label": sentence("label.\($0.0)"), "value": $0.1] }, "lines": lines(dates),
            "total_label": sentence("total"),
            "total": catalogue.money(
                Money(
                    minor: paper.ledger.received - paper.ledger.refunded,
                    currency: paper.ledger.currency ?? booking.price.currency)),
            "what": sentence("what"), "day": sentence("day"), "amount": sentence("amount"),
        ]
    }

    /// What came in and what went back, in its order; fees and the quarrels of banks are not the client's.
    private func lines(_ dates: DateText) -> [[String: String]] {
        let shown: [LedgerKind: Int64] = [.charge: 1, .refund: -1, .refundFailed: 1]
        return paper.ledger.entries.compactMap { entry in
            guard let sign = shown[entry.kind] else { return nil }
            return [
                "what": sentence("entry.\(entry.kind.rawValue)"), "day": dates.day(of: entry.at),
                "amount": catalogue.money(Money(minor: sign * entry.money.minor, currency: entry.money.currency)),
            ]
        }
    }

    private func sentence(_ key: String, _ arguments: [String: String] = [:]) -> String {
        catalogue.sentence("receipt.\(key)", arguments)
    }
}
