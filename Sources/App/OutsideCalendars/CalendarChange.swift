import Domain
import Wire

/// What a host wants changed; nil for what stays.
struct CalendarChange: Sendable {
    var url: String?
    var user: String?
    var password: String?
    var name: String?
    /// The rules that come of those of before.
    let rules: @Sendable (CalendarRules) -> CalendarRules
    let writing: @Sendable (CalendarWriting) -> CalendarWriting

    /// How a new calendar is reached. Throws `validation_failed`.
    func access(newAt url: String, kind: CalendarLink.Kind) throws -> CalendarAccess {
        try refuseCredentials(of: kind)
        return CalendarAccess(url: url, credentials: try Self.pair(user, password))
    }

    /// How a calendar is reached that was reached as `old` says, which is nil where that cannot be opened; nil where
    /// this stays. Throws `validation_failed`.
    func access(of link: CalendarLink, before old: CalendarAccess?) throws -> CalendarAccess? {
        guard url != nil || user != nil || password != nil else { return nil }
        try refuseCredentials(of: link.kind)
        guard let url = url ?? old?.url else { throw Problem.invalid("url", .required) }
        if password == nil, link.access.password != nil {
            // A password stays with the server for which it was given, and with its encryption.
            guard let old, FeedAddress.server(old.url) == FeedAddress.server(url),
                FeedAddress.isEncrypted(url) || !FeedAddress.isEncrypted(old.url)
            else { throw Problem.invalid("password", .required) }
        }
        return CalendarAccess(
            url: url,
            credentials: try Self.pair(user ?? old?.credentials?.user, password ?? old?.credentials?.password))
    }

    func writing(of link: CalendarLink) throws -> CalendarWriting { try writing(link.writing, kind: link.kind) }

    /// As wished; a feed cannot be written to.
    func writing(_ old: CalendarWriting, kind: CalendarLink.Kind) throws -> CalendarWriting {
        let new = writing(old)
        guard !new.isOn || kind == .caldav else { throw Problem.invalid("writes", .notOneOf, ["choices": "false"]) }
        return new
    }

    private func refuseCredentials(of kind: CalendarLink.Kind) throws {
        guard kind == .feed else { return }
        if user != nil { throw Problem.invalid("user", .unknownField) }
        if password != nil { throw Problem.invalid("password", .unknownField) }
    }

    /// One is nothing without the other.
    static func pair(_ user: String?, _ password: String?) throws -> HTTPCredentials? {
        guard let user else {
            if password != nil { throw Problem.invalid("user", .required) }
            return nil
        }
        guard let password else { throw Problem.invalid("password", .required) }
        return HTTPCredentials(user: user, password: password)
    }
}
