import Domain
import Foundation

/// Instants in pieces, for places beside which year or zone are told already.
extension DateText {
    /// `Sunday 6 December`
    package func dayAndMonth(of instant: Date) -> String { dayOfYear(date(of: instant)) }

    /// `Sunday 6 December, 10:30`: until when something holds.
    package func deadline(_ instant: Date) -> String {
        catalogue.sentence("date.deadline", ["day": dayAndMonth(of: instant), "time": time(of: instant)])
    }

    /// `10:30 – 11:20`; `02:30 CEST – 02:30 CET` where the clock shows an hour twice.
    package func hours(from start: Date, to end: Date) -> String {
        catalogue.sentence("date.hours", ["from": onlyTime(of: start), "to": onlyTime(of: end)])
    }

    /// `Tue`, `8`, `Dec 2026`
    package func ticket(_ instant: Date) -> (weekday: String, day: String, month: String) {
        let date = zone.local(instant).date
        let month = catalogue.sentence(
            "date.short_month_and_year",
            [
                "month": catalogue.dates.shortMonth(date.civil.month),
                "year": String(date.civil.year),
            ])
        return (catalogue.dates.shortWeekday(date.weekday), String(date.civil.day), month)
    }

}
