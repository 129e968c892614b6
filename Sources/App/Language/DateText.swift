import Domain
import Foundation

/// Instants as people read them: in their own zone, which is always named with its offset.
struct DateText: Sendable {
    let catalogue: Catalogue
    let zone: Zone

    /// `Monday, 15 January 2024`
    func day(_ date: LocalDate) -> String {
        let civil = date.civil
        return catalogue.sentence(
            "date.day",
            [
                "weekday": catalogue.sentence("date.weekday.\(date.weekday)"), "day": String(civil.day),
                "month": catalogue.sentence("date.month.\(civil.month)"), "year": String(civil.year),
            ])
    }

    func day(of instant: Date) -> String { day(zone.local(instant).date) }

    /// `Monday, 15 January 2024, 11:00–12:00 (Europe/Berlin, UTC+01:00)`
    func span(from start: Date, to end: Date) -> String {
        let (first, last) = (zone.local(start), zone.local(end))
        let key = first.date == last.date ? "date.span" : "date.span_over_midnight"
        return catalogue.sentence(
            key,
            [
                "day": day(first.date), "endday": day(last.date), "from": Self.time(first), "to": Self.time(last),
                "zone": zone.identifier, "offset": Self.offset(zone.offset(at: start)),
            ])
    }

    /// `Monday, 15 January 2024, 11:00 (Europe/Berlin, UTC+01:00)`
    func moment(_ instant: Date) -> String {
        catalogue.sentence(
            "date.moment",
            [
                "day": day(of: instant), "time": Self.time(zone.local(instant)), "zone": zone.identifier,
                "offset": Self.offset(zone.offset(at: instant)),
            ])
    }

    private static func time(_ local: Zone.LocalTime) -> String {
        padded(local.secondOfDay / 3_600) + ":" + padded(local.secondOfDay / 60 % 60)
    }

    private static func offset(_ seconds: Int) -> String {
        (seconds < 0 ? "−" : "+") + padded(abs(seconds) / 3_600) + ":" + padded(abs(seconds) / 60 % 60)
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
