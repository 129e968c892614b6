import App
import Foundation
import Testing

@Suite("Statistics")
struct StatisticsTests {
    private static let month = "?from=2026-01-01&to=2026-01-31"

    /// Jo came on Tuesday and paid 40.00, of which 10.00 went back; did not come on Wednesday; cancelled what would
    /// have been nine days later, and what would have been on the next day; and comes to Eve in the last week.
    private static func open() async throws -> (practice: Practice, boss: Asker, eve: Asker) {
        let practice = try await Practice.openForLong { $0.standardZone = "UTC" }
        let boss = try await practice.boss()
        let eve = try await practice.register("eve@example.com", ["first_name": "Eve"])
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let weekly = [["weekday": 1, "from": "09:00", "to": "11:00"] as [String: any Sendable]]
        let hours: [String: any Sendable] = ["time_zone": "UTC", "weekly": weekly]
        #expect(try await boss.put("/api/admin/hosts/\(eve.userID)/working-hours", hours).status == 200)
        let paid = try await boss.addService("Advice", 60, ["amount": 40, "change_notice": 0])
        let hers = try await boss.addService("Short", 30, ["host_id": eve.userID])
        let jo = try await practice.register("jo@example.com")
        let came = try await jo.mustBook(jan("06T10:00"), service: paid)
        let missed = try await jo.mustBook(jan("07T10:00"), service: paid)
        let early = try await jo.mustBook(jan("14T10:00"), service: paid)
        let late = try await jo.mustBook(jan("06T14:00"), service: paid)
        _ = try await jo.mustBook(jan("26T09:00"), service: hers)
        for id in [early, late] { #expect(try await boss.post("/api/admin/bookings/\(id)/cancel").status == 200) }
        practice.clock.move(hours: 60)
        #expect(try await boss.post("/api/admin/bookings/\(came)/complete").status == 200)
        #expect(try await boss.post("/api/admin/bookings/\(missed)/no-show").status == 200)
        #expect(try await boss.post("/api/admin/bookings/\(came)/mark-paid").status == 200)
        #expect(try await boss.post("/api/admin/bookings/\(came)/refund", ["amount": 10]).status == 200)
        return (practice, boss, eve)
    }

    @Test("bookings, clients, cancellations, hours and money are told in all, by week, service and host")
    func figures() async throws {
        let (practice, boss, eve) = try await Self.open()
        let answer = try await boss.get("/api/admin/statistics" + Self.month)
        #expect(answer.status == 200, "\(answer)")
        let told = try answer.object("statistics")
        #expect(try told.text("time_zone") == "UTC" && told.flag("is_complete"))
        let total = try told.object("total")
        let counts = [
            "scheduled": 1, "completed": 1, "no_show": 1, "cancelled_week_before": 1, "cancelled_day_before": 1,
            "cancelled_later": 0, "new_clients": 1, "returning_clients": 2, "booked_minutes": 150,
        ]
        for (name, count) in counts { #expect(try total.int(name) == Int64(count), "\(name) in \(answer)") }
        // The boss works eight hours on 22 weekdays, Eve two on four Mondays.
        #expect(try total.int("offered_minutes") == 22 * 480 + 4 * 120)
        let money = #""money":[{"currency":"usd","charged":40.00,"refunded":10.00,"disputed":0.00,"kept":30.00,"#
        #expect(answer.text.contains(money + #""fees":0.00}]"#), "\(answer)")

        let weeks = try told.array("weeks")
        #expect(try weeks.map { try $0.text("from") } == ["01", "05", "12", "19", "26"].map { "2026-01-\($0)" })
        #expect(try weeks.map { try $0.text("to") } == ["04", "11", "18", "25", "31"].map { "2026-01-\($0)" })
        #expect(try weeks.map { try $0.int("booked_minutes") } == [0, 120, 0, 0, 30])
        #expect(try weeks.map { try $0.int("offered_minutes") } == [960, 2_520, 2_520, 2_520, 2_520])
        #expect(try told.array("services").map { try $0.text("title") } == ["Advice", "Short"])
        let hosts = try told.array("hosts")
        #expect(try hosts.map { try $0.int("host_id") } == [practice.bossID, eve.userID])
        #expect(try hosts[1].int("booked_minutes") == 30 && hosts[1].int("offered_minutes") == 480)
    }

    @Test("a host sees what is their own, and an admin what they ask for")
    func narrowed() async throws {
        let (practice, boss, eve) = try await Self.open()
        let own = try await eve.get("/api/host/statistics" + Self.month)
        let asked = try await boss.get("/api/admin/statistics\(Self.month)&host_id=\(eve.userID)")
        #expect(own.status == 200 && own.text == asked.text, "\(own)\n\(asked)")
        #expect(try own.object("statistics").object("total").int("scheduled") == 1)
        #expect(try own.object("statistics").array("hosts").count == 1 && !own.text.contains("Advice"))
        #expect(try await eve.get("/api/admin/statistics" + Self.month).status == 403)
        #expect(try await eve.get("/api/host/statistics\(Self.month)&host_id=\(practice.bossID)").status == 422)
        let other = try await boss.get("/api/admin/statistics\(Self.month)&service_id=\(practice.service)")
        #expect(try other.object("statistics").object("total").int("completed") == 0)
        #expect(try other.object("statistics").array("services").isEmpty)
    }

    @Test("beside the days stand as many right before, as if they were asked for; null where nobody had booked yet")
    func previous() async throws {
        let (practice, boss, eve) = try await Self.open()
        defer { withExtendedLifetime(practice) {} }
        let asked = [("12", "18", "05", "11"), ("26", "31", "20", "25"), ("07", "07", "06", "06")]
        for (from, to, earlier, last) in asked {
            for more in ["", "&host_id=\(eve.userID)"] {
                func ask(_ from: String, _ to: String) async throws -> String {
                    try await boss.get("/api/admin/statistics?from=2026-01-\(from)&to=2026-01-\(to)" + more).text
                }
                let before = try await ask(earlier, last)
                let total = try #require(before.firstMatch(of: /"total":\{(.*?),"previous":/), "\(before)")
                let told = try await ask(from, to)
                let days = #""previous":{"from":"2026-01-\#(earlier)","to":"2026-01-\#(last)","#
                #expect(told.contains(days + total.1 + #","weeks":"#), "\(told)\n\(before)")
            }
        }
        let week = try await boss.get("/api/admin/statistics?from=2026-01-12&to=2026-01-18").object("statistics")
        let previous = try week.object("previous")
        #expect(try previous.int("completed") == 1 && previous.int("no_show") == 1)
        #expect(try week.object("total").int("completed") == 0)
        let first = try await boss.get("/api/admin/statistics?from=2026-01-06&to=2026-01-12")
        #expect(first.text.contains(#""previous":null"#), "\(first)")
    }

    @Test("days must be named, in their order, and no more than two years of them")
    func days() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let wrong = [
            ("", ["from", "to"]), ("?from=2026-01-01", ["to"]), ("?from=2026-01-02&to=2026-01-01", ["to"]),
            ("?from=2026-01-01&to=2028-01-03", ["to"]), ("?from=x&to=2026-01-01", ["from"]),
        ]
        for (query, fields) in wrong {
            let answer = try await boss.get("/api/admin/statistics" + query)
            #expect(answer.status == 422 && answer.complainedFields == fields, "\(query): \(answer)")
        }
        #expect(try await boss.get("/api/admin/statistics?from=2026-01-01&to=2028-01-02").status == 200)
    }

    @Test("what has just changed is told at once")
    func atOnce() async throws {
        let practice = try await Practice.openForLong { $0.standardZone = "UTC" }
        let (boss, jo) = (try await practice.boss(), try await practice.register("jo@example.com"))
        func scheduled() async throws -> [Int64] {
            let answer = try await boss.get("/api/admin/statistics?from=2026-01-06&to=2026-01-07").object("statistics")
            return [
                try answer.object("total").int("scheduled"), try answer.object("total").int("cancelled_day_before"),
            ]
        }
        #expect(try await scheduled() == [0, 0])
        let id = try await jo.mustBook(jan("07T10:00"))
        #expect(try await scheduled() == [1, 0])
        #expect(try await boss.move(id, to: jan("09T10:00"), under: "/api/admin/bookings").status == 200)
        #expect(try await scheduled() == [0, 0])
        #expect(try await boss.move(id, to: jan("06T10:00"), under: "/api/admin/bookings").status == 200)
        #expect(try await boss.post("/api/admin/bookings/\(id)/cancel").status == 200)
        #expect(try await scheduled() == [0, 1])
    }
}
