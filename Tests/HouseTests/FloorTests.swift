import Testing

/// Rooms are the folders of Sources/App. Each stands on a floor, and what it mentions stands on its own floor or below.
@Suite("Floors of the house")
struct FloorTests {
    /// From the ground up; rooms on one floor may know each other, but not in a circle.
    static let floors: [Set<String>] = [
        ["Web", "Jobs", "Outbox", "Audit", "Keys", "Config", "Schema", "Documents", "Language", "Health", "Branding"],
        ["Links", "Practice", "Services", "Calendars", "OutsideCalendars", "Payments", "Accounts"],
        ["Bookings"],
        ["Settlement"],
        ["Leaving", "People", "Statistics"],
        ["Mail", "Webhooks"],
        ["Meetings", "FirstStart", "Failures", "Check"],
        ["Desk"],
        // Commands is about the practice as a whole: what the command line does with it.
        ["Routes", "Site", "App", "Commands"],
    ]

    @Test("every folder of App has its floor")
    func everyRoom() {
        let rooms = Set(House.app.map(Self.room))
        let unknown = rooms.subtracting(floors.joined()).sorted()
        expectNone(unknown, "rooms without a floor; give each its place in FloorTests.floors")
    }

    @Test("no room mentions a type of a floor above it")
    func upward() {
        expectNone(Self.upward(House.app), "mentions of a higher floor")
    }

    @Test("rooms on one floor do not know each other in a circle")
    func circles() {
        expectNone(Self.circles(House.app), "circles of rooms")
    }

    @Test("a mention upward and a circle are found, a name that also exists below is not")
    func canFail() {
        let files = [
            SourceFile(path: "Sources/App/Web/A.swift", text: "struct Answer { let b: Bookings; enum Hold {} }"),
            SourceFile(path: "Sources/App/Jobs/J.swift", text: "package struct Job { let a: Answer }"),
            SourceFile(path: "Sources/App/Web/B.swift", text: "let a: Job.Kind // Mails\nlet b = x.Mails + \"Mails\""),
            SourceFile(path: "Sources/App/Bookings/B.swift", text: "struct Bookings { let a: Hold }\nenum Hold {}"),
            SourceFile(path: "Sources/App/Mail/M.swift", text: "@MainActor final class Mails { let b: Bookings }"),
            SourceFile(path: "Sources/App/Routes+A.swift", text: "private enum Job {}"),
        ]
        #expect(Self.upward(files) == ["Sources/App/Web/A.swift mentions Bookings of Bookings"])
        #expect(Self.circles(files) == ["Jobs → Web → Jobs"])
    }

    private var floors: [Set<String>] { Self.floors }

    private static func upward(_ files: [SourceFile]) -> [String] {
        mentions(files).compactMap { mention in
            guard let here = floor(of: mention.room), let there = floor(of: mention.owner), there > here else {
                return nil
            }
            return "\(mention.path) mentions \(mention.type) of \(mention.owner)"
        }
    }

    private static func circles(_ files: [SourceFile]) -> [String] {
        var known: [String: Set<String>] = [:]
        for mention in mentions(files) where floor(of: mention.room) == floor(of: mention.owner) {
            known[mention.room, default: []].insert(mention.owner)
        }
        return known.keys.sorted().compactMap { start in
            guard let way = way(from: start, to: start, through: known, avoiding: []), way.min() == start else {
                return nil
            }
            return ([start] + way).joined(separator: " → ")
        }
    }

    /// A way of one step or more, without its beginning.
    private static func way(
        from room: String, to goal: String, through known: [String: Set<String>], avoiding seen: Set<String>
    ) -> [String]? {
        for next in known[room, default: []].sorted() where !seen.contains(next) {
            if next == goal { return [goal] }
            if let rest = way(from: next, to: goal, through: known, avoiding: seen.union([next])) {
                return [next] + rest
            }
        }
        return nil
    }
}
