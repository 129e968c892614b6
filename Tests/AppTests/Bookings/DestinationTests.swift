import Foundation
import Testing

@Suite("Where a booking may be moved to")
struct DestinationTests {
    /// A practice with a service of an hour that starts each quarter, and a booking of it on Tuesday at ten.
    private static func open() async throws -> (boss: Asker, jo: Asker, service: Int64, id: Int64) {
        let practice = try await Practice.open { $0.rateLimits = false }
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let service = try await boss.addService(
            "Long", 60, ["slot_step": 15, "buffer_before": 15, "buffer_after": 30])
        return (boss, jo, service, try await jo.mustBook(jan("06T10:00"), service: service))
    }

    /// Every fifth minute of a Tuesday's working day, and a little around it.
    private static let instants: [String] = (96..<216).map { (cell: Int) -> String in
        let (hour, minute) = (cell / 12, cell % 12 * 5)
        return jan(String(format: "06T%02d:%02d", hour, minute))
    }

    /// Tries every instant; what is listed is taken, and nothing else. The booking stands at ten again afterwards.
    private static func expectTrue(
        _ id: Int64, by asker: Asker, _ place: SourceLocation = #_sourceLocation
    ) async throws -> [String] {
        let home = jan("06T10:00")
        let listed = try await asker.destinations(id, "2026-01-06")
        for start in instants where start != home {
            let status = try await asker.move(id, to: start).status
            #expect((status == 200) == listed.contains(start), "\(start): \(status)", sourceLocation: place)
            if status == 200 { #expect(try await asker.move(id, to: home).status == 200, sourceLocation: place) }
        }
        #expect(!listed.contains(home), sourceLocation: place)
        return listed
    }

    @Test("what is listed can be moved to, and nothing else: also times that overlap the old one")
    func alike() async throws {
        let (boss, jo, service, id) = try await Self.open()
        _ = try await boss.mustBook(jan("06T14:00"), service: service)
        for asker in [jo, boss] {
            let listed = try await Self.expectTrue(id, by: asker)
            #expect(listed.contains(jan("06T10:15")) && listed.contains(jan("06T09:30")))
            // From 13:45 to 15:30 belongs to the other one, and a quarter before and half an hour after to this one.
            #expect(listed.contains(jan("06T12:15")) && !listed.contains(jan("06T12:30")))
            #expect(!listed.contains(jan("06T15:30")) && listed.contains(jan("06T15:45")))
        }
        let others = try await jo.slots("2026-01-06", service: service)
        #expect(!others.contains(jan("06T10:15")))
    }

    @Test("the booking keeps its own length and buffers where its service was shortened, widened or switched off")
    func ownLength() async throws {
        let (boss, jo, service, id) = try await Self.open()
        let changes: [[String: any Sendable]] = [
            ["duration": 30, "buffer_before": 0, "buffer_after": 0], ["buffer_after": 120, "slot_step": 20],
            ["active": false, "slot_step": 30, "duration": 240],
        ]
        for change in changes {
            #expect(try await boss.patch("/api/admin/services/\(service)", change).status == 200)
            let listed = try await Self.expectTrue(id, by: jo)
            #expect(listed.last == jan("06T16:00") && !listed.isEmpty)
        }
        let answer = try await jo.get("/api/bookings/\(id)/slots?from=2026-01-06&to=2026-01-06&time_zone=Asia/Tokyo")
        #expect(try answer.json().names == ["booking_id", "duration", "time_zone", "slots"])
        #expect(try answer.int("booking_id") == id && answer.int("duration") == 60)
        #expect(try answer.text("time_zone") == "Asia/Tokyo")
        #expect(answer.header("Cache-Control") == "no-store")
        let first = try answer.array("slots")[0]
        #expect(try first.text("starts_at") == jan("05T15:00") && first.text("ends_at") == jan("05T16:00"))
    }

    @Test("a booking stays with its host, also where its service has another by now")
    func ownHost() async throws {
        let (boss, jo, service, id) = try await Self.open()
        let practice = jo
        let eve = try await practice.post(
            "/api/auth/register", ["email": "eve@example.com", "password": Practice.password]
        ).object("user").int("id")
        #expect(try await boss.patch("/api/admin/users/\(eve)", ["is_host": true]).status == 200)
        #expect(try await boss.patch("/api/admin/services/\(service)", ["host_id": eve]).status == 200)
        #expect(try await jo.slots("2026-01-06", service: service) == [])
        let listed = try await Self.expectTrue(id, by: jo)
        #expect(listed.first == jan("06T09:00") && listed.last == jan("06T16:00"))
    }

    @Test("notice and horizon bind the client, not whoever runs the practice")
    func notice() async throws {
        let (boss, jo, service, id) = try await Self.open()
        let change: [String: any Sendable] = ["minimum_notice": 26 * 60, "booking_horizon": 7]
        #expect(try await boss.patch("/api/admin/services/\(service)", change).status == 200)
        #expect(try await jo.destinations(id, "2026-01-06").first == jan("06T10:15"))
        #expect(try await boss.destinations(id, "2026-01-05").first == jan("05T09:00"))
        #expect(try await jo.destinations(id, "2026-02-02", "2026-02-06") == [])
        let far = try #require(try await boss.destinations(id, "2026-02-02", "2026-02-06").last)
        #expect(try await jo.move(id, to: far).code == "slot_unavailable")
        #expect(try await boss.move(id, to: far).status == 200)
    }

    @Test("who could move it nowhere is told why, as the move itself tells")
    func refused() async throws {
        let (boss, jo, service, id) = try await Self.open()
        let path = "/api/bookings/\(id)/slots"
        let day = "?from=2026-01-06&to=2026-01-06"
        #expect(try await jo.get(path).complainedFields == ["from", "to"])
        #expect(try await jo.get(path + "?from=2026-01-06&to=2026-01-05").complainedFields == ["to"])
        #expect(try await jo.get(path + "?from=2026-01-06&to=2026-03-09").complainedFields == ["to"])
        #expect(try await jo.get(path + day + "&time_zone=Nowhere").complainedFields == ["time_zone"])
        #expect(try await boss.patch("/api/admin/services/\(service)", ["change_notice": 1_440 * 7]).status == 200)
        let late = try await jo.mustBook(jan("07T10:00"), service: service)
        #expect(try await jo.get("/api/bookings/\(late)/slots" + day).code == "change_notice")
        #expect(try await boss.get("/api/bookings/\(late)/slots" + day).status == 200)
        #expect(try await jo.post("/api/bookings/\(id)/cancel").status == 200)
        for asker in [jo, boss] {
            let answer = try await asker.get(path + day)
            #expect(answer.status == 409 && answer.code == "illegal_move")
        }
    }
}
