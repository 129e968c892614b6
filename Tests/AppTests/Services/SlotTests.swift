import Foundation
import Testing

@Suite("Slots over HTTP")
struct SlotTests {
    private static func setHours(_ boss: Asker, _ zone: String, _ days: [(Int, String, String)]) async throws {
        let weekly = days.map { ["weekday": $0.0, "from": $0.1, "to": $0.2] as [String: any Sendable] }
        let answer = try await boss.put(
            "/api/admin/hosts/\(boss.userID)/working-hours", ["time_zone": zone, "weekly": weekly])
        try #require(answer.status == 200, "\(answer)")
    }

    @Test("the answer names service and zone, and each slot has start and end")
    func shape() async throws {
        let practice = try await Practice.open(zone: "Europe/Berlin")
        let boss = try await practice.boss()
        let path = "/api/services/\(practice.service)/slots?from=2026-01-06&to=2026-01-06"
        let plain = try await practice.visitor.get(path)
        let first = #"{"starts_at":"2026-01-06T08:00:00Z","ends_at":"2026-01-06T09:00:00Z"}"#
        let begin = #"{"service_id":\#(practice.service),"time_zone":"Europe/Berlin","slots":[\#(first),"#
        #expect(plain.text.hasPrefix(begin), "\(plain)")
        let tokyo = try await practice.visitor.get("\(path)&time_zone=Asia/Tokyo")
        #expect(try tokyo.text("time_zone") == "Asia/Tokyo")
        // 09:00–17:00 in Berlin is 17:00–01:00 in Tokyo: the last slot, at midnight, is on the day after.
        let inTokyo = [jan("05T15:00")] + (8...14).map { jan("06T" + String(format: "%02d:00", $0)) }
        #expect(try await boss.slots("2026-01-06", zone: "Asia/Tokyo") == inTokyo)
        #expect(try await boss.slots("2026-01-07", zone: "Asia/Tokyo").first == jan("06T15:00"))
    }

    @Test("a range over midnight belongs to the date it starts on, a slot to the day of its start")
    func midnight() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        try await Self.setHours(boss, "UTC", [(2, "22:00", "02:00")])
        #expect(try await boss.slots("2026-01-06") == [jan("06T22:00"), jan("06T23:00")])
        #expect(try await boss.slots("2026-01-07") == [jan("07T00:00"), jan("07T01:00")])
        #expect(try await boss.slots("2026-01-07", zone: "America/New_York") == [])
        #expect(try await boss.slots("2026-01-06", zone: "America/New_York").count == 4)
        let closed: [String: any Sendable] = ["intervals": [] as [String]]
        let overrides = "/api/admin/hosts/\(practice.bossID)/overrides"
        #expect(try await boss.put("\(overrides)/2026-01-07", closed).status == 200)
        #expect(try await boss.slots("2026-01-07") == [jan("07T00:00"), jan("07T01:00")])
        _ = try await boss.mustBook(jan("07T01:00"))
        #expect(try await boss.put("\(overrides)/2026-01-06", closed).status == 200)
        #expect(try await boss.slots("2026-01-06", "2026-01-07") == [])
        #expect(try await boss.book(jan("07T00:00")).code == "slot_unavailable")
    }

    @Test("on the host's clock-change days the gap has no slots, and both hours of the fold have theirs")
    func hostsClockChange() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", ["booking_horizon": 365]).status == 200)
        try await Self.setHours(boss, "Europe/Berlin", [(7, "01:00", "05:00")])
        let spring = ["2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"]
        #expect(try await boss.slots("2026-03-29") == spring)
        let autumn = (23...27).map { String(format: "2026-10-%02dT%02d:00:00Z", $0 < 24 ? 24 : 25, $0 % 24) }
        #expect(try await boss.slots("2026-10-25") == autumn)
        #expect(try await boss.slots("2026-10-24", zone: "UTC") == [autumn[0]])
        #expect(try await boss.slots("2026-10-25", zone: "UTC") == Array(autumn.dropFirst()))
        #expect(try await boss.slots("2026-10-24", zone: "America/New_York") == autumn)
        for start in spring + autumn { _ = try await boss.mustBook(start) }
        try await practice.expectSoundCalendar()
        #expect(try await boss.slots("2026-10-25") == [])
    }

    @Test("the asker's clock-change days have 23 and 25 hours")
    func askersClockChange() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", ["booking_horizon": 365]).status == 200)
        try await Self.setHours(boss, "UTC", (1...7).map { ($0, "00:00", "24:00") })
        let spring = try await boss.slots("2026-03-08", zone: "America/New_York")
        #expect(spring.count == 23 && spring.first == "2026-03-08T05:00:00Z" && spring.last == "2026-03-09T03:00:00Z")
        let autumn = try await boss.slots("2026-11-01", zone: "America/New_York")
        #expect(autumn.count == 25 && autumn.first == "2026-11-01T04:00:00Z" && autumn.last == "2026-11-02T04:00:00Z")
        // Samoa's neighbour: the asker's day may lie wholly beside the host's.
        #expect(try await boss.slots("2026-03-08", zone: "Pacific/Kiritimati").first == "2026-03-07T10:00:00Z")
    }

    @Test("62 days may be asked for, 63 not; dates and zone must be right, and any date is answered")
    func bounds() async throws {
        let practice = try await Practice.open()
        let visitor = practice.visitor
        let path = "/api/services/\(practice.service)/slots"
        #expect(try await visitor.get("\(path)?from=2026-01-05&to=2026-03-07").status == 200)
        let cases = [
            ("?from=2026-01-05&to=2026-03-08", "to"), ("?from=2026-01-05&to=2026-01-04", "to"),
            ("?to=2026-01-05", "from"), ("?from=2026-01-05", "to"), ("?from=2026-02-30&to=2026-03-01", "from"),
            ("?from=2026-1-5&to=2026-01-06", "from"), ("?from=2026-01-05&to=2026-01-06&time_zone=Mars/X", "time_zone"),
            ("?from=2026-01-05&to=2026-01-06&time_zone=../../etc/passwd", "time_zone"),
        ]
        for (query, field) in cases {
            let answer = try await visitor.get(path + query)
            #expect(answer.status == 422 && answer.complainedFields == [field], "\(query): \(answer)")
            #expect(!answer.text.contains("%{"))
        }
        for date in ["0001-01-01", "1900-01-01", "1970-01-01", "9999-12-31"] {
            for zone in ["UTC", "Europe/Berlin", "Pacific/Apia"] {
                #expect(try await visitor.slots(date, zone: zone) == [])
            }
        }
        for id in ["99", "0", "-1", "x", "99999999999999999999"] {
            #expect(try await visitor.get("/api/services/\(id)/slots?from=2026-01-05&to=2026-01-06").status == 404)
        }
    }

    @Test("every slot that is shown can be booked, and no other start")
    func shownIsBookable() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let service = try await boss.addService(
            "Odd", 35, ["slot_step": 25, "buffer_before": 5, "minimum_notice": 125, "booking_horizon": 1])
        let shown = Set(try await boss.slots("2026-01-05", "2026-01-07", service: service))
        #expect(!shown.isEmpty)
        for quarter in 0..<(2 * 288) {
            let start = Practice.monday.addingTimeInterval(Double(quarter) * 300)
            let text = start.formatted(.iso8601)
            let answer = try await boss.book(text, service: service)
            #expect((answer.status == 201) == shown.contains(text), "\(text): \(answer)")
            guard answer.status == 201 else { continue }
            let id = try answer.object("booking").int("id")
            #expect(try await boss.post("/api/bookings/\(id)/cancel").status == 200)
        }
    }
}
