import Foundation
import Testing

@Suite("Slots that only the practice may book")
struct PracticeSlotTests {
    /// The first service with a day of notice and a week of horizon.
    private static func open() async throws -> (practice: Practice, boss: Asker, jo: Asker) {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let change: [String: any Sendable] = ["minimum_notice": 1_440, "booking_horizon": 7]
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", change).status == 200)
        return (practice, boss, try await practice.register("jo@example.com"))
    }

    private static func path(_ service: Int64, _ day: String, _ practice: String = "true") -> String {
        "/api/services/\(service)/slots?from=\(day)&to=\(day)&practice=\(practice)"
    }

    private static func starts(_ answer: Answer) throws -> [String] {
        try answer.array("slots").map { try $0.text("starts_at") }
    }

    @Test("an admin sees what notice and horizon hide, and can book all of it for a client")
    func admin() async throws {
        let (_, boss, jo) = try await Self.open()
        for day in ["2026-01-05", "2026-03-02", "2027-12-31"] {
            #expect(try await boss.slots(day) == [])
            let hidden = try Self.starts(try await boss.get(Self.path(boss.service, day)))
            #expect(hidden.count == 8)
            for start in [hidden[0], hidden[7]] {
                #expect(try await jo.book(start).code == "slot_unavailable")
                let wish: [String: any Sendable] = [
                    "service_id": boss.service, "scheduled_at": start, "user_id": jo.userID,
                ]
                #expect(try await boss.post("/api/admin/bookings", wish).status == 201)
            }
        }
        #expect(try Self.starts(try await boss.get(Self.path(boss.service, "2028-02-01"))) == [])
    }

    @Test("the host of the service sees them too, another host and anybody else does not")
    func hosts() async throws {
        let (practice, boss, jo) = try await Self.open()
        let eve = try await practice.register("eve@example.com")
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let path = Self.path(boss.service, "2026-01-05")
        #expect(try await eve.get(path).code == "forbidden")
        #expect(try await jo.get(path).code == "forbidden")
        #expect(try await practice.visitor.get(path).status == 401)
        #expect(try await practice.visitor.with("Authorization", "Bearer nonsense").get(path).status == 401)
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", ["host_id": eve.userID]).status == 200)
        #expect(try await eve.get(path).status == 200)
        try await practice.run("UPDATE users SET is_host = 0 WHERE id = \(eve.userID)")
        #expect(try await eve.get(path).code == "forbidden")
        #expect(try await boss.get(path).status == 404)
        #expect(try await boss.get("/api/services/9/slots?from=2026-01-05&to=2026-01-05&practice=true").status == 404)
    }

    @Test("false is as if it were not there, and anything else is refused")
    func words() async throws {
        let (practice, boss, _) = try await Self.open()
        #expect(try Self.starts(try await practice.visitor.get(Self.path(boss.service, "2026-01-05", "false"))) == [])
        #expect(try Self.starts(try await boss.get(Self.path(boss.service, "2026-01-05", ""))) == [])
        #expect(try await boss.get(Self.path(boss.service, "2026-01-05", "yes")).complainedFields == ["practice"])
    }

    @Test("others are never given the practice's answer from memory, nor the practice theirs")
    func cached() async throws {
        let (practice, boss, jo) = try await Self.open()
        let tuesday = Self.path(boss.service, "2026-01-06")
        for _ in 0..<2 {
            #expect(try await jo.slots("2026-01-06") == (9...16).map { jan("06T" + String(format: "%02d:00", $0)) })
            #expect(try await practice.visitor.slots("2026-01-05") == [])
            let answer = try await boss.get(Self.path(boss.service, "2026-01-05"))
            #expect(try Self.starts(answer).count == 8)
            #expect(answer.header("Cache-Control") == "no-store")
            #expect(try Self.starts(try await boss.get(tuesday)).count == 8)
        }
        // 09:00 has lost its day of notice meanwhile, and its hour for the practice has not come.
        practice.clock.move(hours: 1.5)
        #expect(try await jo.slots("2026-01-06").first == jan("06T10:00"))
        #expect(try Self.starts(try await boss.get(Self.path(boss.service, "2026-01-05"))).first == jan("05T10:00"))
        #expect(try Self.starts(try await boss.get(tuesday)).first == jan("06T09:00"))
        #expect(try await jo.slots("2026-01-06").first == jan("06T10:00"))
    }
}
