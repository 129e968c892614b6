import Domain
import Foundation

/// Columns of days, or of hosts, with what is in them; on phones a list.
struct WeekPage: Page {
    static let template = "pages/week"
    static let place: DeskPlace? = .week
    let title: String
    let zone: String
    /// On which of the days clocks change.
    let changes: [String]
    /// Where the page hears that something has changed.
    let events: String
    let again: String
    let weeks: String
    let before: WeekLink
    let present: WeekLink
    let after: WeekLink
    /// Nil where there is one host alone, and nothing to choose.
    let whose: String?
    /// Between whom one may choose; empty where there is one alone.
    let hosts: [WeekLink]
    /// Classes that say at which hour the columns begin, and how many hours they have.
    let grid: String
    let clock: [String]
    let columns: [WeekColumn]
    let legend: [String]
}

struct WeekLink: PageValues {
    let href: String
    let name: String
    let isHere: Bool
}

struct WeekColumn: PageValues {
    let name: String
    let isToday: Bool
    /// What is only drawn.
    let drawn: [Drawn]
    let pieces: [WeekPiece]
    let nothing: String?

    struct Drawn: PageValues {
        let places: String
    }
}

/// A booking, time that is blocked elsewhere, or free time.
struct WeekPiece: PageValues {
    let id: String
    let places: String
    let tone: String
    let href: String?
    let name: String
    let line: String
}

extension WeekPage {
    init(_ week: DeskWeek, _ words: Catalogue) {
        let dates = DateText(catalogue: words, zone: week.zone)
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String { words.sentence("page.week.\(key)", gaps) }
        func link(_ name: String, _ host: String, _ date: LocalDate?, isHere: Bool = false) -> WeekLink {
            let day = date.map { "&week=\($0)" } ?? ""
            return WeekLink(href: "\(WeekPages.path)?host=\(host)\(day)", name: name, isHere: isHere)
        }
        let whom = week.host.map { "\($0.id)" } ?? WeekPages.all
        let step = week.host == nil ? 1 : 7
        let span = week.host == nil ? "day" : "week"
        let from = dates.dayOfMonth(week.first)
        let to = dates.dayOfMonth(week.first.adding(days: 6))
        title = week.host == nil ? dates.longDay(week.first) : say("title", ["from": from, "to": to])
        zone = say("zone", ["zone": ZoneText(week.zone, at: week.now, words).whole])
        weeks = say("weeks")
        before = link(say("\(span)_before"), whom, week.first.adding(days: -step))
        present = link(say("\(span)_present"), whom, nil)
        after = link(say("\(span)_after"), whom, week.first.adding(days: step))
        let others = week.hosts.map { link($0.name, "\($0.id)", week.first, isHere: $0.id == week.host?.id) }
        hosts = others.count < 2 ? [] : others + [link(say("all"), WeekPages.all, week.first, isHere: week.host == nil)]
        whose = hosts.isEmpty ? nil : say("whose")
        let clock = WeekClock(week)
        grid = "f\(clock.first) n\(clock.hours)"
        self.clock = clock.labels
        changes = clock.face.changes.map { change in
            let minutes = (change.offsetAfter - change.offsetBefore) / 60
            return say(
                minutes > 0 ? "clocks_forward" : "clocks_back",
                ["day": dates.dayOfYear(dates.date(of: change.at)), "length": words.notice(abs(minutes))])
        }
        (events, again) = (TodayPages.events, words.sentence("page.lobby.again"))
        columns = week.columns.map { WeekWords(week: week, dates: dates, clock: clock).column($0) }
        legend = ["free", "buffer", "blocked", "shut"].map { say("legend.\($0)") }
    }
}
