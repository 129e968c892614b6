/// The rail of the practice's pages: where a host or an admin may go. On phones it is a bar with a part that opens.
struct DeskFrame: PageValues {
    let label: String
    let home: String
    let main: [Place]
    let groups: [Group]
    /// What opens the groups where there is no room for them, and what is counted within.
    let more: String
    let within: Count?

    struct Group: PageValues {
        let heading: String
        let places: [Place]
    }

    struct Place: PageValues {
        let href: String
        let sign: String
        let name: String
        /// `page` where the reader is, `true` where they are within it.
        let current: String?
        let count: Count?
    }

    /// How many there are of what a place is about, and the same in words, for whoever hears it.
    struct Count: PageValues {
        /// Whether it is about now, and somebody is there.
        let isLit: Bool
        let number: String
        let words: String
    }
}

/// What the practice's pages count in their rail.
struct DeskCounts: Sendable, Equatable {
    /// Mails, webhooks and jobs.
    let failed: Int
    /// People in front of their meeting.
    let waiting: Int

    /// More are "99+".
    static let mostShown = 99
}

extension DeskFrame {
    private static let main: [DeskPlace] = [.today, .week, .bookings, .lobby]
    private static let groups: [(name: String, places: [DeskPlace])] = [
        ("offer", [.services, .hours, .calendars, .why]),
        ("practice", [.people, .stats, .mails, .audit, .webhooks, .branding, .check]),
    ]
    private static let person =
        "M12 12.2a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6zM4.8 19.8c1-3.4 3.8-5 7.2-5s6.2 1.6 7.2 5"
    private static let door = "M4 20V9l8-5.5L20 9v11zM10 20v-6h4v6"

    /// Of a page in that place; nil where nobody of the practice looks.
    init?(at place: DeskPlace, _ visit: PageVisit) {
        guard let reader = visit.staff, let person = visit.person else { return nil }
        let words = visit.catalogue
        func say(_ key: String) -> String { words.sentence("page.desk.\(key)") }
        func shown(_ places: [DeskPlace]) -> [Place] {
            places.filter { $0.isFor(reader) }.map { one in
                let isHere = visit.path?.text == one.path
                return Place(
                    href: one.path, sign: one.sign, name: say("place.\(one.rawValue)"),
                    current: one == place ? (isHere ? "page" : "true") : nil,
                    count: Count(at: one, visit))
            }
        }
        (label, more, home) = (say("label"), say("more"), DeskPlace.home)
        within = reader.isAdmin ? Count(at: .mails, visit) : nil
        main = shown(Self.main)
        // Whoever is signed in, and what is theirs.
        let own = Group(
            heading: person,
            places: shown([.keys]) + [
                Place(
                    href: "/account", sign: Self.person, name: words.sentence("page.frame.account"), current: nil,
                    count: nil),
                Place(href: "/", sign: Self.door, name: say("public"), current: nil, count: nil),
            ])
        groups =
            Self.groups.map { Group(heading: say("group.\($0.name)"), places: shown($0.places)) }
            .filter { !$0.places.isEmpty } + [own]
    }
}

extension DeskFrame.Count {
    /// Nil where nothing is counted, or there is none.
    fileprivate init?(at place: DeskPlace, _ visit: PageVisit) {
        guard let counts = visit.counts else { return nil }
        let (count, key): (Int, String)
        switch place {
        case .lobby: (count, key) = (counts.waiting, "waiting")
        case .mails: (count, key) = (counts.failed, "failed")
        default: return nil
        }
        guard count > 0 else { return nil }
        isLit = place == .lobby
        let shown = min(count, DeskCounts.mostShown)
        number = count > shown ? "\(shown)+" : "\(shown)"
        words = visit.catalogue.sentence("page.desk.count.\(key)", ["number": number])
    }
}
