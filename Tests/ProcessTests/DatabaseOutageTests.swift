import Foundation
import Peers
import Testing

extension RealProgram {
    @Suite("Outages of the database")
    struct DatabaseOutageTests {
        /// Fifteen by the limits of a statement and of a connection, and much more on a busy machine.
        private static let longestAnswerSeconds = 90.0
        private static let mails = 20

        @Test("while the database is stopped or frozen a server says so in time, and goes on by itself afterwards")
        func outages() async throws {
            let cluster = try await PostgreSQLCluster()
            let mails = try await GatedMailPeer(in: try TemporaryFolder())
            let settings = mails.settings.merging(["RATE_LIMITS": "off"]) { own, _ in own }
            let fleet = try await Fleet(of: 1, on: cluster.url, settings)
            let server = fleet[0]
            let boss = try await server.boss()
            try await boss.openAroundTheClock()
            let service = try await boss.service()
            for hour in 0..<Self.mails { #expect(try await Self.book(hour, service, boss).status == 201) }
            let held = try await mails.wait(until: 1, are: "held")
            try await cluster.make(.primary, .stop)
            // Some mails go out now, and that they did cannot be written down; the others are due.
            try mails.open()
            try await mails.wait(until: held.count, are: "taken")
            let stopped = try await Self.expectRefusals(boss, service)
            try await cluster.make(.primary, .start)
            let started = try await Self.recovery(boss)

            try await cluster.make(.primary, .freeze)
            let frozen = try await Self.expectRefusals(boss, service)
            try await cluster.make(.primary, .thaw)
            let thawed = try await Self.recovery(boss)

            #expect(try await Self.book(30, service, boss).status == 201)
            try await mails.wait(until: Self.mails + 1, are: "taken")
            // A job that was claimed as the database froze is leased for half a minute, and one that failed by it waits
            // a minute.
            try await eventually("no mail is due") {
                try await cluster.rows("SELECT COUNT(*) FROM jobs WHERE kind = 'mail'") == ["0"]
            }
            #expect(mails.mails("lost").isEmpty && Set(mails.mails("taken")).count == mails.mails("taken").count)
            #expect(try await cluster.rows("SELECT state, COUNT(*) FROM mails GROUP BY state") == ["sent|21"])
            #expect(server.program.isRunning)
            let statuses = try await fleet.stop()
            let errors = try await server.program.errors.whole()
            #expect(statuses == [0], "\(errors.suffix(2_000))")
            #expect(!errors.contains("Fatal error") && !errors.contains("bug:"), "\(errors.suffix(2_000))")
            try await cluster.end()
            print(
                """
                Outages: answers within \(stopped) s while the database was stopped and \(frozen) s while it was \
                frozen; back after \(started) s and \(thawed) s; \(mails.mails("taken").count) mails, none twice
                """)
        }

        /// Asks everything at the same moment; the seconds of the slowest answer.
        private static func expectRefusals(_ boss: Visitor, _ service: Int) async throws -> Double {
            let expected = [
                ("GET", "/health/live", 200), ("GET", "/health/ready", 503), ("GET", "/health", 503),
                ("GET", "/api/bookings", 503), ("POST", "/api/bookings", 503), ("GET", "/api/services", 503),
            ]
            // More than there are connections to the database: who waits behind others is answered in time, too.
            let questions = expected + Array(repeating: ("GET", "/api/services", 503), count: 20)
            return try await withThrowingTaskGroup(of: Double.self) { group in
                for (method, path, status) in questions {
                    group.addTask {
                        let start = ContinuousClock.now
                        let body: [String: any Sendable]? = method == "POST" ? booking(40, service) : nil
                        let answer = try await boss.ask(method, path, body)
                        let took = seconds(since: start)
                        #expect(answer.status == status, "\(method) \(path): \(answer)")
                        #expect(took < longestAnswerSeconds, "\(method) \(path) took \(took) s")
                        if path.hasPrefix("/api") { expectAdvice(answer) }
                        // Two seconds, and what a busy machine adds; whoever waits for the database waits longer.
                        if path.hasPrefix("/health") { #expect(took < 12, "\(path) took \(took) s") }
                        return took
                    }
                }
                return (try await group.reduce(0, max) * 100).rounded() / 100
            }
        }

        private static func expectAdvice(_ answer: Answer) {
            #expect(answer.headers["content-type"] == "application/problem+json", "\(answer.headers)")
            #expect(answer.headers["retry-after"].flatMap { Int($0) } ?? 0 > 0, "\(answer.headers)")
            #expect(answer.code == "service_unavailable", "\(answer)")
        }

        /// Seconds until the server is well again.
        private static func recovery(_ boss: Visitor) async throws -> Double {
            let start = ContinuousClock.now
            try await eventually("it serves again") {
                let statuses = try await [boss.get("/health/ready").status, boss.get("/api/bookings").status]
                return statuses == [200, 200]
            }
            return (seconds(since: start) * 100).rounded() / 100
        }

        private static func booking(_ hour: Int, _ service: Int) -> [String: any Sendable] {
            let start = (Date().timeIntervalSince1970 / 3_600).rounded(.up) * 3_600 + Double(48 + hour) * 3_600
            return ["service_id": service, "scheduled_at": Date(timeIntervalSince1970: start).ISO8601Format()]
        }

        private static func book(_ hour: Int, _ service: Int, _ boss: Visitor) async throws -> Answer {
            try await boss.post("/api/bookings", booking(hour, service))
        }
    }
}
