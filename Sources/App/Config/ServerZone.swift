import Domain
import Foundation

/// The zone that the server is in: `TZ`, else the system's, else UTC.
enum ServerZone {
    static func identifier(
        environment: [String: String] = ProcessInfo.processInfo.environment, linkOfLocalTime: String? = localTimeLink()
    ) -> String {
        let named = environment["TZ"].map { $0.hasPrefix(":") ? String($0.dropFirst()) : $0 }
        let linked = linkOfLocalTime?.range(of: "zoneinfo/").map { String(linkOfLocalTime?[$0.upperBound...] ?? "") }
        for candidate in [named, linked] {
            // try? is fine: what is no zone is passed over.
            guard let candidate, let zone = try? Zone(candidate) else { continue }  // try? is fine: see above
            return zone.identifier == "Etc/UTC" ? "UTC" : zone.identifier
        }
        return "UTC"
    }

    private static func localTimeLink() -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/etc/localtime")  // try? is fine: there may be none
    }
}
