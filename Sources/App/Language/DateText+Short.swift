import Domain
import Foundation

extension DateText {
    /// `Tuesday 8 December`, where the year is plain.
    package func dayOfYear(_ date: LocalDate) -> String {
        catalogue.sentence("date.day_of_year", parts(date))
    }

    /// `Tuesday 8 December 2026`
    package func longDay(_ date: LocalDate) -> String { catalogue.sentence("date.long_day", parts(date)) }

    /// `Tue 8 Dec`
    package func shortDay(_ date: LocalDate) -> String { catalogue.sentence("date.short_day", parts(date)) }

    /// `December 2026`
    package func month(_ date: LocalDate) -> String { catalogue.sentence("date.month_of_year", parts(date)) }

    /// `8 December`
    package func dayOfMonth(_ date: LocalDate) -> String { catalogue.sentence("date.day_of_month", parts(date)) }

    package func date(of instant: Date) -> LocalDate { zone.local(instant).date }

    /// The hour, with what tells it apart where the clock shows it twice on its day: `02:30 CEST`.
    package func onlyTime(of instant: Date) -> String {
        let local = zone.local(instant)
        let isTwice = zone.instants(local.date, minute: local.secondOfDay / 60).count > 1
        return time(of: instant) + (isTwice ? " " + ZoneText.sign(zone, at: instant, catalogue) : "")
    }

    private func parts(_ date: LocalDate) -> [String: String] {
        let civil = date.civil
        return [
            "weekday": catalogue.dates.weekday(date.weekday),
            "wd": catalogue.dates.shortWeekday(date.weekday), "day": String(civil.day),
            "month": catalogue.dates.month(civil.month),
            "mon": catalogue.dates.shortMonth(civil.month), "year": String(civil.year),
        ]
    }
}
