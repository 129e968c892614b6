import Domain
import Foundation
import Wire

/// How single settings are written.
extension Settings {
    /// An origin such as `https://booking.example`: scheme, host and port without path, query or credentials.
    static func origin(_ text: String, of name: String) throws -> String {
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard let url = URLComponents(string: trimmed), let scheme = url.scheme, ["http", "https"].contains(scheme),
            let host = url.host, !host.isEmpty, url.path.isEmpty, url.query == nil, url.fragment == nil, url.user == nil
        else {
            throw SettingError(
                name, "It is not of the form https://booking.example, without user, path or parameters.")
        }
        return trimmed
    }

    /// Addresses and networks of addresses, with commas.
    static func networks(_ name: String, _ source: SettingSource) throws -> [IPNetwork] {
        try list(name, source).map { text in
            guard let network = IPNetwork(text) else {
                throw SettingError(
                    name, "It holds something that is neither an IP address nor a network such as 10.0.0.0/8.")
            }
            return network
        }
    }

    static func list(_ name: String, _ source: SettingSource) throws -> [String] {
        (source.text(name) ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
    }

    /// HS256 wants a key at least as long as its hash (RFC 7518, 3.2); jwt-kit traps below that.
    static func secret(_ name: String, _ source: SettingSource) throws -> String? {
        guard let secret = source.text(name) else { return nil }
        guard secret.utf8.count >= 32 else { throw SettingError(name, "It needs at least 32 bytes.") }
        return secret
    }

    /// `hello@example.com` or `Practice <hello@example.com>`.
    static func mailbox(_ text: String) throws -> Mailbox {
        var address = text
        var name: String?
        if let open = text.lastIndex(of: "<"), text.hasSuffix(">") {
            address = String(text[text.index(after: open)...].dropLast())
            name = text[..<open].trimmingCharacters(in: CharacterSet(charactersIn: "\" "))
        }
        do {
            return Mailbox(
                name: try Text.name(name ?? "", field: "name", maximum: 100),
                address: try EmailAddress.normalised(address))
        } catch {
            throw SettingError("MAIL_FROM", "It is not of the form “Practice <hello@example.com>”.")
        }
    }

    /// `24h,1h` or `90m` or `2d`, in seconds, longest first; at most five.
    static func reminders(_ text: String) throws -> [Int] {
        if text == "none" { return [] }
        let seconds = try text.split(separator: ",").map { part -> Int in
            guard let seconds = Self.seconds(part.trimmingCharacters(in: .whitespaces)), seconds <= 30 * 86_400
            else { throw SettingError("REMINDERS", "Each is of the form 24h, 90m or 2d (30 days at most).") }
            return seconds
        }
        guard seconds.count <= 5 else { throw SettingError("REMINDERS", "At most five reminders can be sent.") }
        return Array(Set(seconds)).sorted(by: >)
    }

    /// `90d`, or `off` for as long as the booking.
    static func answerDays(_ text: String) throws -> Int? {
        if text == "off" { return nil }
        guard text.hasSuffix("d"), let days = Int(text.dropLast()), (1...Ages.days.upperBound).contains(days) else {
            throw SettingError("ANSWERS_KEPT", "It is off, or days such as 90d, up to \(Ages.days.upperBound)d.")
        }
        return days
    }

    /// `90m`, `24h` or `2d`; nil for another form.
    static func seconds(_ text: String) -> Int? {
        let units: [Character: Int] = ["m": 60, "h": 3_600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()),
            (1...10_000).contains(number)
        else { return nil }
        return number * unit
    }
}
