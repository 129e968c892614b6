import Domain

extension Seal {
    /// Of the addresses of calendars, which are their passwords.
    static func ofCalendars(_ keys: Keys, random: @escaping @Sendable (Int) -> [UInt8]) -> Seal {
        Seal(keys, for: "calendar secrets", random: random)
    }

    func sealed(_ url: String, of link: CalendarLinkID) -> String {
        seal(Array(url.utf8), of: Self.subject(link))
    }

    /// Nil where it was sealed under a key that is not known any more.
    func url(of link: CalendarLink) -> String? {
        open(link.sealedURL, of: Self.subject(link.id)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func subject(_ link: CalendarLinkID) -> String { "calendar:\(link):url" }
}
