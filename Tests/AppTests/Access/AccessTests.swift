import App
import Foundation
import Storage
import Testing

@Suite("Who may do what")
struct AccessTests {
    /// A practice with a host who is no admin and gives a service of their own: five minutes, priced, all day long.
    private struct Stage {
        let practice: Practice
        let askers: [Asker]
        let service: Int64
        /// A service that nobody books.
        let spare: Int64
        private var slots = 0

        init() async throws {
            practice = try await Practice.open { $0.rateLimits = false }
            let host = try await practice.register("host@example.com")
            let owner = try await practice.register("owner@example.com")
            let other = try await practice.register("other@example.com")
            let boss = try await practice.boss()
            askers = [practice.visitor, other, owner, host, boss]
            let hours: [[String: any Sendable]] = (1...5).map { ["weekday": $0, "from": "00:00", "to": "24:00"] }
            #expect(try await boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]).status == 200)
            service = try await boss.addService("Five", 5, ["amount": 10, "host_id": host.userID])
            spare = try await boss.addService("Spare", 5)
            let path = "/api/admin/hosts/\(host.userID)/working-hours"
            #expect(try await boss.put(path, ["time_zone": "UTC", "weekly": hours]).status == 200)
            try await practice.work()
        }

        subscript(role: AccessRole) -> Asker { askers[role.rawValue] }

        /// A start that nobody has booked yet.
        mutating func slot() -> String {
            slots += 1
            return Practice.monday.addingTimeInterval(Double(slots) * 300 + 3_600).formatted(.iso8601)
        }

        mutating func freshBooking() async throws -> Int64 {
            let answer = try await self[.owner].post("/api/bookings", ["service_id": service, "scheduled_at": slot()])
            return try answer.object("booking").int("id")
        }

        mutating func ask(_ row: AccessRow, as role: AccessRole) async throws -> Answer {
            var path = row.path
            if path.contains("{fresh}") { path = path.replacing("{fresh}", with: String(try await freshBooking())) }
            let ids = try await ids()
            for (name, id) in ids { path = path.replacing(name, with: "\(id)") }
            var body = row.body?.mapValues { value in (value as? String).flatMap { ids[$0] } ?? value }
            if body?["scheduled_at"] != nil { body?["scheduled_at"] = slot() }
            return try await self[role].ask(row.method, path, body)
        }

        /// What the names in the rows stand for; 0 for what there is not yet or no more.
        private func ids() async throws -> [String: Int64] {
            func first(_ ids: SQL) async throws -> Int64 { try await practice.numbers(ids)[0] }
            return [
                "{boss}": practice.bossID, "{host}": self[.host].userID, "{service}": service, "{spare}": spare,
                "{mail}": try await first("SELECT COALESCE(MIN(id), 0) FROM mails"),
                "{webhook}": try await first("SELECT COALESCE(MIN(id), 0) FROM webhooks"),
                "{delivery}": try await first("SELECT COALESCE(MIN(id), 0) FROM webhook_deliveries"),
            ]
        }
    }

    @Test("every route answers every role as the table says, and the table knows every route")
    func matrix() async throws {
        var stage = try await Stage()
        let routes = stage.practice.app.routes.filter { $0.method != "HEAD" }.map { route -> String in
            let path = route.path.replacing(/\{(\w+)\}/) { ":\($0.output.1)" }
            return "\(route.method) \(path)"
        }
        let rows = AccessRow.all.map(\.route)
        #expect(Set(routes).subtracting(rows) == [], "not in the table")
        #expect(Set(rows).subtracting(routes) == [], "in the table only")
        for row in AccessRow.all {
            for role in AccessRole.allCases {
                let answer = try await stage.ask(row, as: role)
                #expect(answer.status == row.expected[role.rawValue], "\(row.route) as \(role): \(answer)")
            }
        }
    }

    @Test("another's booking is answered exactly as one that does not exist")
    func existence() async throws {
        var stage = try await Stage()
        let id = try await stage.freshBooking()
        let rows = AccessRow.all.filter { $0.path.contains("{fresh}") && $0.expected[1] == 404 }
        #expect(rows.count == 19)
        for row in rows {
            var body = row.body
            if body?["scheduled_at"] != nil { body?["scheduled_at"] = stage.slot() }
            let answers = try await [String(id), "999999"].asyncMap { id in
                try await stage[.other].ask(row.method, row.path.replacing("{fresh}", with: id), body)
            }
            #expect(answers[0].status == 404 && answers[0].code == "not_found")
            #expect(answers[0].bytes == answers[1].bytes && answers[0].headers == answers[1].headers, "\(row.route)")
        }
        let untouched = try await stage[.owner].get("/api/bookings/\(id)").object("booking")
        #expect(try untouched.text("status") == "scheduled")
    }

    @Test("HEAD is guarded like GET, and an id that is no number is nowhere")
    func head() async throws {
        var stage = try await Stage()
        let id = try await stage.freshBooking()
        for path in ["/api/bookings/\(id)", "/api/meetings/\(id)/link", "/api/bookings/\(id)/calendar.ics"] {
            let statuses = try await AccessRole.allCases.asyncMap { try await stage[$0].ask("HEAD", path).status }
            #expect(statuses == [401, 404, 200, 200, 200])
        }
        for path in ["/api/admin/users", "/api/admin/bookings.csv", "/api/admin/audit"] {
            let statuses = try await AccessRole.allCases.asyncMap { try await stage[$0].ask("HEAD", path).status }
            #expect(statuses == [401, 403, 403, 403, 200])
        }
        for odd in ["0", "-1", "1.0", "x", "%00", "9223372036854775808", "1%20", "٣"] {
            let encoded = odd.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.union(["%"])) ?? odd
            #expect(try await stage[.admin].get("/api/bookings/\(encoded)").status == 404, "\(odd)")
        }
    }
}

extension Sequence {
    func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var results: [T] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
