import Domain
import Foundation

/// Instants in pieces, for places beside which year or zone are told already.
extension DateText {
    /// `Sunday 6 December`
    package func dayAndMonth(of instant: Date) -> String { dayOfYear(date(of: instant)) }

    /// `Sunday 6 December, 10:30`: until when something holds.
    package func deadline(_ instant: Date) -> String { moment(instant, on: dayOfYear) }

    /// `Sunday 6 December 2026, 10:30`: when something was done, however long ago.
    package func longMoment(_ instant: Date) -> String { moment(instant, on: longDay) }

    private func moment(_ instant: Date, on day: (LocalDate) -> String) -> String {
        let local = zone.local(instant)
        return catalogue.sentence("date.deadline") { gap in
            switch gap {
            case "day": day(local.date)
            case "time": time(local)
            default: nil
            }
        }
    }

    /// `10:30 – 11:20`; `02:30 CEST – 02:30 CET` where the clock shows an hour twice.
    package func hours(from start: Date, to end: Date) -> String { span(start, end, "date.hours") }

    /// The same in figures alone, where they are large or the column is narrow.
    func bareHours(from start: Date, to end: Date) -> String { span(start, end, "date.bare_hours") }

    private func span(_ start: Date, _ end: Date, _ key: String) -> String {
        catalogue.sentence(key) { gap in
            switch gap {
            case "from": onlyTime(of: start)
            case "to": onlyTime(of: end)
            default: nil
            }
        }
    }

    /// `Tue`, `8`, `Dec 2026`
    package func ticket(_ instant: Date) -> (weekday: String, day: String, month: String) {
        let date = zone.local(instant).date
        let civil = date.civil
        let month = catalogue.sentence("date.short_month_and_year") { gap in
            switch gap {
            case "month": catalogue.dates.shortMonth(civil.month)
            case "year": String(civil.year)
            default: nil
            }
        }
        return (catalogue.dates.shortWeekday(date.weekday), String(civil.day), month)
    }
}
