import Foundation

/// Origins of other pages, as browsers write them (RFC 6454, 6.2): scheme and host in small letters, no port where it
/// is the scheme's own.
extension Settings {
    private static let ownPorts = ["http": 80, "https": 443]

    /// Also of apps, whose pages come from `capacitor://localhost` and the like.
    static func webOrigin(_ text: String) throws -> String {
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }), let url = URLComponents(string: trimmed),
            let scheme = url.scheme?.lowercased(), let host = url.encodedHost?.lowercased(), !host.isEmpty,
            url.path.isEmpty, url.query == nil, url.fragment == nil, url.user == nil
        else {
            throw SettingError(
                "CORS_ORIGINS",
                "It holds something that is not of the form https://booking.example, in plain letters (xn--…)."
            )
        }
        guard let port = url.port, port != ownPorts[scheme] else { return "\(scheme)://\(host)" }
        return "\(scheme)://\(host):\(port)"
    }
}
