import Domain
import Foundation

/// The zones that a page offers: all that are places, by their names, or some for each offset.
package enum ZoneChoice {
    package static let names: [String] =
        ["UTC"] + TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") && !$0.hasPrefix("Etc/") }.sorted()

    /// As people read them: made once, because there are hundreds on a page.
    private static let texts = names.map { $0.split(separator: "_").joined(separator: " ") }

    /// Where most people live, of each offset.
    static let common = [
        "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Phoenix",
        "America/Chicago", "America/Mexico_City", "America/New_York", "America/Toronto", "America/Bogota",
        "America/Halifax", "America/St_Johns", "America/Argentina/Buenos_Aires", "America/Sao_Paulo",
        "Atlantic/Azores", "UTC", "Europe/Lisbon", "Europe/London", "Europe/Dublin", "Africa/Lagos", "Europe/Berlin",
        "Europe/Vienna", "Europe/Zurich", "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Warsaw",
        "Africa/Johannesburg", "Africa/Cairo", "Europe/Athens", "Europe/Kyiv", "Europe/Istanbul", "Europe/Moscow",
        "Africa/Nairobi", "Asia/Tehran", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka",
        "Asia/Bangkok", "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo", "Australia/Adelaide", "Australia/Sydney",
        "Pacific/Auckland",
    ]

    /// With the present one, also where it has a name that is not offered.
    static func options(_ present: String) -> [FormChoice.Option] {
        let offered = zip(names, texts).map { FormChoice.Option(value: $0, text: $1, isChosen: $0 == present) }
        let isOffered = present.isEmpty || offered.contains(where: \.isChosen)
        return isOffered ? offered : [.init(value: present, text: present, isChosen: true)] + offered
    }

    /// A few, from west to east, each with its offset at an instant; with the present one.
    static func commonOptions(_ present: Zone, at instant: Date, _ catalogue: Catalogue) -> [FormChoice.Option] {
        let zones = with(present.identifier, common).compactMap { name in
            (try? Zone.known(name)).flatMap { $0 }  // try? is fine: what this machine does not know is not offered
        }
        return zones.map { ($0.offset(at: instant), $0.identifier, ZoneText($0, at: instant, catalogue)) }
            .sorted { ($0.0, $0.2.place) < ($1.0, $1.2.place) }
            .map { .init(value: $1, text: "\($2.place) (\($2.offset))", isChosen: $1 == present.identifier) }
    }

    private static func with(_ present: String, _ names: [String]) -> [String] {
        names.contains(present) || present.isEmpty ? names : [present] + names
    }
}
