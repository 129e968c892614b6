import App
import Foundation
import Storage
import Testing

@Suite("Moving a practice to PostgreSQL")
struct CopyTests {
    @Test("the server on the target answers as the one on the source did, to people who stay signed in")
    func sameAnswers() async throws {
        let moving = try await MovingPractice.open()
        let (boss, jo) = try await moving.fill()
        let before = try await Self.answers(moving, boss, jo)
        let tables = try await moving.copy()
        #expect(tables.map(\.name) == CopyTable.all.map { "\($0.name)" })
        #expect(tables.allSatisfy { $0.rows > 0 && $0.checksum.count == 12 }, "\(tables)")
        let target = try await moving.practiceOnTarget()
        #expect(try await Self.answers(moving, boss.on(target.app), jo.on(target.app)) == before)
        let again = try await jo.on(target.app).with("Idempotency-Key", MovingPractice.key)
            .book(jan("14T10:00"), ["notes": MovingPractice.longNotes])
        #expect(again.header("Idempotent-Replayed") == "true" && again.status == 201, "\(again)")
        try await target.expectSoundCalendar()
    }

    @Test("mails that were due are sent from the target, those that were sent are not sent again")
    func mails() async throws {
        let moving = try await MovingPractice.open()
        _ = try await moving.fill()
        let due = try await moving.practice.texts("SELECT message_id FROM mails WHERE state = 'due' ORDER BY id")
        try #require(due.count > 1)
        _ = try await moving.copy()
        let target = try await moving.practiceOnTarget()
        try await target.live(hours: 1)
        let sent = target.letters.all.map { $0.messageID.dropFirst().prefix { $0 != "@" } }
        #expect(sent.sorted() == due.sorted().map { $0[...] })
        #expect(try await target.numbers("SELECT COUNT(*) FROM mails WHERE state = 'due'") == [0])
    }

    @Test("links from before links had a key of their own work on a target that was made before the source knew of it")
    func oldLinks() async throws {
        let moving = try await MovingPractice.open()
        try await moving.openTarget().close()
        let practice = moving.practice
        practice.clock.move(hours: 1)
        let upgrade = practice.clock.now
        try await practice.run("UPDATE migrations SET applied_at = \(upgrade) WHERE name = '029 link secrets'")
        let jo = try await practice.register("jo@example.com", proved: false)
        let old = OldLink(secret: try #require(practice.app.settings.jwtSecret))
        let token = old.verifyEmail(jo.userID, "jo@example.com", at: upgrade.addingTimeInterval(-600))
        _ = try await moving.copy()
        let target = try await moving.practiceOnTarget()
        let answer = try await target.visitor.post("/api/auth/verify-email", ["token": token])
        #expect(answer.status == 204, "\(answer)")
    }

    @Test("indexes and constraints of the target are afterwards what the migrations made")
    func indexes() async throws {
        let moving = try await MovingPractice.open()
        let made = try await Self.definitions(moving)
        try #require(made.contains { $0.hasPrefix("bookings FOREIGN KEY") } && made.count > 50, "\(made)")
        _ = try await moving.copy()
        #expect(try await Self.definitions(moving) == made)
    }

    @Test("a table that others keep beside the practice, and its indexes, are left alone")
    func others() async throws {
        let moving = try await MovingPractice.open()
        let target = try await moving.openTarget()
        try await target.write(.alone) { try $0.run("CREATE TABLE guests (id BIGINT PRIMARY KEY, name TEXT UNIQUE)") }
        func indexes() async throws -> [Int64] {
            try await target.read { tx in
                try tx.rows(
                    """
                    SELECT CAST(indexrelid AS BIGINT) FROM pg_index
                    WHERE indrelid = CAST('guests' AS regclass) ORDER BY indexrelid
                    """
                ) { try $0.int(0) }
            }
        }
        let made = try await indexes()
        try #require(made.count == 2)
        _ = try await moving.copy()
        #expect(try await indexes() == made)
        try await target.close()
    }

    private static func definitions(_ moving: MovingPractice) async throws -> [String] {
        let target = try await moving.openTarget()
        let definitions = try await target.read { tx in
            try tx.rows(
                """
                SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()
                UNION ALL SELECT CAST(CAST(conrelid AS regclass) AS TEXT) || ' ' || pg_get_constraintdef(oid) || conname
                FROM pg_constraint WHERE connamespace = CAST(current_schema() AS regnamespace)
                """
            ) { try $0.text(0) }
        }
        try await target.close()
        return definitions.sorted()
    }

    @Test("ids go on after the highest that the source ever gave, also to rows that are gone")
    func ids() async throws {
        let moving = try await MovingPractice.open()
        _ = try await moving.fill()
        let last = try await moving.practice.app.database.read { tx in
            try tx.rows("SELECT name, seq FROM sqlite_sequence") { (try $0.text(0), try $0.int(1)) }
        }
        func given(_ table: String) throws -> Int64 { try #require(last.first { $0.0 == table }).1 }
        #expect(try given("services") == moving.deletedService)
        _ = try await moving.copy()
        let target = try await moving.practiceOnTarget()
        // With other chances than the first: the names of its mails would be those of mails that came along.
        let server = Asker(app: try await target.anotherServer())
        let new = try await server.post(
            "/api/auth/register", ["email": "new@example.com", "password": Practice.password])
        #expect(try new.object("user").int("id") == given("users") + 1)
        let boss = try await target.boss().on(server.app)
        #expect(try await boss.addService("New", 60) == moving.deletedService + 1)
        let booking = try await boss.mustBook(jan("15T09:00"), service: moving.practice.service)
        #expect(try booking == given("bookings") + 1)
        let jobs = try await target.numbers("SELECT id FROM jobs WHERE subject_id = \(booking) AND kind = 'remind'")
        let job = try given("jobs")
        #expect(!jobs.isEmpty && jobs.allSatisfy { $0 > job }, "\(jobs) after \(job)")
    }

    @Test("a target with a single row anywhere is refused by the table's name, and stays as it is")
    func notEmpty() async throws {
        let moving = try await MovingPractice.open()
        let target = try await moving.openTarget()
        try await target.write {
            try $0.run("INSERT INTO attempts (subject, tried, ends_at) VALUES ('somebody', 1, 2)")
        }
        try await target.close()
        let refusal = await #expect(throws: Refusal.self) { try await moving.copy() }
        #expect(refusal?.status == 1 && refusal?.sentence.contains("not empty: table attempts has rows") == true)
        #expect(try await moving.rowsOnTarget() == 1)
    }

    @Test("a copy is refused the second time, and the source is as it was")
    func twice() async throws {
        let moving = try await MovingPractice.open()
        _ = try await moving.copy()
        let rows = try await moving.rowsOnTarget()
        await #expect(throws: Refusal.self) { try await moving.copy() }
        #expect(try await moving.rowsOnTarget() == rows)
        #expect(try await moving.practice.boss().get("/api/users/me").status == 200)
    }

    @Test("a source that a server holds, that is not there or not up to date is refused in a sentence")
    func sources() async throws {
        let moving = try await MovingPractice.open()
        let now = moving.practice.clock.now
        func sentence() async -> String {
            await #expect(throws: Refusal.self) { try await moving.copy() }?.sentence ?? ""
        }
        var lock: FileLock? = try FileLock(database: moving.path, now: now)
        #expect(await sentence().hasPrefix("--from: The database is in use by process "))
        withExtendedLifetime(lock) {}
        lock = nil
        let name = try #require(Schema.migrations.last).name
        try await moving.practice.run("DELETE FROM migrations WHERE name = \(name)")
        let old = await sentence()
        #expect(old.contains("informat migrate") && old.contains(name), "\(old)")
        try await moving.practice.run("INSERT INTO migrations (name, applied_at) VALUES ('999 of tomorrow', 0)")
        #expect(await sentence().contains("newer version"))

        let missing = moving.path + ".not"
        let copy = try Copy(from: .sqlite(path: missing), to: moving.target)
        let refusal = await #expect(throws: Refusal.self) { try await copy.run(now: now) }
        #expect(refusal?.sentence == "--from: there is no database at \(missing).")
        for end in ["", ".lock"] { #expect(!FileManager.default.fileExists(atPath: missing + end)) }
    }

    @Test("every other direction is refused")
    func directions() throws {
        let (file, server) = (DatabaseURL.sqlite(path: "a"), DatabaseURL.postgreSQL(uri: "postgres://127.0.0.1:1/a"))
        for (source, target) in [(file, file), (server, server), (server, file)] {
            let refusal = #expect(throws: Refusal.self) { try Copy(from: source, to: target) }
            #expect(refusal?.status == 64)
        }
    }

    /// What a visitor, a client and an admin see.
    private static func answers(_ moving: MovingPractice, _ boss: Asker, _ jo: Asker) async throws -> [String] {
        let days = "from=2026-01-05&to=2026-01-25"
        let host = "/api/admin/hosts/\(moving.practice.bossID)"
        var answers: [Answer] = []
        for path in [
            "/api/admin/bookings?limit=100", "/api/admin/bookings.csv", "/api/admin/users?limit=100",
            "/api/admin/mails?limit=100", "/api/admin/audit?limit=100", "/api/admin/services",
            "\(host)/working-hours", "\(host)/overrides?\(days)", "/api/host/bookings",
            "/api/services/\(moving.practice.service)/slots?\(days)",
            "/api/services/\(moving.paidService)/slots?\(days)",
        ] { answers.append(try await boss.get(path)) }
        let booking = "/api/bookings/\(moving.bookings[1])"
        for path in ["/api/services", "/api/bookings", booking, "/api/users/me", "/api/users/me/export"] {
            answers.append(try await jo.get(path))
        }
        #expect(answers.allSatisfy { $0.status == 200 }, "\(answers.filter { $0.status != 200 })")
        #expect(answers[0].text.contains(#""status":"completed""#) && answers[3].text.contains(#""state":"due""#))
        return answers.map(\.text)
    }
}
