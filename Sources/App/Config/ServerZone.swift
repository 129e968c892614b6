import Domain
import Foundation

/// The zone that the server is in, which people have who name none.
enum ServerZone {
    /// A zone as `TZ` names it: `Europe/Berlin`, `:Europe/Berlin`, the path of a zone file, `:/etc/localtime`. Throws
    /// `SettingError` for anything else, also for a rule such as `CET-1CEST`, which names no place.
    static func named(_ text: String, system: String = ofSystem()) throws -> String {
        let name = text.hasPrefix(":") ? String(text.dropFirst()) : text
        if name == localTime { return system }
        guard let zone = zone(afterFolder(name) ?? name) else {
            throw SettingError("TZ", "It is not a time zone of the IANA database, such as Europe/Berlin.")
        }
        return zone
    }

    /// The system's zone, else UTC.
    static func ofSystem(
        linkOfLocalTime: String? = localTimeLink(), timeZoneFile: Data? = FileManager.default.contents(atPath: zoneFile)
    ) -> String {
        // Where /etc/localtime is a copy and no link, Debian tells the name beside it.
        let written = timeZoneFile.map { String(decoding: $0.prefix(100), as: UTF8.self) }
        let candidates = [
            linkOfLocalTime.flatMap(afterFolder), written?.trimmingCharacters(in: .whitespacesAndNewlines),
        ]
        return candidates.lazy.compactMap { $0.flatMap(zone) }.first ?? "UTC"
    }

    private static let localTime = "/etc/localtime"
    private static let zoneFile = "/etc/timezone"

    private static func zone(_ name: String) -> String? {
        let zone = try? Zone(name)  // try? is fine: what is no zone is nil
        return zone.map { $0.identifier == "Etc/UTC" ? "UTC" : $0.identifier }
    }

    private static func afterFolder(_ path: String) -> String? {
        path.range(of: "zoneinfo/").map { String(path[$0.upperBound...]) }
    }

    private static func localTimeLink() -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: localTime)  // try? is fine: there may be none
    }
}
