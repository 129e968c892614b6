import Foundation

/// Where mails are handed over: read from `smtp://user:password@host:587?tls=required` or `smtps://…`.
///
/// `smtp` begins in plain text and turns to TLS by STARTTLS (RFC 3207), `smtps` is TLS from the first byte (RFC 8314).
/// Ports: 587 and 465 where the URL names none, whatever `tls` says; a relay on port 25 is written with `:25`.
/// Printing the value never shows the password.
package struct SMTPServer: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// How the connection is protected.
    package enum Security: Sendable, Equatable {
        case implicit
        case startTLSRequired
        /// STARTTLS where the server offers it.
        case startTLSOffered
        case none
    }

    package struct Credentials: Sendable, Equatable {
        package let user: String
        package let password: String
    }

    package let host: String
    package let port: Int
    package let security: Security
    package let credentials: Credentials?

    /// Throws `SMTPSettingError`, whose sentence repeats neither user nor password.
    package init(url text: String) throws {
        guard let url = URLComponents(string: text, encodingInvalidCharacters: false) else {
            throw SMTPSettingError("This is not a URL; in user and password @ : / ? # % become %40 and so on.")
        }
        let isImplicit = try Self.isImplicit(scheme: url.scheme)
        guard url.path.isEmpty || url.path == "/", url.fragment == nil else {
            throw SMTPSettingError("Nothing but ?tls=required or ?tls=never can follow the host and port.")
        }
        credentials = try Self.credentials(url)
        host = try Self.host(url)
        port = url.port ?? (isImplicit ? 465 : 587)
        guard (1...65_535).contains(port) else { throw SMTPSettingError("A port lies between 1 and 65535.") }
        let rule = try Self.rule(url)
        if isImplicit && rule == "never" {
            throw SMTPSettingError("smtps:// is always TLS; without TLS it is smtp:// with ?tls=never.")
        }
        let isRisky = credentials != nil && !HostName.isLoopback(host)
        security =
            switch (isImplicit, rule) {
            case (true, _): .implicit
            case (_, "required"): .startTLSRequired
            case (_, "never"): .none
            default: isRisky ? .startTLSRequired : .startTLSOffered
            }
    }

    package var description: String {
        let scheme = security == .implicit ? "smtps" : "smtp"
        return "\(scheme)://\(credentials == nil ? "" : "…@")\(urlHost):\(port)"
    }

    /// Without children: `dump` and debuggers show the description alone.
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The host as it stands in a URL: an IPv6 address has brackets.
    var urlHost: String { host.contains(":") ? "[\(host)]" : host }

    private static func isImplicit(scheme: String?) throws -> Bool {
        switch scheme?.lowercased() {
        case "smtp": return false
        case "smtps": return true
        default: throw SMTPSettingError("It begins with smtp:// or smtps://: smtp://mail.example:587.")
        }
    }

    private static func credentials(_ url: URLComponents) throws -> Credentials? {
        guard url.percentEncodedUser != nil || url.percentEncodedPassword != nil else { return nil }
        guard let user = decoded(url.percentEncodedUser), let password = decoded(url.percentEncodedPassword) else {
            throw SMTPSettingError("It needs both user and password, as percent-encoded UTF-8 and printable.")
        }
        return Credentials(user: user, password: password)
    }

    /// Nil for nothing, for what is not UTF-8 and for control characters: a NUL would end the text inside libcurl.
    private static func decoded(_ text: String?) -> String? {
        guard let decoded = text?.removingPercentEncoding, !decoded.isEmpty else { return nil }
        return decoded.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } ? nil : decoded
    }

    private static func host(_ url: URLComponents) throws -> String {
        let written = (url.host ?? "").trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        guard let host = HostName.isIPv6(written) ? written : HostName.ascii(written) else {
            throw SMTPSettingError("It names no host, such as mail.example in smtp://mail.example:587.")
        }
        return host
    }

    private static func rule(_ url: URLComponents) throws -> String? {
        guard let query = url.query, !query.isEmpty else { return nil }
        guard ["tls=required", "tls=never"].contains(query) else {
            throw SMTPSettingError("After the ? it knows tls=required and tls=never alone.")
        }
        return String(query.dropFirst("tls=".count))
    }
}
