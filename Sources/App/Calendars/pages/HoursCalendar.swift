import Domain
import Foundation

/// A month with its exceptions: each day leads to the form that gives it one.
struct HoursCalendar: PageValues {
    let month: String
    let before: HoursPicture.Link
    let after: HoursPicture.Link
    let weekdays: [Weekday]
    let weeks: [Week]

    struct Weekday: PageValues {
        let name: String
        let short: String
    }

    struct Week: PageValues {
        let days: [Day]
    }

    struct Day: PageValues {
        let number: Int
        let href: String
        /// The day, and what is so on it.
        let name: String
        /// A class of the style sheet; nil where the hours of the week count.
        let mark: String?
        let isToday: Bool
        let isOutside: Bool
    }
}

extension HoursCalendar {
    init(_ kept: KeptHours, _ words: Catalogue) {
        let dates = DateText(catalogue: words, zone: .utc)
        let first = kept.month
        month = dates.month(first)
        func link(_ date: LocalDate, _ key: String) -> HoursPicture.Link {
            HoursPicture.Link(
                href: "\(HoursPages.path)?host=\(kept.host.id)&week=\(date)#exceptions",
                name: words.sentence("page.hours.exceptions.\(key)"))
        }
        before = link(first.lastOfMonthBefore.firstOfMonth, "month_before")
        after = link(first.firstOfNextMonth, "month_after")
        weekdays = (1...7).map { day in
            Weekday(
                name: words.dates.weekday(day), short: words.dates.shortWeekday(day))
        }
        let count = (first.lastOfMonth.monday.dayNumber - first.monday.dayNumber) / 7 + 1
        weeks = (0..<count).map { week in
            Week(days: (0..<7).map { Day(first.monday.adding(days: week * 7 + $0), kept, dates) })
        }
    }
}

extension HoursCalendar.Day {
    fileprivate init(_ date: LocalDate, _ kept: KeptHours, _ dates: DateText) {
        let exception = kept.overrides[date]
        let told = exception.map { HoursText(dates.catalogue).lines($0).joined(separator: ", ") }
        number = date.civil.day
        href = "\(HoursPages.path)?host=\(kept.host.id)&week=\(date)&day=\(date)#exception"
        name = [dates.dayOfYear(date), told].compactMap(\.self).joined(separator: ", ")
        mark = exception.map { $0.isEmpty ? "shut" : "other" }
        isToday = date == kept.today
        isOutside = date.firstOfMonth != kept.month
    }
}
