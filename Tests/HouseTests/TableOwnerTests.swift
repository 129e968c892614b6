import Testing

/// A table belongs to one room: what stands in it is that room's to say. Rooms above may join it where a question is
/// about both; which do is listed here, so that it can be seen, and become less.
@Suite("Owners of tables")
struct TableOwnerTests {
    static let owners: [String: String] = [
        "jobs": "Jobs", "changed_bookings": "Jobs",
        "mails": "Outbox", "webhooks": "Outbox", "webhook_events": "Outbox", "webhook_deliveries": "Outbox",
        "audit": "Audit",
        "attempts": "Keys", "signing_secrets": "Keys",
        "users": "Accounts", "user_trigrams": "Accounts", "sessions": "Accounts", "refresh_tokens": "Accounts",
        "feeds": "Accounts", "sign_in_codes": "Accounts", "second_factors": "Accounts", "recovery_codes": "Accounts",
        "api_keys": "Accounts",
        "branding": "Branding",
        "setup_steps": "FirstStart",
        "services": "Services", "offerings": "Services",
        "calendars": "Calendars", "calendar_versions": "Calendars", "taken_cells": "Calendars",
        "stretches": "Calendars",
        "calendar_links": "OutsideCalendars", "calendar_states": "OutsideCalendars",
        "booking_events": "OutsideCalendars",
        "working_hours": "Calendars", "date_overrides": "Calendars",
        "payments": "Payments", "ledger": "Payments", "refunds": "Payments", "receipts": "Payments",
        "stripe_events": "Payments",
        "bookings": "Bookings", "meetings": "Bookings", "entrances": "Bookings", "participants": "Bookings",
        "unwanted_invitations": "Bookings", "idempotency_keys": "Bookings", "booking_clashes": "Bookings",
        "booked_days": "Statistics", "paid_days": "Statistics", "counting": "Statistics",
    ]

    /// Files that read a table of another room, which stands below their own.
    static let readDown: Set<String> = [
        "Bookings/BookingNamesTable.swift reads services", "Bookings/BookingNamesTable.swift reads users",
        "Bookings/BookingTable.swift reads services", "Bookings/ClashTable.swift reads calendar_links",
        "Bookings/ClientTable.swift reads users",
        "Bookings/ParticipantTable.swift reads mails",
        "Bookings/TakenTimeTable.swift reads calendar_links", "Bookings/TakenTimeTable.swift reads stretches",
        "Bookings/TakenTimeTable.swift reads users", "Bookings/WaitingTable.swift reads services",
        "Calendars/CalendarTable.swift reads users", "Commands/BackupTable.swift reads bookings",
        "OutsideCalendars/CalendarReadingTable.swift reads offerings",
        "Services/ServiceTable.swift reads calendar_versions", "Services/ServiceTable.swift reads calendars",
        "Services/ServiceTable.swift reads users", "Settlement/SettlementTable.swift reads bookings",
        "Settlement/SettlementTable.swift reads ledger", "Statistics/CountTable.swift reads bookings",
        "Statistics/CountTable.swift reads ledger",
    ]

    /// Files that read a table of a room above their own: arrows that point up, and have to go.
    static let readUp: Set<String> = []

    @Test("every table of the schema has its room")
    func everyTable() {
        let made = Set(
            House.app.filter { $0.path.hasPrefix("Sources/App/Schema/") }.flatMap { file in
                file.text.matches(of: /CREATE TABLE (?<name>\w+)/).map { String($0.name) }
            }.filter { !$0.hasPrefix("new_") })
        expectNone(
            made.symmetricDifference(Self.owners.keys).sorted(), "tables without a room, or rooms' without a table")
        let rooms = Set(House.app.map(FloorTests.room))
        expectNone(Set(Self.owners.values).subtracting(rooms).sorted(), "owners that are no rooms")
    }

    @Test("a table is written in its own room alone")
    func writers() {
        expectNone(House.app.flatMap(Self.foreignWrites), "writes of another room's table")
    }

    @Test("a table is read in another room only where that is listed, and what is listed is so")
    func readers() {
        let found = Set(House.app.flatMap(Self.foreignReads))
        let listed = Self.readDown.union(Self.readUp)
        expectNone(found.subtracting(listed).sorted(), "reads of another room's table")
        expectNone(listed.subtracting(found).sorted(), "reads that are listed here, and are none any more")
        let up = found.filter { read in
            let parts = read.split(separator: " ")
            guard let owner = parts.last.flatMap({ Self.owners[String($0)] }),
                let room = read.split(separator: "/").first,
                let here = FloorTests.floor(of: String(room)), let there = FloorTests.floor(of: owner)
            else { return false }
            return there > here
        }
        #expect(up == Self.readUp, "what points up is in the list of what has to go")
    }

    @Test("a read and a write are found in every form, those of one's own table are not")
    func canFail() {
        let text = """
            let a = "SELECT id FROM users JOIN bookings ON TRUE"
            let b = "DELETE FROM jobs WHERE id = \\(c)"
            let d = "SELECT ledger.id, CASE WHEN mails.kind = 'x' THEN 1 END"
            let e = "INSERT INTO bookings (id) VALUES (1) ON CONFLICT DO UPDATE SET id = 2"
            let f = "from users", g = "audited FROM nowhere"
            """
        let file = SourceFile(path: "Sources/App/Bookings/BookingTable.swift", text: text)
        #expect(Self.foreignWrites(file) == ["Bookings/BookingTable.swift writes jobs"])
        #expect(
            Set(Self.foreignReads(file)) == [
                "Bookings/BookingTable.swift reads users", "Bookings/BookingTable.swift reads jobs",
                "Bookings/BookingTable.swift reads ledger", "Bookings/BookingTable.swift reads mails",
            ])
        #expect(Self.foreignReads(SourceFile(path: "Sources/App/Schema/Schema+A.swift", text: text)).isEmpty)
    }

    private static func foreignWrites(_ file: SourceFile) -> [String] {
        let write = /\b(?:INSERT INTO|UPDATE|DELETE FROM) +(?<name>\w+)/.wordBoundaryKind(.simple)
        return foreign(file) { text in text.matches(of: write).map { String($0.name) } }.map {
            "\(short(file)) writes \($0)"
        }
    }

    private static func foreignReads(_ file: SourceFile) -> [String] {
        let named = /\b(?:FROM|JOIN|INTO|UPDATE) +(?<name>\w+)/.wordBoundaryKind(.simple)
        let column = /\b(?<name>[a-z_]+)\.[a-z]/.wordBoundaryKind(.simple)
        return foreign(file) { text in
            text.matches(of: named).map { String($0.name) } + text.matches(of: column).map { String($0.name) }
        }.map { "\(short(file)) reads \($0)" }
    }

    /// Tables of other rooms, each once; the schema makes them all.
    private static func foreign(_ file: SourceFile, _ names: (String) -> [String]) -> [String] {
        guard file.name.contains("Table"), !file.path.hasPrefix("Sources/App/Schema/") else { return [] }
        let room = FloorTests.room(of: file)
        let found = Set(SwiftText(file.text).literals.flatMap { names($0.text) })
        return found.filter { name in owners[name].map { $0 != room } ?? false }.sorted()
    }

    private static func short(_ file: SourceFile) -> String { String(file.path.dropFirst("Sources/App/".count)) }
}
