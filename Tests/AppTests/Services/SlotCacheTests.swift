import App
import Domain
import Foundation
import Testing

@Suite("Slots that were worked out before")
struct SlotCacheTests {
    /// A practice whose answer has been asked for twice, so that the second came from memory.
    private static func warm() async throws -> (Practice, Asker, Asker, [String]) {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let slots = try await jo.slots("2026-01-06")
        #expect(slots == (9...16).map { jan("06T" + String(format: "%02d:00", $0)) })
        #expect(try await jo.slots("2026-01-06") == slots)
        return (practice, boss, jo, slots)
    }

    @Test("a booking, a move, and a cancellation each change the next answer")
    func bookings() async throws {
        let (_, boss, jo, slots) = try await Self.warm()
        let id = try await jo.mustBook(slots[2])
        #expect(try await jo.slots("2026-01-06") == slots.filter { $0 != slots[2] })
        #expect(try await jo.move(id, to: slots[5]).status == 200)
        #expect(try await jo.slots("2026-01-06") == slots.filter { $0 != slots[5] })
        #expect(try await boss.post("/api/admin/bookings/\(id)/cancel").status == 200)
        #expect(try await jo.slots("2026-01-06") == slots)
    }

    @Test("a booking of another service of the same host changes the answer too")
    func otherService() async throws {
        let (_, boss, jo, slots) = try await Self.warm()
        let other = try await boss.addService("Short", 30, ["buffer_after": 45])
        #expect(try await jo.slots("2026-01-06") == slots)
        _ = try await jo.mustBook(slots[0], service: other)
        #expect(try await jo.slots("2026-01-06") == Array(slots.dropFirst(2)))
    }

    @Test("hours, overrides and the host's zone change the next answer")
    func hours() async throws {
        let (_, boss, jo, slots) = try await Self.warm()
        let override = "/api/admin/hosts/\(boss.userID)/overrides/2026-01-06"
        #expect(try await boss.put(override, ["intervals": [["from": "09:00", "to": "11:00"]]]).status == 200)
        #expect(try await jo.slots("2026-01-06") == Array(slots.prefix(2)))
        #expect(try await boss.delete(override).status == 204)
        #expect(try await jo.slots("2026-01-06") == slots)
        for (zone, start) in [("UTC", "06T10:00"), ("Europe/Berlin", "06T09:00")] {
            let week: [String: any Sendable] = [
                "time_zone": zone,
                "weekly": [["weekday": 2, "from": "10:00", "to": "11:00"] as [String: any Sendable]],
            ]
            #expect(try await boss.put("/api/admin/hosts/\(boss.userID)/working-hours", week).status == 200)
            #expect(try await jo.slots("2026-01-06") == [jan(start)])
        }
        // The zone in which the host reads is another matter.
        #expect(try await boss.patch("/api/users/me", ["time_zone": "Asia/Tokyo"]).status == 200)
        #expect(try await jo.slots("2026-01-06") == [jan("06T09:00")])
    }

    @Test("a change of the service, its host and its end change the next answer")
    func service() async throws {
        let (practice, boss, jo, slots) = try await Self.warm()
        #expect(try await boss.patch("/api/admin/services/\(boss.service)", ["duration": 120]).status == 200)
        #expect(try await jo.slots("2026-01-06") == Array(slots.dropLast()))
        #expect(try await boss.patch("/api/admin/services/\(boss.service)", ["slot_step": 240]).status == 200)
        #expect(try await jo.slots("2026-01-06") == [slots[0], slots[4]])
        let ann = try await practice.register("ann@example.com")
        #expect(try await boss.patch("/api/admin/users/\(ann.userID)", ["is_host": true]).status == 200)
        #expect(try await boss.patch("/api/admin/services/\(boss.service)", ["host_id": ann.userID]).status == 200)
        #expect(try await jo.slots("2026-01-06") == [])
        #expect(try await boss.patch("/api/admin/services/\(boss.service)", ["host_id": boss.userID]).status == 200)
        #expect(try await jo.slots("2026-01-06") == [slots[0], slots[4]])
        #expect(try await boss.patch("/api/admin/services/\(boss.service)", ["active": false]).status == 200)
        #expect(try await jo.get("/api/services/\(boss.service)/slots?from=2026-01-06&to=2026-01-06").status == 404)
        #expect(try await boss.patch("/api/admin/services/\(boss.service)", ["active": true]).status == 200)
        #expect(try await jo.slots("2026-01-06") == [slots[0], slots[4]])
    }

    @Test("a host who is none any more has no slots and takes no bookings, and has them again when they return")
    func demotedHost() async throws {
        let (practice, boss, jo, slots) = try await Self.warm()
        let path = "/api/services/\(boss.service)/slots?from=2026-01-06&to=2026-01-06"
        #expect(try await boss.patch("/api/admin/users/\(boss.userID)", ["is_host": false]).status == 200)
        #expect(try await jo.get(path).status == 404)
        #expect(try await practice.visitor.get("/api/services").array("services").isEmpty)
        #expect(try await jo.book(slots[0]).complainedFields == ["service_id"])
        #expect(try await boss.patch("/api/admin/users/\(boss.userID)", ["is_host": true]).status == 200)
    }

    @Test("the passing of time changes the answer to the second: a slot loses its notice, another enters the horizon")
    func time() async throws {
        let (practice, boss, jo, slots) = try await Self.warm()
        // Tuesday 08:00:00: the slot of 09:00 has just its hour of notice.
        practice.clock.move(hours: 24)
        #expect(try await jo.slots("2026-01-06") == slots)
        practice.clock.move(seconds: 1)
        #expect(try await jo.slots("2026-01-06") == Array(slots.dropFirst()))
        #expect(try await jo.slots("2026-01-06") == Array(slots.dropFirst()))
        practice.clock.move(seconds: 3_600)
        #expect(try await jo.slots("2026-01-06") == Array(slots.dropFirst(2)))

        #expect(try await boss.patch("/api/admin/services/\(boss.service)", ["booking_horizon": 1]).status == 200)
        practice.clock.move(seconds: 3_600 - 2)
        // 09:59:59: tomorrow's slot of 10:00 is a day and a second away.
        #expect(try await jo.slots("2026-01-07") == [jan("07T09:00")])
        #expect(try await jo.slots("2026-01-07") == [jan("07T09:00")])
        practice.clock.move(seconds: 1)
        #expect(try await jo.slots("2026-01-07") == [jan("07T09:00"), jan("07T10:00")])
    }

    @Test("each zone and each range has its own answer")
    func questions() async throws {
        let (_, _, jo, slots) = try await Self.warm()
        for _ in 0..<2 {
            let tokyo = [jan("05T15:00"), jan("05T16:00")] + slots.prefix(6)
            #expect(try await jo.slots("2026-01-06", zone: "Asia/Tokyo") == tokyo)
            #expect(try await jo.slots("2026-01-06", zone: "UTC") == slots)
            #expect(try await jo.slots("2026-01-06", "2026-01-07").count == 16)
            #expect(try await jo.slots("2026-01-05").count == 8)
        }
    }

    @Test("a client who leaves gives the time back")
    func departure() async throws {
        let (_, _, jo, slots) = try await Self.warm()
        _ = try await jo.mustBook(slots[0])
        #expect(try await jo.slots("2026-01-06").count == 7)
        #expect(try await jo.delete("/api/users/me", ["password": Practice.password]).status == 204)
        var visitor = jo
        visitor.token = nil
        #expect(try await visitor.slots("2026-01-06") == slots)
    }

    @Test("small answers count with all that they take, so that a flood of questions stays within its bytes")
    func bytes() throws {
        let cache = SlotCache()
        let day = try #require(LocalDate("2026-01-06"))
        let state = CalendarState(hostID: UserID(rawValue: 1), version: 1)
        let answer = TaggedJSON(JSONText.object(capacity: 128) { $0.field("slots", "none") })
        let days = try AskedDays(from: day, to: day, zoneIdentifier: "America/Argentina/Buenos_Aires")
        var most = 0
        for number in 0..<60_000 {
            let question = SlotQuestion(serviceID: ServiceID(rawValue: Int64(number)), days: days)
            cache.remember(answer, for: question, state: state, madeAt: Practice.monday, lapsesAt: nil)
            most = max(most, cache.count)
        }
        // Forty thousand of this kind were measured to take 19 MB.
        #expect((10_000...SlotCache.mostBytes / 500).contains(most), "\(most)")
    }

    @Test("what is kept is kept with its tag, which takes no storage of its own")
    func tags() throws {
        let cache = SlotCache()
        let day = try #require(LocalDate("2026-01-06"))
        let state = CalendarState(hostID: UserID(rawValue: 1), version: 1)
        for number in 0..<1_000 {
            let json = JSONText.object { $0.field("slots", number) }
            let question = SlotQuestion(
                serviceID: ServiceID(rawValue: Int64(number)),
                days: try AskedDays(from: day, to: day, zoneIdentifier: nil))
            cache.remember(TaggedJSON(json), for: question, state: state, madeAt: Practice.monday, lapsesAt: nil)
            let kept = try #require(cache.answer(to: question, state: state, now: Practice.monday))
            #expect(kept.tag == EntityTag(of: json.buffer))
            // Longer Strings are kept outside of themselves, which the cache would have to count.
            #expect(kept.tag.text.utf8.count <= 15, "\(kept.tag.text)")
        }
    }
}
