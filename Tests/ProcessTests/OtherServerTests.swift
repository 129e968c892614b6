import Foundation
import Peers
import Testing

extension RealProgram {
    @Suite("What another server changed")
    struct OtherServerTests {
        @Test("slots that one server remembers are right as soon as another has changed hours, day, service or booking")
        func slots() async throws {
            let cluster = try await PostgreSQLCluster()
            let fleet = try await Fleet(of: 2, on: cluster.url)
            let (here, there) = (fleet[0].visitor, try await fleet[1].boss())
            try await there.openAroundTheClock()
            let (host, service) = (try await there.ownID(), try await there.service())
            let day = Self.inThreeDays
            /// Asked twice, so that the second answer is from memory.
            func starts() async throws -> [String] {
                let answers = try await [Self.starts(here, service, day), Self.starts(here, service, day)]
                #expect(answers[0] == answers[1])
                return answers[0]
            }
            #expect(try await starts().count == 24)
            let booked = try await there.post(
                "/api/bookings", ["service_id": service, "scheduled_at": "\(day)T10:00:00Z"])
            #expect(booked.status == 201, "\(booked)")
            #expect(try await starts().count == 23)
            let id = try booked.object("booking")["id"] as? Int ?? 0
            #expect(try await there.post("/api/bookings/\(id)/cancel").status == 200)
            #expect(try await starts().count == 24)
            let intervals = [["from": "10:00", "to": "12:00"]]
            let path = "/api/admin/hosts/\(host)/overrides/\(day)"
            #expect(try await there.put(path, ["intervals": intervals]).status == 200)
            #expect(try await starts() == ["\(day)T10:00:00Z", "\(day)T11:00:00Z"])
            #expect(try await there.ask("DELETE", path).status == 204)
            #expect(try await starts().count == 24)
            let weekly = (1...7).map { ["weekday": $0, "from": "09:00", "to": "12:00"] as [String: any Sendable] }
            let hours = try await there.put(
                "/api/admin/hosts/\(host)/working-hours", ["time_zone": "UTC", "weekly": weekly])
            #expect(hours.status == 200)
            #expect(try await starts().count == 3)
            #expect(try await there.ask("PATCH", "/api/admin/services/\(service)", ["duration": 90]).status == 200)
            #expect(try await starts() == ["\(day)T09:00:00Z", "\(day)T10:00:00Z"])
            #expect(try await fleet.stop() == [0, 0])
            try await cluster.end()
        }

        @Test("whoever is demoted, signed out or gone at one server is refused at the other at once")
        func people() async throws {
            let cluster = try await PostgreSQLCluster()
            let fleet = try await Fleet(of: 2, on: cluster.url)
            let boss = try await fleet[1].boss()
            let ada = try await fleet[1].visitor.register("ada@example.com")
            let adaHere = ada.onPort(fleet[0].port)
            let id = try await adaHere.get("/api/users/me").object("user")["id"] as? Int ?? 0
            #expect(try await adaHere.get("/api/admin/users").status == 403)
            #expect(try await boss.ask("PATCH", "/api/admin/users/\(id)", ["is_admin": true]).status == 200)
            #expect(try await adaHere.get("/api/admin/users").status == 200)
            #expect(try await boss.ask("PATCH", "/api/admin/users/\(id)", ["is_admin": false]).status == 200)
            #expect(try await adaHere.get("/api/admin/users").status == 403)

            #expect(try await ada.post("/api/auth/logout").status == 204)
            #expect(try await adaHere.get("/api/users/me").status == 401)

            let again = try await fleet[0].visitor.signIn("ada@example.com", Server.password)
            #expect(try await again.get("/api/users/me").status == 200)
            let left = try await again.onPort(fleet[1].port)
                .ask("DELETE", "/api/users/me", ["password": Server.password])
            #expect(left.status == 204, "\(left)")
            #expect(try await again.get("/api/users/me").status == 401)
            #expect(try await fleet.stop() == [0, 0])
            try await cluster.end()
        }

        @Test("ten wrong passwords, whichever servers heard them, are too many for all")
        func throttle() async throws {
            let cluster = try await PostgreSQLCluster()
            let fleet = try await Fleet(of: 3, on: cluster.url)
            let wrong = ["email": Server.email, "password": "not my password"]
            for number in 0..<10 {
                let answer = try await fleet[number % 3].visitor.post("/api/auth/login", wrong)
                #expect(answer.status == 401, "\(answer)")
            }
            for server in fleet.servers {
                let answer = try await server.visitor.post("/api/auth/login", wrong)
                #expect(answer.status == 429 && answer.headers["retry-after"] != nil, "\(answer)")
                let right = try await server.visitor.post(
                    "/api/auth/login", ["email": Server.email, "password": Server.password])
                #expect(right.status == 429, "the right one is not heard either")
            }
            #expect(try await fleet.stop() == [0, 0, 0])
            try await cluster.end()
        }

        /// A day, as a date in UTC.
        private static var inThreeDays: String {
            Date(timeIntervalSinceNow: 3 * 86_400)
                .formatted(Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day())
        }

        /// The starts of a service on a day.
        private static func starts(_ visitor: Visitor, _ service: Int, _ day: String) async throws -> [String] {
            let answer = try await visitor.get("/api/services/\(service)/slots?from=\(day)&to=\(day)&time_zone=UTC")
            return try answer.list("slots").compactMap { $0["starts_at"] as? String }
        }
    }
}
