import Domain
import Foundation

extension DateText {
    /// `Tuesday 8 December`, where the year is plain.
    package func dayOfYear(_ date: LocalDate) -> String {
        told("date.day_of_year", date)
    }

    /// `Tuesday 8 December 2026`
    package func longDay(_ date: LocalDate) -> String { told("date.long_day", date) }

    /// `Tue 8 Dec`
    package func shortDay(_ date: LocalDate) -> String { told("date.short_day", date) }

    /// `December 2026`
    package func month(_ date: LocalDate) -> String { told("date.month_of_year", date) }

    /// `8 December`
    package func dayOfMonth(_ date: LocalDate) -> String { told("date.day_of_month", date) }

    /// `8 Dec`
    package func shortDayOfMonth(_ date: LocalDate) -> String {
        told("date.short_day_of_month", date)
    }

    /// `8 Dec 2026`
    package func shortDate(_ date: LocalDate) -> String { told("date.short_date", date) }

    package func date(of instant: Date) -> LocalDate { zone.local(instant).date }

    /// The hour, with what tells it apart where the clock shows it twice on its day: `02:30 CEST`.
    package func onlyTime(of instant: Date) -> String {
        let local = zone.local(instant)
        let isTwice = zone.instants(local.date, minute: local.secondOfDay / 60).count > 1
        return time(of: instant) + (isTwice ? " " + ZoneText.sign(zone, at: instant, catalogue) : "")
    }

    /// A date in the words of a sentence, of which each has some of these gaps.
    func told(_ key: String, _ date: LocalDate) -> String {
        let civil = date.civil
        return catalogue.sentence(key) { gap in
            switch gap {
            case "weekday": catalogue.dates.weekday(date.weekday)
            case "wd": catalogue.dates.shortWeekday(date.weekday)
            case "day": String(civil.day)
            case "month": catalogue.dates.month(civil.month)
            case "mon": catalogue.dates.shortMonth(civil.month)
            case "year": String(civil.year)
            default: nil
            }
        }
    }
}
