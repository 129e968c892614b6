import Domain
import Foundation

/// A zone as people call it: "Berlin time", with what its clocks are called and how far they are from UTC.
package struct ZoneText: Sendable, Equatable {
    /// `Berlin`
    package let place: String
    /// `Berlin time`
    package let name: String
    /// `UTC+1`
    package let offset: String
    /// `CET, UTC+1`; nil where the name says it all.
    package let detail: String?

    /// `Berlin time (CET, UTC+1)`
    package var whole: String { detail.map { "\(name) (\($0))" } ?? name }

    /// `Berlin time, CET, UTC+1`, for places that stand in brackets already.
    package var line: String { detail.map { "\(name), \($0)" } ?? name }

    /// At an instant: the same zone has another offset in summer.
    package init(_ zone: Zone, at instant: Date, _ catalogue: Catalogue) {
        let identifier = zone.identifier
        offset = Self.offset(zone, at: instant)
        guard !["UTC", "Etc/UTC"].contains(identifier) else {
            (place, name, detail) = ("UTC", "UTC", nil)
            return
        }
        let placeKey = "date.place.\(identifier)"
        let city = identifier.split(separator: "/").last.map { String($0).replacing("_", with: " ") } ?? identifier
        let place = catalogue.has(placeKey) ? catalogue.sentence(placeKey) : city
        self.place = place
        let ownKey = "date.zone.\(identifier)"
        let own = catalogue.has(ownKey) ? catalogue.sentence(ownKey) : identifier
        name = own == identifier ? catalogue.sentence("date.clock", ["place": place]) : own
        detail = [Self.abbreviation(zone, at: instant, catalogue), offset].compactMap(\.self).joined(separator: ", ")
    }

    /// What tells apart two moments at which the zone's clock shows the same: `CEST`, else `UTC+10:30`.
    static func sign(_ zone: Zone, at instant: Date, _ catalogue: Catalogue) -> String {
        abbreviation(zone, at: instant, catalogue) ?? offset(zone, at: instant)
    }

    /// `CET`, as the language calls it; nil where the zone's time has a number for a name.
    private static func abbreviation(_ zone: Zone, at instant: Date, _ catalogue: Catalogue) -> String? {
        let abbreviation = zone.abbreviation(at: instant)
        guard abbreviation.utf8.allSatisfy({ UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }) else { return nil }
        let key = "date.abbreviation.\(abbreviation)"
        return catalogue.has(key) ? catalogue.sentence(key) : abbreviation
    }

    /// `UTC+1`, `UTC−3:30`, `UTC+0`
    private static func offset(_ zone: Zone, at instant: Date) -> String {
        let seconds = zone.offset(at: instant)
        let (hours, minutes) = (abs(seconds) / 3_600, abs(seconds) / 60 % 60)
        let text = minutes == 0 ? String(hours) : "\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
        return "UTC" + (seconds < 0 ? "−" : "+") + text
    }
}
