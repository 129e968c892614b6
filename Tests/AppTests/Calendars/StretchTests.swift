import App
import Foundation
import Storage
import Testing

@Suite("Stretches of a calendar")
struct StretchTests {
    /// Works the hourly sweeps once.
    private static func sweep(_ practice: Practice) async throws {
        try await practice.app.database.write { try Housekeeping.plan(in: $0) }
        try await practice.work()
    }

    @Test("slots are read from stretches alone: that of no booking takes time from them too")
    func alone() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T10:00"))
        let before = try await jo.slots("2026-01-06")
        #expect(!before.contains(jan("06T10:00")) && before.count == 7)
        // From 12:30 to 13:05, begun by nobody here.
        let noon = Int64(Practice.monday.timeIntervalSince1970 + 28.5 * 3_600) / 300
        try await practice.run(
            """
            INSERT INTO stretches (host_id, first_cell, end_cell, owner, owner_id)
            VALUES (\(practice.bossID), \(noon), \(noon + 7), 'outside_calendar', \(id))
            """)
        let boss = try await practice.boss()
        let fresh = try await boss.get(
            "/api/services/\(boss.service)/slots?from=2026-01-06&to=2026-01-06&practice=true"
        ).array("slots").map { try $0.text("starts_at") }
        #expect(fresh == before.filter { ![jan("06T12:00"), jan("06T13:00")].contains($0) })
        // Only the booking's own stretch counts as free where it moves, though the other has the same number.
        let destinations = try await jo.destinations(id, "2026-01-06")
        #expect(!destinations.contains(jan("06T12:00")) && destinations.contains(jan("06T11:00")))
        // It takes no cells, and who moves is asked for it nevertheless.
        #expect(try await jo.move(id, to: jan("06T13:00")).code == "slot_unavailable")
        #expect(try await practice.numbers("SELECT COUNT(*) FROM taken_cells") == [12])
    }

    @Test("what was taken is forgotten thirty days after it is over, and not before")
    func past() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        // The first is over on Tuesday at ten, 26 hours from now.
        let old = try await jo.mustBook(jan("06T09:00"))
        let young = try await jo.mustBook(jan("06T11:00"))
        practice.clock.move(seconds: (26 + 30 * 24) * 3_600 - 1)
        try await Self.sweep(practice)
        #expect(try await practice.numbers("SELECT owner_id FROM stretches ORDER BY first_cell") == [old, young])
        practice.clock.move(hours: 1)
        try await Self.sweep(practice)
        #expect(try await practice.numbers("SELECT owner_id FROM stretches") == [young])
        #expect(try await practice.numbers("SELECT booking_id FROM taken_cells") == Array(repeating: young, count: 12))
    }

    @Test("a booking whose time was forgotten can still be closed and called off")
    func afterwards() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let ids = [try await jo.mustBook(jan("06T09:00")), try await jo.mustBook(jan("06T10:00"))]
        practice.clock.move(hours: 24 * 40)
        try await Self.sweep(practice)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM stretches") == [0])
        let boss = try await practice.boss()
        #expect(try await boss.post("/api/admin/bookings/\(ids[0])/complete").status == 200)
        #expect(try await boss.post("/api/admin/bookings/\(ids[1])/cancel").status == 200)
        try await practice.expectSoundCalendar()
    }
}
