import Foundation
import Peers
import Testing

extension RealProgram {
    @Suite("Waiting rooms of real servers")
    struct WaitingRoomTests {
        private static let servers = 3
        private static let people = 200
        /// Minutes from one booking's start to the next one's.
        private static let step = 5

        private static let settings = [
            "RATE_LIMITS": "off", "BOOKINGS_PER_PERSON": "10000", "BOOKINGS_PER_ADDRESS": "10000",
            // A day ahead, so that all bookings can be gone into at once.
            "JITSI_EARLY_MINUTES": "1440", "WAITING_ROOM": "on",
        ]

        /// Somebody's booking, and the path of their entrance.
        private struct Guest: Sendable {
            let booking: Int
            let path: String
        }

        private static func guests(_ count: Int, at server: Server) async throws -> [Guest] {
            let boss = try await server.boss()
            try await boss.openAroundTheClock()
            let service = try await boss.post(
                "/api/admin/services", ["title": "Soon", "duration": step, "minimum_notice": 0])
            let id = try service.object("service")["id"] as? Int ?? 0
            let client = try await server.visitor.register("client@example.com")
            let seconds = Double(step * 60)
            let first = (Date().timeIntervalSince1970 / seconds).rounded(.up) * seconds + 600
            var guests: [Guest] = []
            for number in 0..<count {
                let start = Date(timeIntervalSince1970: first + Double(number) * seconds).ISO8601Format()
                let booked = try await client.post("/api/bookings", ["service_id": id, "scheduled_at": start])
                let booking = try booked.object("booking")
                guard let id = booking["id"] as? Int, let meeting = booking["meeting"] as? [String: Any],
                    let url = meeting["entrance_url"] as? String
                else { throw Failure("no entrance: \(booked)") }
                guests.append(Guest(booking: id, path: url.replacing("http://practice.example", with: "")))
            }
            return guests
        }

        /// Does something for each at once; what came of it, in any order.
        private static func together<Item: Sendable, Result: Sendable>(
            _ items: some Sequence<Item>, _ deed: @escaping @Sendable (Item) async throws -> Result
        ) async throws -> [Result] {
            try await withThrowingTaskGroup(of: Result.self) { group in
                for item in items { group.addTask { try await deed(item) } }
                var results: [Result] = []
                for try await result in group { results.append(result) }
                return results
            }
        }

        @Test("people who come at once by three servers all wait, outlive a killed server, and go in once it is open")
        func crowd() async throws {
            let cluster = try await PostgreSQLCluster()
            var fleet = try await Fleet(of: Self.servers, on: cluster.url, Self.settings)
            let guests = try await Self.guests(Self.people, at: fleet[0])
            let servers = fleet.servers
            let answers = try await Self.together(guests.indices) { number in
                try await servers[number % servers.count].visitor.ask("POST", guests[number].path)
            }
            #expect(answers.count == Self.people)
            #expect(answers.allSatisfy { $0.status == 200 && $0.text.contains("knows that you are here") })
            let places = "SELECT booking_id, entrant, waiting_since FROM entrances ORDER BY booking_id"
            let before = try await cluster.rows(places)
            #expect(before.count == Self.people)
            #expect(try await cluster.rows("SELECT COUNT(*) FROM jobs WHERE kind = 'waiting'") == ["\(Self.people)"])

            try await fleet.crash([0])
            try await Self.open(guests[0], at: fleet[1])
            try await fleet.restart(0)
            #expect(try await cluster.rows(places) == before, "everybody has the same place")
            for server in fleet.servers { try await Self.expectOpen(guests[0], butNot: guests[1], at: server) }
            #expect(try await fleet.stop() == [0, 0, 0])
            try await cluster.end()
        }

        private static func open(_ guest: Guest, at server: Server) async throws {
            let boss = try await server.boss()
            let path = "/api/meetings/\(guest.booking)"
            let shown = try await boss.get(path).object("meeting")
            #expect(shown["state"] as? String == "closed" && (shown["admitted"] as? [Any])?.isEmpty == true)
            let opened = try await boss.post(path + "/open").object("meeting")
            #expect(opened["state"] as? String == "open" && (opened["admitted"] as? [Any])?.count == 1)
        }

        private static func expectOpen(_ guest: Guest, butNot other: Guest, at server: Server) async throws {
            #expect(try await server.visitor.ask("POST", guest.path).status == 303)
            #expect(try await server.visitor.ask("POST", other.path).status == 200)
        }

        @Test("a server that is killed while somebody waits shows them at the same place when it is back")
        func killed() async throws {
            let folder = try TemporaryFolder()
            let settings = Self.settings.merging(["LOG_LEVEL": "info"]) { _, own in own }
            let server = try await Server.start(in: folder, settings)
            let guest = try await Self.guests(1, at: server)[0]
            // They come back before each look: their place is shown for twenty seconds.
            func since(_ server: Server) async throws -> String? {
                let boss = try await server.boss()
                #expect(try await server.visitor.ask("POST", guest.path).status == 200)
                let meeting = try await boss.get("/api/meetings/\(guest.booking)").object("meeting")
                return (meeting["waiting"] as? [[String: Any]])?.first?["since"] as? String
            }
            let before = try await since(server)
            #expect(before != nil)
            try await server.crash()
            let next = try await Server.start(in: folder, port: server.port, settings)
            #expect(try await since(next) == before)
            #expect(try await next.stop() == 0)
            for one in [server, next] {
                let said = try await one.program.output.whole() + one.program.errors.whole()
                #expect(!said.contains(guest.path.suffix(20)), "nothing that lets somebody in is in the log")
            }
        }

        @Test("a server that stops ends its streams as answers end, and not by cutting them off")
        func stopping() async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder, Self.settings)
            let guest = try await Self.guests(1, at: server)[0]
            let waits = try await server.visitor.ask("POST", guest.path)
            let cookie = try #require(waits.headers["set-cookie"]?.split(separator: ";").first)
            let connection = try await onThread { try Connection(port: server.port) }
            try connection.send(
                "GET \(guest.path)/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: \(cookie)\r\nConnection: close\r\n\r\n"
            )
            let begun = try await connection.first(1)
            server.program.signal(SIGTERM)
            let all = begun + (try await connection.rest())
            #expect(try await server.program.end() == 0)
            #expect(all.hasPrefix("HTTP/1.1 200") && all.contains("data: changed"), "\(all)")
            #expect(all.hasSuffix("0\r\n\r\n"), "\(all)")
        }
    }
}
