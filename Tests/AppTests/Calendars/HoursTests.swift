import Foundation
import Testing

@Suite("Working hours over HTTP")
struct HoursTests {
    private typealias Range = [String: any Sendable]
    /// Where the hours of this host are set.
    private static func path(_ host: Asker) -> String { "/api/admin/hosts/\(host.userID)" }

    private static func week(_ ranges: [Range], zone: String = "UTC") -> [String: any Sendable] {
        ["time_zone": zone, "weekly": ranges]
    }

    private static func day(_ weekday: Int, _ from: String, _ to: String) -> Range {
        ["weekday": weekday, "from": from, "to": to]
    }

    @Test("hours are answered as they were put, sorted, with the host's zone")
    func put() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let body = Self.week(
            [
                Self.day(3, "13:00", "24:00"), Self.day(3, "08:05", "12:00"), Self.day(7, "22:00", "02:00"),
                Self.day(1, "02:00", "02:05"),
            ], zone: "Asia/Kolkata")
        let put = try await boss.put("\(Self.path(boss))/working-hours", body)
        #expect(put.status == 200)
        let weekly = [
            (1, "02:00", "02:05"), (3, "08:05", "12:00"), (3, "13:00", "24:00"), (7, "22:00", "02:00"),
        ]
        .map { #"{"weekday":\#($0.0),"from":"\#($0.1)","to":"\#($0.2)"}"# }.joined(separator: ",")
        #expect(put.text == #"{"time_zone":"Asia/Kolkata","weekly":[\#(weekly)]}"#)
        #expect(try await boss.get("\(Self.path(boss))/working-hours").text == put.text)
        // The zone in which the host reads mails is their own.
        #expect(try await boss.get("/api/users/me").object("user").text("time_zone") != "Asia/Kolkata")
        #expect(try await boss.put("\(Self.path(boss))/working-hours", Self.week([])).status == 200)
        #expect(try await boss.get("\(Self.path(boss))/working-hours").array("weekly").isEmpty)
        #expect(try await boss.slots("2026-01-05", "2026-01-11") == [])
    }

    @Test("hours that cannot be meant are refused by the name of their field, and change nothing")
    func complaints() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let before = try await boss.get("\(Self.path(boss))/working-hours").text
        let many = (0..<13).map { Self.day(1, String(format: "%02d:00", $0), String(format: "%02d:30", $0)) }
        let cases: [([String: any Sendable], [String])] = [
            ([:], ["time_zone", "weekly"]), (Self.week([], zone: "Mars/Olympus"), ["time_zone"]),
            (Self.week([], zone: "GMT+5"), ["time_zone"]), (["time_zone": "UTC", "weekly": "always"], ["weekly"]),
            (Self.week([Self.day(0, "09:00", "10:00")]), ["weekly[0].weekday"]),
            (Self.week([Self.day(1, "09:00", "10:00"), Self.day(8, "09:00", "10:00")]), ["weekly[1].weekday"]),
            (Self.week([Self.day(1, "9:00", "10:00")]), ["weekly[0].from"]),
            (Self.week([Self.day(1, "09:00", "25:00")]), ["weekly[0].to"]),
            (Self.week([Self.day(1, "09:03", "10:00")]), ["weekly[0].from"]),
            (Self.week([Self.day(1, "24:00", "02:00")]), ["weekly[0].from"]),
            (Self.week([Self.day(1, "09:00", "09:00")]), ["weekly[0].to"]),
            (Self.week([Self.day(1, "09:00", "12:00"), Self.day(1, "11:55", "13:00")]), ["weekly[1].from"]),
            (Self.week([Self.day(1, "00:00", "02:00"), Self.day(7, "22:00", "01:00")]), ["weekly[1].from"]),
            (Self.week([Self.day(1, "22:00", "03:00"), Self.day(2, "02:00", "04:00")]), ["weekly[1].from"]),
            (Self.week([["weekday": 1, "from": "09:00"]]), ["weekly[0].to"]),
            (Self.week([Self.day(1, "09:00", "10:00").merging(["till": "x"]) { $1 }]), ["weekly[0].till"]),
            (Self.week(many), ["weekly"]),
            (Self.week(Array(repeating: Self.day(1, "09:00", "10:00"), count: 85)), ["weekly"]),
        ]
        for (body, fields) in cases {
            let answer = try await boss.put("\(Self.path(boss))/working-hours", body)
            #expect(answer.status == 422 && answer.complainedFields == fields, "\(body): \(answer)")
            #expect(!answer.text.contains("%{") && !answer.text.contains("complaint."), "\(answer)")
        }
        #expect(try await boss.get("\(Self.path(boss))/working-hours").text == before)
    }

    @Test("overrides are put, listed by date, replaced and deleted")
    func overrides() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let path = "\(Self.path(boss))/overrides"
        let two: [String: any Sendable] = [
            "intervals": [["from": "13:00", "to": "14:00"], ["from": "09:00", "to": "10:00"]]
        ]
        let put = try await boss.put("\(path)/2026-01-07", two)
        let sorted = #"[{"from":"09:00","to":"10:00"},{"from":"13:00","to":"14:00"}]"#
        #expect(put.text == #"{"override":{"date":"2026-01-07","intervals":\#(sorted)},"bookings":[]}"#)
        #expect(try await boss.put("\(path)/2026-01-06", ["intervals": [] as [String]]).status == 200)
        let list = "\(path)?from=2026-01-01&to=2026-01-31"
        let listed = try await boss.get(list).text
        #expect(
            listed
                == #"{"overrides":[{"date":"2026-01-06","intervals":[]},{"date":"2026-01-07","intervals":\#(sorted)}]}"#
        )
        #expect(try await boss.slots("2026-01-06") == [])
        #expect(try await boss.slots("2026-01-07") == [jan("07T09:00"), jan("07T13:00")])
        #expect(try await boss.get("\(path)?from=2026-01-07&to=2026-01-07").array("overrides").count == 1)
        let night: [String: any Sendable] = ["intervals": [["from": "22:00", "to": "01:00"]]]
        #expect(try await boss.put("\(path)/2026-01-07", night).status == 200)
        #expect(try await boss.slots("2026-01-07") == [jan("07T22:00"), jan("07T23:00")])
        #expect(try await boss.slots("2026-01-08").first == jan("08T00:00"))
        for date in ["2026-01-06", "2026-01-07"] {
            #expect(try await boss.delete("\(path)/\(date)").status == 204)
            #expect(try await boss.delete("\(path)/\(date)").status == 404)
            #expect(try await boss.slots(date).count == 8)
        }
        #expect(try await boss.get(list).array("overrides").isEmpty)
    }

    @Test("overrides that cannot be meant are refused")
    func overrideComplaints() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let path = "\(Self.path(boss))/overrides"
        let overlapping = [["from": "09:00", "to": "11:00"], ["from": "10:00", "to": "12:00"]]
        let cases: [(String, [String: any Sendable], String)] = [
            ("2026-02-30", ["intervals": [] as [String]], "date"), ("tomorrow", ["intervals": [] as [String]], "date"),
            ("2026-01-06", [:], "intervals"), ("2026-01-06", ["intervals": overlapping], "intervals[1].from"),
            ("2026-01-06", ["intervals": [["from": "09:00", "to": "09:00"]]], "intervals[0].to"),
            ("2026-01-06", ["intervals": ["09:00"]], "intervals[0]"),
        ]
        for (date, body, field) in cases {
            let answer = try await boss.put("\(path)/\(date)", body)
            #expect(answer.status == 422 && answer.complainedFields == [field], "\(date) \(body): \(answer)")
            #expect(!answer.text.contains("%{") && !answer.text.contains("complaint."), "\(answer)")
        }
        #expect(try await boss.get("\(path)?to=2026-01-01").complainedFields == ["from"])
        #expect(try await boss.get("\(path)?from=2026-01-01&to=2030-01-01").complainedFields == ["to"])
        #expect(try await boss.get("\(path)?from=0001-01-01&to=0001-01-02").status == 200)
    }

    @Test("only a host has hours")
    func onlyHosts() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        for id in [jo.userID, 99] {
            let path = "/api/admin/hosts/\(id)"
            for answer in [
                try await boss.get("\(path)/working-hours"),
                try await boss.put("\(path)/working-hours", Self.week([])),
                try await boss.get("\(path)/overrides?from=2026-01-01&to=2026-01-02"),
                try await boss.put("\(path)/overrides/2026-01-06", ["intervals": [] as [String]]),
                try await boss.delete("\(path)/overrides/2026-01-06"),
            ] { #expect(answer.status == 404 && answer.code == "not_found", "\(answer)") }
        }
    }
}

@Suite("A host's own hours over HTTP")
struct OwnHoursTests {
    @Test("a host who is no admin keeps own hours, exceptions and days off, and is told what stands on them")
    func own() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let eve = try await practice.register("eve@example.com")
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let service = try await boss.addService("Talk", 60, ["host_id": eve.userID])
        let weekly: [[String: any Sendable]] = (1...5).map { ["weekday": $0, "from": "09:00", "to": "12:00"] }
        let put = try await eve.put("/api/host/working-hours", ["time_zone": "UTC", "weekly": weekly])
        #expect(put.status == 200, "\(put)")
        #expect(try await eve.get("/api/host/working-hours").text == put.text)
        let interval = ["intervals": [["from": "10:00", "to": "11:00"]]]
        #expect(try await eve.put("/api/host/overrides/2026-01-07", interval).status == 200)
        #expect(try await eve.slots("2026-01-06", "2026-01-07", service: service).count == 4)
        let booked = try await boss.mustBook(jan("07T10:00"), service: service)
        let days: [String: any Sendable] = ["from": "2026-01-06", "to": "2026-01-08"]
        let asked = try await eve.post("/api/host/time-off", days).object("time_off")
        #expect(try !asked.flag("taken"))
        let standing = try asked.array("bookings").map { try "\($0.int("booking_id")) \($0.text("starts_at"))" }
        #expect(standing == ["\(booked) \(jan("07T10:00"))"])
        let path = "/api/admin/hosts/\(eve.userID)/time-off"
        let known = try await boss.post(path, days.merging(["despite_bookings": true]) { $1 }).object("time_off")
        #expect(try known.flag("taken"))
        #expect(try await eve.slots("2026-01-06", "2026-01-08", service: service) == [])
        #expect(try await eve.delete("/api/host/overrides/2026-01-06").status == 204)
        #expect(try await eve.slots("2026-01-06", service: service).count == 3)
    }
}
