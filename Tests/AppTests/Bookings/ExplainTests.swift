import Foundation
import Testing

@Suite("Why there is no slot, over HTTP")
struct ExplainTests {
    /// The first service of half an hour every half hour, with ten minutes after it.
    private static func open() async throws -> (practice: Practice, boss: Asker) {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let change: [String: any Sendable] = [
            "duration": 30, "slot_step": 30, "buffer_after": 10, "minimum_notice": 120, "booking_horizon": 7,
        ]
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", change).status == 200)
        return (practice, boss)
    }

    private static func starts(_ asker: Asker, _ day: String, _ room: String = "admin") async throws -> [Fields] {
        let answer = try await asker.get("/api/\(room)/services/\(asker.service)/explain?date=\(day)")
        try #require(answer.status == 200, "\(answer)")
        return try answer.array("starts")
    }

    private static func start(_ hour: String, of starts: [Fields]) throws -> Fields {
        try #require(try starts.first { try $0.text("starts_at").dropFirst(11).hasPrefix(hour) })
    }

    @Test("each start has its one reason, and what is offered are the slots")
    func reasons() async throws {
        let (practice, boss) = try await Self.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        let booked = try await jo.mustBook(jan("05T14:00"))
        let starts = try await Self.starts(boss, "2026-01-05")
        #expect(starts.count == 48)
        let expected = [
            ("08:30", "hours", "Outside the hours. Monday 5 January has 09:00 – 17:00."),
            (
                "09:30", "notice",
                "Too soon. The service asks for 2 hours of notice: nothing before Monday 5 January, 10:00."
            ),
            ("14:00", "taken", "Taken. By Jo Doe, 14:00 – 14:30."),
            ("14:30", "buffer", "Too close. Beside Jo Doe, 14:00 – 14:30, some time is kept free."),
        ]
        for (hour, reason, detail) in expected {
            let start = try Self.start(hour, of: starts)
            #expect(try start.text("reason") == reason && start.text("detail") == detail, "\(start)")
            #expect(try !start.flag("offered"))
        }
        #expect(try Self.start("14:00", of: starts).int("booking_id") == booked)
        let offered = try starts.filter { try $0.flag("offered") }.map { try $0.text("starts_at") }
        #expect(try await boss.slots("2026-01-05") == offered && offered.count == 11)
        #expect(try await Self.starts(boss, "2026-01-06", "host").count == 48)
    }

    @Test("an exception, the horizon and a closed weekday say so")
    func days() async throws {
        let (practice, boss) = try await Self.open()
        let path = "/api/admin/hosts/\(practice.bossID)/overrides/2026-01-07"
        #expect(try await boss.put(path, ["intervals": [[String: String]]()]).status == 200)
        let wednesday = try Self.start("10:00", of: try await Self.starts(boss, "2026-01-07"))
        #expect(try wednesday.text("reason") == "override")
        #expect(try wednesday.text("detail") == "Closed. Wednesday 7 January is an exception and has no hours.")
        let late = try Self.start("10:00", of: try await Self.starts(boss, "2026-01-13"))
        #expect(try late.text("reason") == "horizon" && late.text("detail").contains("7 days ahead"))
        let sunday = try Self.start("10:00", of: try await Self.starts(boss, "2026-01-11"))
        #expect(try sunday.text("reason") == "hours" && sunday.text("detail").hasPrefix("Closed."))
    }

    @Test("a day is the asker's, another's service is not found, and a date is needed")
    func asked() async throws {
        let (practice, boss) = try await Self.open()
        let path = "/api/admin/services/\(practice.service)/explain"
        let tokyo = try await boss.get("\(path)?date=2026-01-06&time_zone=Asia/Tokyo")
        #expect(try tokyo.array("starts").first?.text("starts_at") == jan("05T15:00"))
        #expect(try tokyo.text("time_zone") == "Asia/Tokyo")
        #expect(try await boss.get(path).complainedFields == ["date"])
        #expect(try await boss.get("\(path)?date=2026-13-01").complainedFields == ["date"])
        #expect(try await boss.get("\(path)?date=2026-01-06&time_zone=Nowhere").complainedFields == ["time_zone"])
        #expect(try await boss.get("/api/admin/services/999999/explain?date=2026-01-06").status == 404)
        let eve = try await practice.register("eve@example.com")
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let others = "/api/host/services/\(practice.service)/explain?date=2026-01-06"
        #expect(try await eve.get(others).status == 404)
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", ["active": false]).status == 200)
        #expect(try await boss.get("\(path)?date=2026-01-06").json().flag("active") == false)
    }
}
