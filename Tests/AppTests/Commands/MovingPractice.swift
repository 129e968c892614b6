import App
import Foundation
import Storage
import Synchronization
import Testing
import Wire

/// A practice on an SQLite file of its own, whichever engine the other tests use, and an empty PostgreSQL to move to.
final class MovingPractice: Sendable {
    static let longNotes = String(repeating: "Grüße aus 東京 👩‍👩‍👧‍👦, e\u{301} is not \u{e9}; “' --\n", count: 40)

    /// The key of the booking that was made last, on the 14th at 10:00 by jo.
    static let key = "the key of jo's booking"

    let practice: Practice
    let path: String
    let target: DatabaseURL
    /// What was made after the first start, once it is filled.
    private let made = Mutex(Made())

    private struct Made {
        var paidService: Int64 = 0
        var deletedService: Int64 = 0
        /// In the order in which they were made.
        var bookings: [Int64] = []
    }

    var paidService: Int64 { made.withLock { $0.paidService } }
    var deletedService: Int64 { made.withLock { $0.deletedService } }
    var bookings: [Int64] { made.withLock { $0.bookings } }

    /// With the first admin, their service and their hours.
    static func open() async throws -> MovingPractice {
        let practice = try await Practice.openForLong(on: .sqlite)
        let path = try #require(practice.app.settings.database.path)
        return MovingPractice(
            practice, path: path, target: try await Engine.postgresql.place(practice.folder))
    }

    private init(_ practice: Practice, path: String, target: DatabaseURL) {
        self.practice = practice
        self.path = path
        self.target = target
    }

    func copy() async throws -> [Copy.Table] {
        try await Copy(from: .sqlite(path: path), to: target).run(now: practice.clock.now)
    }

    /// A server on the target, with the same secret and at the same moment.
    func practiceOnTarget() async throws -> Practice {
        try await Practice.openEmpty(at: practice.clock.now) { settings in
            settings.database = self.target
            settings.tokenMinutes = 60 * 24 * 29
        }
    }

    /// The target with its tables, as a copy finds it that was tried before.
    func openTarget() async throws -> any Database {
        var settings = practice.app.settings
        settings.database = target
        let database = try Engine.open(settings, now: { self.practice.clock.now })
        try await database.migrate(Schema.migrations)
        return database
    }

    /// Rows of the target's tables together.
    func rowsOnTarget() async throws -> Int {
        let database = try await openTarget()
        let rows = try await database.read { tx in
            try CopyTable.all.map { table in
                var rows = 0
                try table.forEachRow(in: tx) { _, _ in rows += 1 }
                return rows
            }
        }
        try await database.close()
        return rows.reduce(0, +)
    }

    /// Rows of every kind: bookings in all states that can be reached, mails sent, due and parked, people who left,
    /// money taken and given back, webhooks told and still to be told.
    func fill() async throws -> (boss: Asker, jo: Asker) {
        let boss = try await practice.boss()
        let jo = try await practice.register(
            "jo@example.com", ["first_name": "Žofie 👩‍⚕️", "last_name": "O’Brien\u{301}"])
        let kim = try await practice.register("kim@example.com")
        _ = try await practice.visitor.post("/api/auth/login", ["email": "kim@example.com", "password": "wrong one"])
        _ = try await boss.addWebhook("https://erp.example/hook", ["events": ["booking.scheduled"]])
        try await addOffers(boss)
        try await addBookings(boss, jo, kim)
        try await practice.live(hours: 30)
        try await practice.app.noteAgain()
        for (index, deed) in [(1, "complete"), (2, "no-show"), (4, "mark-paid")] {
            let done = try await boss.post("/api/admin/bookings/\(bookings[index])/\(deed)")
            try #require(done.status == 200, "\(done)")
        }
        try await addMoney(boss)
        try await addGuests(boss)
        _ = try await practice.setSecondFactor(of: try await practice.register("lea@example.com"))
        _ = try await practice.visitor.post("/api/auth/code", ["email": "mia@example.com"])
        practice.letters.fail(SMTPError.permanent(code: 550, text: "Nobody “here”"))
        _ = try await kim.mustBook(jan("13T10:00"))
        try await practice.work()
        practice.letters.fail(nil)
        let noted = try await boss.patch("/api/admin/bookings/\(bookings[1])", ["private_notes": "Für uns\n🤫"])
        try #require(noted.status == 200, "\(noted)")
        let left = try await kim.delete("/api/users/me", ["password": Practice.password])
        try #require(left.status == 204, "\(left)")
        #expect(try await practice.app.statistics.catchUp())
        try await practice.run(
            """
            INSERT INTO booking_events (booking_id, link_id, href, etag, sequence, state, ends_at)
            SELECT CAST(\(bookings[0]) AS BIGINT), MIN(id), 'größe.ics', '"1"', NULL, 'begun', 1900000000
            FROM calendar_links
            """)
        _ = try await jo.with("Idempotency-Key", Self.key).mustBook(jan("14T10:00"), ["notes": Self.longNotes])
        return (boss, jo)
    }

    /// Who was invited to a meeting, and who wants no such mails.
    private func addGuests(_ boss: Asker) async throws {
        try await practice.run(
            """
            INSERT INTO entrances (booking_id, entrant, generation, name, waiting_since)
            VALUES (\(bookings[0]), 'client', 1, NULL, NULL), (\(bookings[0]), 'invited-1', 0, 'Ädä', 5)
            """)
        try await practice.run(
            """
            INSERT INTO participants (booking_id, email, mailbox, name, role, state, invited_by, created_at)
            VALUES (\(bookings[0]), 'ada@example.com', 'ada@example.com', 'Ada', 'observer', 'accepted',
                \(boss.userID), 1)
            """)
        try await practice.run("INSERT INTO unwanted_invitations (mailbox, since) VALUES ('bob@example.com', 1)")
        try await practice.run(
            """
            INSERT INTO api_keys (user_id, name, key_hash, scopes, created_at, expires_at, last_used_at)
            VALUES (\(boss.userID), 'Über “ERP”', 'abc', 'host admin', 1, NULL, 5)
            """)
        try await practice.run("INSERT INTO setup_steps (step) VALUES ('texts')")
        try #require(try await boss.put("/api/admin/branding", Self.branding).status == 200)
        practice.feeds.serve(KeptFeeds.busy(jan("14T15:00"), jan("14T16:00")), etag: "\"1\"")
        let calendar = ["url": "https://calendar.example/gr%C3%B6%C3%9Fe", "name": "Für mich 📅"]
        try #require(try await boss.post("/api/host/calendars", calendar).status == 201)
        try await practice.run(
            """
            INSERT INTO booking_clashes (booking_id, link_id, first_cell, end_cell, seen_at, told_at, gone_at, kept_at)
            VALUES (\(bookings[0]), 1, 5, 7, 1, 2, NULL, 3)
            """)
        let written: [String: any Sendable] = [
            "kind": "caldav", "url": "https://cloud.example/calendars/ada/work/", "user": "ädä", "password": "1 ß 2",
            "writes": true, "titles": "name", "blocks": false,
        ]
        try #require(try await boss.post("/api/host/calendars", written).status == 201)
        try await practice.run(
            """
            UPDATE calendar_states SET ctag = '"7"', sync_token = 'data:,7'
            WHERE link_id IN (SELECT MAX(id) FROM calendar_links)
            """)
        try #require(try await boss.post("/api/users/me/feed/rotate").status == 200)
    }

    private static let branding = ["name": "Praxis Größe", "time_zone": "Europe/Berlin"]

    /// Some given back, and what a payment company leaves behind.
    private func addMoney(_ boss: Asker) async throws {
        try #require(try await boss.post("/api/admin/bookings/\(bookings[4])/refund", ["amount": 10]).status == 200)
        try await practice.run(
            """
            INSERT INTO payments (intent_id, booking_id, status, failure, version, created_at, updated_at)
            VALUES ('pi_1', \(bookings[0]), 'canceled', 'card_declined', 2, 1, 2)
            """)
        try await practice.run(
            """
            INSERT INTO stripe_events (id, type, intent_id, created_at, received_at)
            VALUES ('evt_1', 'payment_intent.canceled', 'pi_1', 1, 2), ('evt_2', 'charge.updated', NULL, 1, 2)
            """)
    }

    private func addOffers(_ boss: Asker) async throws {
        let paid = try await boss.addService(
            "Über 東京", 45, ["amount": 95.5, "description": Self.longNotes, "buffer_after": 15, "slug": "tokyo"])
        let gone = try await boss.addService("For a moment", 30)
        made.withLock { ($0.paidService, $0.deletedService) = (paid, gone) }
        try #require(try await boss.delete("/api/admin/services/\(gone)").status == 204)
        let path = "/api/admin/hosts/\(practice.bossID)/overrides"
        let hours: [String: any Sendable] = ["intervals": [["from": "22:00", "to": "01:00"]]]
        for body in [hours, ["intervals": [] as [String]]] {
            let day = body.isEmpty ? "08" : "09"
            try #require(try await boss.put("\(path)/2026-01-\(day)", body).status == 200)
        }
    }

    private func addBookings(_ boss: Asker, _ jo: Asker, _ kim: Asker) async throws {
        let ids = [
            try await jo.mustBook(jan("07T09:00"), ["notes": ""]), try await jo.mustBook(jan("05T10:00")),
            try await kim.mustBook(jan("05T12:00")), try await kim.mustBook(jan("07T11:00")),
            try await jo.mustBook(jan("12T09:00"), service: paidService),
        ]
        made.withLock { $0.bookings = ids }
        try #require(
            try await jo.post("/api/bookings/\(ids[0])/cancel", ["reason": "Ill 🤒"]).status == 200)
        try #require(try await kim.move(ids[3], to: jan("07T13:00")).status == 200)
    }
}
