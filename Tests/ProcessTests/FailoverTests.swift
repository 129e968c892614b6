import Foundation
import Peers
import Testing

extension RealProgram {
    @Suite("Failover")
    struct FailoverTests {
        /// Service must be back this long after the promotion; on an idle machine it takes a second or two.
        private static let limitSeconds = 60.0

        @Test("when a standby takes over, servers follow by themselves, and all that was answered is there")
        func promotion() async throws {
            var chance = Chance()
            let cluster = try await PostgreSQLCluster("--durable", "--standby")
            let standbyURL = try #require(cluster.standbyURL)
            let mails = try await MailPeer()
            let settings = mails.settings.merging(["RATE_LIMITS": "off"]) { own, _ in own }
            let fleet = try await Fleet(of: 2, on: cluster.everywhereURL, settings)
            let load = try await BookingLoad.start(on: fleet.servers, seed: chance.seed, pauseSeconds: 0.02)
            try await load.wait(forMore: chance.number(40...120))
            try await pause(milliseconds: chance.number(0...40))

            try await cluster.make(.primary, .kill)
            let before = try load.answers().count
            for server in fleet.servers { try await Self.expectRefusal(by: server) }
            let promotion = try await cluster.promote()
            let promoted = Date()
            let waits = try await Self.waits(load, fleet, since: promoted)
            #expect(waits.allSatisfy { $0 < Self.limitSeconds }, "\(waits)")
            try await load.wait(forMore: 100)

            let answers = try await load.end()
            try await eventually("no mail is due") {
                try await cluster.rows("SELECT COUNT(*) FROM jobs WHERE kind = 'mail'", on: .standby) == ["0"]
            }
            try await BookingLoad.check(answers, against: try await fleet[1].boss())
            for server in fleet.servers { #expect(server.program.isRunning) }
            #expect(try await fleet.stop() == [0, 0])
            let report = try await DatabaseReport.of(standbyURL, mails)
            report.expectSound()
            try await cluster.end()
            print(
                """
                Failover: INFORMAT_SEED=\(chance.seed), \(answers.count) answers, \(before) of them before; the \
                promotion took \(promotion) s, the first 201 of each server came \
                \(waits.map { "\(($0 * 100).rounded() / 100)" }.joined(separator: " and ")) s later; \
                \(report.bookings) bookings, \(answers.filter(\.replayed).count) told only at a repetition, \
                \(answers.reduce(0) { $0 + $1.refused }) answers 503; \(report.deliveries) mails arrived, \
                \(report.duplicates) twice
                """)
        }

        private static func expectRefusal(by server: Server) async throws {
            try await eventually("it notices that its database is gone") {
                try await server.visitor.get("/health/ready").status == 503
            }
            let answer = try await server.visitor.get("/api/services")
            #expect(answer.status == 503 && answer.headers["retry-after"] != nil, "\(answer)")
        }

        /// Seconds from then to the first booking that each server acknowledged.
        private static func waits(_ load: BookingLoad, _ fleet: Fleet, since promoted: Date) async throws -> [Double] {
            func firsts() throws -> [Double] {
                let answers = try load.answers().filter { $0.status == 201 && $0.at > promoted.timeIntervalSince1970 }
                return fleet.ports.compactMap { port in
                    answers.filter { $0.port == port }.map(\.at).min().map { $0 - promoted.timeIntervalSince1970 }
                }
            }
            try await eventually("every server books again") {
                try firsts().count == fleet.servers.count
            }
            return try firsts()
        }
    }
}
