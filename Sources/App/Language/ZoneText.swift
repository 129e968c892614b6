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
        let offset = Self.offset(zone, at: instant)
        self.offset = offset
        guard !["UTC", "Etc/UTC"].contains(identifier) else {
            (place, name, detail) = ("UTC", "UTC", nil)
            return
        }
        let place = catalogue.phrase("date.place.\(identifier)")?.plain ?? Self.city(identifier)
        self.place = place
        let own = catalogue.phrase("date.zone.\(identifier)")?.plain ?? identifier
        name = own == identifier ? catalogue.sentence("date.clock") { $0 == "place" ? place : nil } : own
        detail = Self.abbreviation(zone, at: instant, catalogue).map { "\($0), \(offset)" } ?? offset
    }

    /// The last part of a zone's name: `Buenos Aires`.
    private static func city(_ identifier: String) -> String {
        let last = identifier.utf8.lastIndex(of: UInt8(ascii: "/")).map { identifier[$0...].dropFirst() }
        let city = last ?? identifier[...]
        return city.utf8.contains(UInt8(ascii: "_")) ? String(city.replacing("_", with: " ")) : String(city)
    }

    /// What tells apart two moments at which the zone's clock shows the same: `CEST`, else `UTC+10:30`.
    static func sign(_ zone: Zone, at instant: Date, _ catalogue: Catalogue) -> String {
        abbreviation(zone, at: instant, catalogue) ?? offset(zone, at: instant)
    }

    /// `CET`, as the language calls it; nil where the zone's time has a number for a name.
    private static func abbreviation(_ zone: Zone, at instant: Date, _ catalogue: Catalogue) -> String? {
        let abbreviation = zone.abbreviation(at: instant)
        guard abbreviation.utf8.allSatisfy({ UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }) else { return nil }
        return catalogue.phrase("date.abbreviation.\(abbreviation)")?.plain ?? abbreviation
    }

    /// `UTC+1`, `UTC−3:30`, `UTC+0`
    private static func offset(_ zone: Zone, at instant: Date) -> String {
        let seconds = zone.offset(at: instant)
        let (hours, minutes) = (abs(seconds) / 3_600, abs(seconds) / 60 % 60)
        let text = minutes == 0 ? String(hours) : "\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
        return "UTC" + (seconds < 0 ? "−" : "+") + text
    }
}
