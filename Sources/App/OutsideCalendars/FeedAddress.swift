import Domain
import Foundation

/// The address of a calendar elsewhere.
enum FeedAddress {
    static let mostBytes = 2_000

    /// As a host gives it; `webcal` means what `https` does. Without encryption only within one's own network.
    static func read(_ text: String, _ field: String, allowingPlain isPlainAllowed: Bool) throws -> String {
        guard text.utf8.count <= mostBytes else {
            throw Problem.invalid(field, .tooLong, ["maximum": String(mostBytes)])
        }
        let text = https(text)
        guard parts(text) != nil, isPlainAllowed || isEncrypted(text) else {
            throw Problem.malformed(field, .calendar)
        }
        return text
    }

    /// Where an answer leads that comes from `url`; nil where nobody should follow: to no address, or from a
    /// connection that is encrypted to one that is not.
    static func next(_ location: String, from url: String) -> String? {
        guard location.utf8.count <= mostBytes, let base = URL(string: url),
            let next = URL(string: location, relativeTo: base)?.absoluteURL.absoluteString
        else { return nil }
        let secure = https(next)
        guard parts(secure) != nil, isEncrypted(secure) || !isEncrypted(url) else { return nil }
        return secure
    }

    /// So much of it that its owner knows which one it is, and nobody could use it.
    static func shown(_ url: String) -> String { "\(parts(url)?.host ?? "") …\(url.suffix(4))" }

    /// Whose it is: the host, and the port where it is not that of its scheme.
    static func server(_ url: String) -> String {
        guard let parts = parts(url), let host = parts.host?.lowercased() else { return "" }
        let usual = isEncrypted(url) ? 443 : 80
        return (parts.port ?? usual) == usual ? host : "\(host):\(parts.port ?? usual)"
    }

    static func isEncrypted(_ url: String) -> Bool { parts(url)?.scheme?.lowercased() == "https" }

    private static func https(_ text: String) -> String {
        for scheme in ["webcals://", "webcal://"] where text.lowercased().hasPrefix(scheme) {
            return "https://" + text.dropFirst(scheme.count)
        }
        return text
    }

    private static func parts(_ text: String) -> URLComponents? {
        guard text.utf8.allSatisfy({ (33...126).contains($0) }),
            let url = URLComponents(string: text, encodingInvalidCharacters: false),
            ["http", "https"].contains(url.scheme?.lowercased()), url.host?.isEmpty == false,
            (1...65_535).contains(url.port ?? 1), url.user == nil, url.password == nil, url.fragment == nil
        else { return nil }
        return url
    }
}
