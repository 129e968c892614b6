import Domain
import Foundation

/// One calendar elsewhere with what was last seen of it, in words.
struct CalendarRow: PageValues {
    let anchor: String
    let name: String
    let state: Pill
    let troubles: [String]
    let facts: [Fact]
    let way: String
    let change: String
    /// In whole words, for whoever hears it.
    let changeWhole: String
    /// Nil for one that nobody looks at, because it does not count.
    let check: Check?

    struct Fact: PageValues {
        let label: String
        let value: String
    }

    struct Check: PageValues {
        let place: String
        let checkNow: String
        let checkWhole: String
    }
}

extension CalendarRow {
    init(_ calendar: ShownCalendar, at now: Date, _ dates: DateText, _ words: Catalogue) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            words.sentence("page.calendars.\(key)", gaps)
        }
        let link = calendar.link
        anchor = "calendar-\(link.id)"
        name = link.name
        state = Self.state(calendar, words)
        troubles = [
            link.rules.blocks ? Self.trouble(calendar.reading, dates, words) : nil,
            link.writing.isOn ? Self.trouble(calendar.standing, dates, words) : nil,
        ].compactMap(\.self)
        facts = Self.facts(calendar, at: now, dates, words)
        way = CalendarPages.path(of: link.id)
        change = say("change")
        changeWhole = say("change_whole", ["name": link.name])
        check =
            link.rules.blocks
            ? Check(
                place: "\(CalendarPages.path(of: link.id))/check", checkNow: say("check"),
                checkWhole: say("check_whole", ["name": link.name])) : nil
    }

    private static func state(_ calendar: ShownCalendar, _ words: Catalogue) -> Pill {
        func say(_ key: String) -> String { words.sentence("page.calendars.state.\(key)") }
        guard calendar.link.rules.blocks else { return Pill(say("off"), .cross) }
        if let trouble = calendar.reading.trouble {
            return trouble.needsPeople ? Pill(say("stuck"), .cross, .bad) : Pill(say("failing"), .hourglass, .warn)
        }
        return calendar.reading.lookedAt == nil
            ? Pill(say("unread"), .hourglass, .warn) : Pill(say("read"), .tick, .good)
    }

    /// What is wrong, since when, and what counts until then.
    private static func trouble(_ reading: CalendarReading, _ dates: DateText, _ words: Catalogue) -> String? {
        let kept = reading.readAt.map { _ in words.sentence("page.calendars.kept") }
        return told(reading.trouble, since: reading.troubleSince, dates, words).map { told in
            [told, kept].compactMap(\.self).joined(separator: " ")
        }
    }

    /// The same of bookings that are entered.
    private static func trouble(_ standing: WriteStanding, _ dates: DateText, _ words: Catalogue) -> String? {
        told(standing.trouble, since: standing.troubleSince, dates, words).map { told in
            "\(words.sentence("page.calendars.not_entered")) \(told)"
        }
    }

    private static func told(
        _ trouble: CalendarTrouble?, since moment: Date?, _ dates: DateText, _ words: Catalogue
    ) -> String? {
        guard let trouble else { return nil }
        let since = moment.map { words.sentence("page.calendars.since", ["moment": dates.moment($0)]) }
        return [words.sentence("calendar_problem.\(trouble.rawValue)"), since].compactMap(\.self)
            .joined(separator: " ")
    }

    private static func facts(
        _ calendar: ShownCalendar, at now: Date, _ dates: DateText, _ words: Catalogue
    ) -> [Fact] {
        func fact(_ key: String, _ value: String?) -> Fact? {
            value.map { Fact(label: words.sentence("page.calendars.fact.\(key)"), value: $0) }
        }
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            words.sentence("page.calendars.\(key)", gaps)
        }
        let (reading, rules) = (calendar.reading, calendar.link.rules)
        let address = fact("address", calendar.address)
        let entered = fact(
            "writes", calendar.link.writing.isOn ? say("titles.\(calendar.link.writing.titles.rawValue)") : nil)
        guard rules.blocks else { return [address, entered].compactMap(\.self) }
        let counted = say("stretches", ["count": "\(calendar.stretches)"])
        let unread = reading.unreadEvents > 0 ? say("unread", ["count": "\(reading.unreadEvents)"]) : nil
        return [
            address, fact("rules", Self.rules(rules, words)),
            fact("read", reading.readAt.map(dates.moment) ?? say("never")),
            fact("next", calendar.nextLookAt.map { $0 <= now ? say("now") : dates.moment($0) }),
            fact("takes", counted), fact("unread", unread), entered,
        ].compactMap(\.self)
    }

    /// What of it counts as busy, in short.
    private static func rules(_ rules: CalendarRules, _ words: Catalogue) -> String {
        func say(_ key: String) -> String { words.sentence("page.calendars.counts.\(key)") }
        let kinds =
            [say(rules.allBusy ? "all" : "busy")] + (rules.tentativeBlocks ? [say("tentative")] : [])
            + (rules.unansweredBlocks ? [say("unanswered")] : [])
        return kinds.joined(separator: ", ")
    }
}
