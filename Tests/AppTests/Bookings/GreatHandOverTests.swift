import Foundation
import Testing

@Suite("Hand-over of many bookings")
struct GreatHandOverTests {
    private static let header = "Idempotency-Key"
    /// Tuesday, 00:00 UTC, the day after each practice opens.
    private static let first = Int64(1_767_657_600)

    /// Writes so many bookings of the boss, one an hour, day and night.
    private static func fill(_ practice: Practice, _ count: Int, client: Int64) async throws {
        let (host, service) = (practice.bossID, practice.service)
        try await practice.app.database.write { tx in
            try tx.run(
                """
                INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
                    amount_minor, currency, first_cell, end_cell, sequence, change_notice, created_at, updated_at)
                WITH RECURSIVE numbers (n) AS (
                    SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < \(count))
                SELECT \(client), \(service), \(host), \(first) + n * 3600, 60, 'scheduled', 'not_required', 0, 'usd',
                    (\(first) + n * 3600) / 300, (\(first) + n * 3600) / 300 + 12, 0, 0, 1, 1
                FROM numbers ORDER BY n
                """)
            try tx.run(
                """
                INSERT INTO meetings (booking_id, room, server, ends_at, generation, sequence)
                SELECT id, 'booking-' || CAST(id AS TEXT), 'https://meet.jit.si', scheduled_at + duration * 60, 0, 0
                FROM bookings
                """)
            try tx.run(
                """
                INSERT INTO taken_cells (host_id, cell, booking_id)
                WITH RECURSIVE numbers (n) AS (
                    SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < 11)
                SELECT host_id, first_cell + n, id FROM bookings CROSS JOIN numbers
                """)
            try tx.run(
                """
                INSERT INTO stretches (host_id, first_cell, end_cell, owner, owner_id)
                SELECT host_id, first_cell, end_cell, 'booking', id FROM bookings
                """)
        }
    }

    private static func hosts(_ practice: Practice) async throws -> [String] {
        try await practice.texts(
            """
            SELECT CAST(host_id AS TEXT) || ' ' || CAST(COUNT(*) AS TEXT) FROM bookings GROUP BY host_id
            ORDER BY host_id
            """)
    }

    @Test("two thousand go at once, in one transaction of few statements, and one more is too many")
    func most() async throws {
        let (practice, boss, eve, jo) = try await HandOverTests.open()
        try await Self.fill(practice, 2_001, client: jo.userID)
        let refused = try await HandOverTests.handOver(boss, from: practice.bossID, to: eve.userID)
        #expect(refused.status == 422 && refused.complainedFields == ["to_host_id"], "\(refused)")
        #expect(try await Self.hosts(practice) == ["\(practice.bossID) 2001"])
        // The first one has begun.
        practice.clock.move(hours: 16.5)
        _ = try await boss.addWebhook("https://receiver.example/hook", ["events": ["booking.handed_over"]])
        let statements = Statements()
        let server = try await practice.anotherServer(on: statements.door(to: practice.app.database))
        let handed = try await HandOverTests.handOver(boss.on(server), from: practice.bossID, to: eve.userID)
        #expect(handed.status == 200)
        #expect(Set(try await Self.hosts(practice)) == ["\(practice.bossID) 1", "\(eve.userID) 2000"])
        let writing = statements.byTransaction.filter { $0.contains { $0.hasPrefix("UPDATE bookings SET host_id") } }
        #expect(writing.count == 1 && writing.allSatisfy { $0.count < 400 }, "\(writing.map(\.count))")
        try await practice.expectSoundCalendar()
        let kinds = try await practice.texts(
            """
            SELECT kind || ' ' || role || ' ' || CAST(COUNT(*) AS TEXT) FROM mails WHERE booking_id IS NOT NULL
            GROUP BY kind, role ORDER BY kind
            """)
        #expect(kinds == ["cancellation host 2000", "confirmation host 2000", "rescheduling client 2000"])
        let trail = try await practice.numbers(
            "SELECT COUNT(DISTINCT booking_id) FROM audit WHERE action = 'booking.handed_over'")
        let events = try await practice.numbers("SELECT COUNT(DISTINCT event_id) FROM webhook_deliveries")
        #expect(trail == [2_000] && events == [2_000])
    }

    @Test("of many the first that does not fit is named, and none goes")
    func taken() async throws {
        let (practice, boss, eve, jo) = try await HandOverTests.open()
        try await Self.fill(practice, 250, client: jo.userID)
        let hers = try await boss.addService("Hers", 60, ["host_id": eve.userID])
        for start in [jan("13T11:00"), jan("13T10:00")] { _ = try await jo.mustBook(start, service: hers) }
        let clashing = try await practice.numbers(
            "SELECT id FROM bookings WHERE host_id = \(practice.bossID) AND scheduled_at = \(Self.first + 178 * 3_600)")
        let before = try await Self.hosts(practice)
        let answer = try await HandOverTests.handOver(boss, from: practice.bossID, to: eve.userID)
        #expect(answer.status == 409 && answer.code == "slot_taken", "\(answer)")
        #expect(try [answer.json().int("booking_id")] == clashing)
        #expect(try await Self.hosts(practice) == before)
        try await practice.expectSoundCalendar()
    }

    @Test("a request that is sent again with its key gives no more, and lists the same bookings")
    func key() async throws {
        let (practice, boss, eve, jo) = try await HandOverTests.open()
        let (two, one) = (try await jo.mustBook(jan("07T10:00")), try await jo.mustBook(jan("06T10:00")))
        let keyed = boss.with(Self.header, "once")
        let first = try await HandOverTests.handOver(keyed, from: practice.bossID, to: eve.userID)
        #expect(first.text.contains(#""booking_ids":[\#(one),\#(two)]"#), "\(first)")
        #expect(first.header("Idempotent-Replayed") == nil)
        let later = try await jo.mustBook(jan("08T10:00"))
        let again = try await HandOverTests.handOver(keyed, from: practice.bossID, to: eve.userID)
        #expect(again.status == 200 && again.text == first.text, "\(again)")
        #expect(again.header("Idempotent-Replayed") == "true")
        #expect(
            try await practice.numbers("SELECT host_id FROM bookings WHERE id = \(later)") == [practice.bossID])
        // The way back is another request.
        let back = try await HandOverTests.handOver(keyed, from: eve.userID, to: practice.bossID)
        #expect(back.status == 422 && back.code == "idempotency_key_reused", "\(back)")
        // One of which nothing came keeps nothing but that, and one that was refused keeps no key.
        let empty = boss.with(Self.header, "empty")
        for _ in 1...2 {
            let answer = try await HandOverTests.handOver(empty, from: jo.userID, to: eve.userID)
            #expect(answer.status == 200 && answer.text.contains(#""booking_ids":[]"#), "\(answer)")
        }
        let hers = try await boss.addService("Hers", 60, ["host_id": eve.userID])
        let clash = try await jo.mustBook(jan("08T10:00"), service: hers)
        let refused = boss.with(Self.header, "refused")
        #expect(
            try await HandOverTests.handOver(refused, from: practice.bossID, to: eve.userID).code == "slot_taken")
        #expect(try await jo.post("/api/bookings/\(clash)/cancel").status == 200)
        let mended = try await HandOverTests.handOver(refused, from: practice.bossID, to: eve.userID)
        #expect(mended.text.contains(#""booking_ids":[\#(later)]"#), "\(mended)")
        #expect(mended.header("Idempotent-Replayed") == nil)
    }
}
