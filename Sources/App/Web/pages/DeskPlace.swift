/// A place in the rail of the practice's pages. Raw values are names of sentences.
enum DeskPlace: String, CaseIterable, Sendable {
    case today, week, bookings, lobby
    case services, hours, calendars, why
    case people, stats, mails, audit, webhooks, branding, check
    case keys

    /// Those whose pages there are. A page that is new adds its place here.
    static let open: Set<DeskPlace> = [
        .bookings,
        .today,
        .week,
        .lobby,
        .services,
        .hours,
        .calendars,
        .why,
        .people,
        .stats,
        .mails,
        .audit,
        .webhooks,
        .branding,
        .check,
        .keys,
    ]

    /// What an admin alone may see.
    private static let forAdmins: Set<DeskPlace> = [
        .people, .mails, .audit, .webhooks, .branding, .check,
    ]

    var path: String { self == .today ? Self.home : "\(Self.home)/\(rawValue)" }

    /// Where hosts and admins begin.
    static let home = "/practice"

    /// Whether the page of this path stands in the rail's frame.
    static func holds(_ path: String) -> Bool { path == home || path.hasPrefix("\(home)/") }

    func isFor(_ reader: PageVisit.Staff) -> Bool {
        Self.open.contains(self) && (reader.isAdmin || !Self.forAdmins.contains(self))
    }

    /// The path of its sign, in 24 units.
    var sign: String {
        switch self {
        case .today: "M6.5 20V4.5h9V20M4 20h16M12.5 12v.8"
        case .week: "M4 6.5h16v13H4zM4 10.5h16M8.5 4v4M15.5 4v4"
        case .bookings: "M8.5 6.5h11M8.5 12h11M8.5 17.5h11M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1"
        case .lobby: Pill.Sign.hourglass.rawValue
        case .services: "M4 4.5h8l8 8-7.5 7.5-8.5-8.5zM8 8.5v.1"
        case .hours: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.2l2.8 1.8"
        case .calendars: "M4 8.5h11V20H4zM4 12h11M8.5 8.5V4H20v11.5h-5M8.5 7.5H20"
        case .why: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM9.8 10a2.3 2.3 0 1 1 3.2 2.1c-.7.3-1 .8-1 1.5M12 16v.1"
        case .people:
            "M9 11.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3 19c.7-3 3-4.6 6-4.6s5.3 1.6 6 4.6"
                + "M15.5 5.4a3 3 0 0 1 0 5.8M17.5 14.7c1.9.6 3 2 3.5 4.3"
        case .stats: "M5 19.5V11M12 19.5V5M19 19.5v-6"
        case .mails: "M3.5 6h17v12h-17zM3.5 7l8.5 6.2L20.5 7"
        case .audit: "M6 4h12v16H6zM9 8.5h6M9 12h6M9 15.5h4"
        case .webhooks: "M5 12h13M13 7l5 5-5 5"
        case .branding:
            "M12 4a8 8 0 1 0 0 16c1.6 0 1.8-1.2 1.2-2.2-.8-1.4.1-2.8 1.6-2.8H17a3 3 0 0 0 3-3c0-4.6-3.6-8-8-8z"
                + "M8 12.5v.1M9.8 8.5v.1M14.2 8v.1"
        case .check: "M12 3.8l7 2.6v5.2c0 4.2-2.8 7-7 8.6-4.2-1.6-7-4.4-7-8.6V6.4zM9 11.8l2.2 2.2 3.8-4"
        case .keys: "M9 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM12.5 12H20v3M16.5 12v2.5"
        }
    }
}
