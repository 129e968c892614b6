import Foundation
import Storage
import Testing

@Suite("The host's calendar")
struct CalendarMoveTests {
    @Test("a booking may move to a start that overlaps itself")
    func overlappingMove() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let service = try await boss.addService(
            "Long", 60, ["slot_step": 15, "buffer_before": 15, "buffer_after": 30])
        let id = try await jo.mustBook(jan("06T10:00"), service: service)
        for start in ["06T10:15", "06T10:00", "06T09:30", "06T10:30"] {
            #expect(try await jo.move(id, to: jan(start)).object("booking").text("scheduled_at") == jan(start))
            try await practice.expectSoundCalendar()
        }
    }

    @Test("a move onto another booking is refused and changes nothing")
    func refusedMove() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let first = try await jo.mustBook(jan("06T10:00"))
        _ = try await jo.mustBook(jan("06T11:00"))
        let before = try await jo.get("/api/bookings/\(first)").text
        let refused = try await jo.move(first, to: jan("06T11:00"))
        #expect(refused.status == 409 && refused.code == "slot_taken")
        let unoffered = try await jo.move(first, to: jan("06T12:30"))
        #expect(unoffered.status == 422 && unoffered.code == "slot_unavailable")
        #expect(try await jo.get("/api/bookings/\(first)").text == before)
        try await practice.expectSoundCalendar()
    }

    @Test("a cancelled booking's time can be booked again at once")
    func cancelFrees() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T10:00"))
        #expect(try await jo.book(jan("06T10:00")).code == "slot_taken")
        #expect(try await jo.post("/api/bookings/\(id)/cancel").status == 200)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM taken_cells") == [0])
        #expect(try await jo.mustBook(jan("06T10:00")) != id)
        try await practice.expectSoundCalendar()
    }

    @Test("buffers reach outside the working hours and count there")
    func buffersOutside() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let padded = try await boss.addService("Padded", 60, ["buffer_before": 60, "buffer_after": 45])
        #expect(try await jo.slots("2026-01-06", service: padded).first == jan("06T09:00"))
        #expect(try await jo.slots("2026-01-06", service: padded).last == jan("06T16:00"))
        _ = try await jo.mustBook(jan("06T09:00"), service: padded)
        _ = try await jo.mustBook(jan("06T16:00"), service: padded)
        try await practice.expectSoundCalendar()
        // 09:00 owns until 10:45, 16:00 from 15:00 on: with their own buffers only 12:00 and 13:00 fit between.
        #expect(try await jo.slots("2026-01-06", service: padded) == [jan("06T12:00"), jan("06T13:00")])
        #expect(try await jo.slots("2026-01-06") == (11...14).map { jan("06T\($0):00") })
        // An early shift of the same day meets the buffer before nine o'clock.
        let hours = try await boss.put(
            "/api/admin/hosts/\(practice.bossID)/overrides/2026-01-06",
            ["intervals": [["from": "07:00", "to": "17:00"]]])
        #expect(hours.status == 200)
        #expect(try await jo.slots("2026-01-06").first == jan("06T07:00"))
        #expect(try await jo.book(jan("06T08:00")).code == "slot_taken")
    }

    @Test("a consultation that took place keeps its time")
    func completedKeepsTime() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("05T10:00"))
        practice.clock.move(hours: 2)
        #expect(try await boss.post("/api/admin/bookings/\(id)/complete").status == 200)
        try await practice.expectSoundCalendar()
        #expect(try await practice.numbers("SELECT COUNT(*) FROM taken_cells") == [12])
    }

    @Test("two hosts do not stand in each other's way")
    func twoHosts() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let eve = try await practice.register("eve@example.com")
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let hours: [String: any Sendable] = [
            "time_zone": "UTC", "weekly": [["weekday": 2, "from": "09:00", "to": "10:00"] as [String: any Sendable]],
        ]
        #expect(try await boss.put("/api/admin/hosts/\(eve.userID)/working-hours", hours).status == 200)
        let hers = try await boss.addService("Hers", 60, ["host_id": eve.userID])
        _ = try await eve.mustBook(jan("06T09:00"))
        _ = try await boss.mustBook(jan("06T09:00"), service: hers)
        try await practice.expectSoundCalendar()
        #expect(try await eve.slots("2026-01-06", service: hers) == [])
    }

    @Test("the check of a calendar sees an overlap that only buffers make, and cells or stretches too few or too many")
    func checkCanFail() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let padded = try await boss.addService("Padded", 60, ["buffer_after": 15])
        let id = try await boss.mustBook(jan("06T09:00"), service: padded)
        _ = try await boss.mustBook(jan("06T11:00"))
        try await practice.expectSoundCalendar()
        let damages: [(SQL, SQL)] = [
            (
                "UPDATE bookings SET scheduled_at = scheduled_at + 3600 WHERE id = \(id)",
                "UPDATE bookings SET scheduled_at = scheduled_at - 3600 WHERE id = \(id)"
            ),
            (
                "UPDATE taken_cells SET cell = cell + 1000 WHERE booking_id = \(id)",
                "UPDATE taken_cells SET cell = cell - 1000 WHERE booking_id = \(id)"
            ),
            (
                "UPDATE stretches SET end_cell = end_cell + 1 WHERE owner_id = \(id)",
                "UPDATE stretches SET end_cell = end_cell - 1 WHERE owner_id = \(id)"
            ),
            ("UPDATE bookings SET status = 'cancelled' WHERE id = \(id)", "UPDATE bookings SET status = 'scheduled'"),
        ]
        for (damage, repair) in damages {
            try await practice.run(damage)
            await withKnownIssue { try await practice.expectSoundCalendar() }
            try await practice.run(repair)
        }
        try await practice.expectSoundCalendar()
    }
}
