import Domain
import Foundation

/// The history of a booking in sentences.
struct HistoryWords {
    private let words: DeskBookingWords
    /// Lines that a page shows.
    private static let most = 60

    init(_ words: DeskBookingWords) { self.words = words }

    var history: DeskBookingPage.History {
        let told = words.whole.history.lines.filter(Self.isTold)
        let isWhole = words.whole.history.isWhole && told.count <= Self.most
        return .init(
            historyHeading: words.say("history.heading"), lines: told.prefix(Self.most).map(line),
            more: isWhole ? nil : words.say("history.more"))
    }

    /// What money did is told by its own lines.
    private static func isTold(_ line: HistoryLine) -> Bool {
        guard line.kind == .deed else { return true }
        let states = PaymentStatus.allCases.map { "payment.\($0.rawValue)" }
        return line.action != "refund.by_hand" && !states.contains(line.action)
    }

    private func line(_ line: HistoryLine) -> DeskBookingPage.Line {
        let actor = line.actor.map { " " + words.say("history.actor", ["name": $0.name]) } ?? ""
        return .init(
            tone: tone(line), told: sentence(line) + actor, instant: Timestamp.text(line.at),
            moment: words.dates.deadline(line.at), resend: resend(line))
    }

    private func tone(_ line: HistoryLine) -> String {
        switch (line.kind, line.detail["state"] ?? line.action) {
        case (.mail, "parked"), (.refund, "failed"): "bad"
        case (.mail, "due"), (.refund, _): "open"
        default: "done"
        }
    }

    private func resend(_ line: HistoryLine) -> DeskDeed? {
        guard words.isAdmin, let id = line.mailID, ["parked", "sent"].contains(line.detail["state"]) else { return nil }
        return DeskDeed(
            action: "\(words.path)/mails/\(id)/resend", button: words.say("history.resend"), about: sentence(line))
    }

    private func sentence(_ line: HistoryLine) -> String {
        let gaps = gaps(line)
        let key =
            line.kind == .mail ? "history.mail.\(line.detail["state"] ?? "")" : "history.\(line.kind).\(line.action)"
        guard words.catalogue.has("page.desk_booking.\(key)") else {
            return words.say("history.other", ["action": line.action])
        }
        return words.say(key, gaps)
    }

    private func gaps(_ line: HistoryLine) -> [String: String] {
        var gaps = line.detail
        for name in ["from", "to", "scheduled_at"] where line.kind == .deed {
            gaps[name] = line.detail[name].map(moment)
        }
        if let major = line.detail["amount"] { gaps["amount"] = money(major, line.detail["currency"]) }
        if line.kind == .mail { gaps["mail"] = words.say("history.kind.\(line.action)") }
        if line.kind == .money, line.detail["by"] == "hand" {
            gaps["how"] = words.say("history.by_hand.\(line.action)")
        }
        return ["how": "", "message": "", "error": "", "name": "", "minutes": ""].merging(gaps) { $1 }
    }

    /// A moment of the audit trail; ids of hosts stand there too.
    private func moment(_ text: String) -> String {
        let instant = try? Timestamp.date(text, field: "at")  // try? is fine: what is no moment is told as it stands
        return instant.map(words.dates.deadline) ?? text
    }

    private func money(_ major: String, _ currency: String?) -> String {
        let currency = currency.map(Currency.init(stored:)) ?? words.booking.price.currency
        let minor = Decimal(string: major).map {
            ($0 * pow(Decimal(10), currency.exponent) as NSDecimalNumber).int64Value
        }
        return minor.map { words.catalogue.money(Money(minor: $0, currency: currency)) } ?? major
    }
}
