import Domain
import Wire

extension Seal {
    /// Of the addresses of calendars, which are their passwords, and of what lets in beside them.
    static func ofCalendars(_ keys: Keys, random: @escaping @Sendable (Int) -> [UInt8]) -> Seal {
        Seal(keys, for: "calendar secrets", random: random)
    }

    func sealed(_ access: CalendarAccess, of link: CalendarLinkID) -> SealedAccess {
        func sealed(_ text: String, _ field: String) -> String {
            seal(Array(text.utf8), of: Self.subject(link, field))
        }
        return SealedAccess(
            url: sealed(access.url, "url"), user: access.credentials.map { sealed($0.user, "user") },
            password: access.credentials.map { sealed($0.password, "password") })
    }

    /// Nil where it was sealed under a key that is not known any more.
    func access(of link: CalendarLink) -> CalendarAccess? {
        func opened(_ text: String, _ field: String) -> String? {
            open(text, of: Self.subject(link.id, field)).map { String(decoding: $0, as: UTF8.self) }
        }
        guard let url = opened(link.access.url, "url") else { return nil }
        guard let user = link.access.user, let password = link.access.password else { return CalendarAccess(url: url) }
        guard let user = opened(user, "user"), let password = opened(password, "password") else { return nil }
        return CalendarAccess(url: url, credentials: HTTPCredentials(user: user, password: password))
    }

    private static func subject(_ link: CalendarLinkID, _ field: String) -> String { "calendar:\(link):\(field)" }
}
