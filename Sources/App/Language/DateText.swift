import Domain
import Foundation

/// Instants as people read them: in their own zone, which is always named with its offset.
package struct DateText: Sendable {
    let catalogue: Catalogue
    let zone: Zone

    package init(catalogue: Catalogue, zone: Zone) {
        self.catalogue = catalogue
        self.zone = zone
    }

    /// `Monday, 15 January 2024`
    package func day(_ date: LocalDate) -> String { told("date.day", date) }

    package func day(of instant: Date) -> String { day(zone.local(instant).date) }

    /// `Monday, 15 January 2024, 11:00–12:00 (Berlin time, CET, UTC+1)`
    package func span(from start: Date, to end: Date) -> String {
        let (first, last) = (zone.local(start), zone.local(end))
        let key = first.date == last.date ? "date.span" : "date.span_over_midnight"
        return catalogue.sentence(
            key,
            [
                "day": day(first.date), "endday": day(last.date), "from": time(first), "to": time(last),
                "zone": zoneName(at: start),
            ])
    }

    /// `Monday, 15 January 2024, 11:00 (Berlin time, CET, UTC+1)`; `11:00 (UTC)`
    package func moment(_ instant: Date) -> String {
        let local = zone.local(instant)
        return catalogue.sentence("date.moment") { gap in
            switch gap {
            case "day": day(local.date)
            case "time": time(local)
            case "zone": zoneName(at: instant)
            default: nil
            }
        }
    }

    /// The hour alone, where the day and the zone stand beside it.
    package func time(of instant: Date) -> String { time(zone.local(instant)) }

    /// `09:30`, or `9:30` where the language's hours have one digit.
    func time(_ local: Zone.LocalTime) -> String {
        let hour = local.secondOfDay / 3_600
        let shown = catalogue.dates.hoursHaveOneDigit ? String(hour) : Self.padded(hour)
        return shown + ":" + Self.padded(local.secondOfDay / 60 % 60)
    }

    private func zoneName(at instant: Date) -> String { ZoneText(zone, at: instant, catalogue).line }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
