import Domain
import Foundation

/// One week of hours as it really comes, exceptions included: for each day its ranges in words and drawn.
struct HoursPicture: PageValues {
    let weekHeading: String
    let before: Link
    let after: Link
    let days: [Day]

    struct Link: PageValues {
        let href: String
        let name: String
    }

    struct Day: PageValues {
        let day: String
        let hours: [String]
        let exception: String?
        let isToday: Bool
        /// From the top of a day of 288 times five minutes.
        let bars: [Bar]
    }

    struct Bar: PageValues {
        let top: Int
        let length: Int
    }
}

extension HoursPicture {
    init(_ kept: KeptHours, _ words: Catalogue) {
        let dates = DateText(catalogue: words, zone: .utc)
        let sunday = kept.week.adding(days: 6)
        weekHeading = words.sentence(
            "page.hours.exceptions.days", ["from": dates.dayOfMonth(kept.week), "to": dates.dayOfMonth(sunday)])
        func link(_ days: Int, _ key: String) -> Link {
            Link(
                href: "\(HoursPages.path)?host=\(kept.host.id)&week=\(kept.week.adding(days: days))",
                name: words.sentence("page.hours.\(key)"))
        }
        (before, after) = (link(-7, "week_before"), link(7, "week_after"))
        let hours = WorkingHours(weekly: kept.hours.weekly, overrides: kept.overrides)
        days = (0..<7).map { kept.week.adding(days: $0) }.map { date in
            let ranges = hours.ranges(on: date)
            return Day(
                day: dates.shortDay(date), hours: HoursText(words).lines(ranges),
                exception: kept.overrides[date] == nil ? nil : words.sentence("page.hours.is_exception"),
                isToday: date == kept.today, bars: Self.bars(on: date, hours))
        }
    }

    /// What of the day before reaches over midnight is drawn too.
    private static func bars(on date: LocalDate, _ hours: WorkingHours) -> [Bar] {
        let before = hours.ranges(on: date.adding(days: -1)).filter { $0.endMinute > 1440 }
            .map { Bar(top: 0, length: ($0.endMinute - 1440) / Cells.minutes) }
        return before
            + hours.ranges(on: date).map { range in
                let end = min(range.endMinute, 1440)
                return Bar(
                    top: range.fromMinute / Cells.minutes, length: (end - range.fromMinute) / Cells.minutes)
            }
    }
}

/// Ranges in words: `09:00 – 12:00`, or that there are none.
struct HoursText {
    private let words: Catalogue

    init(_ words: Catalogue) { self.words = words }

    func lines(_ ranges: [HoursRange]) -> [String] {
        ranges.isEmpty ? [words.sentence("page.hours.nothing")] : ranges.map(line)
    }

    func line(_ range: HoursRange) -> String {
        let ends = [range.fromMinute, range.toMinute].map { TimeOfDay(minute: $0)?.description ?? "" }
        return words.sentence("date.hours", ["from": ends[0], "to": ends[1]])
    }
}
