import Foundation
import Testing

extension RealProgram {
    @Suite("Crashes")
    struct CrashTests {
        private static let crashes = 7

        @Test("what a server answered outlives its death at any moment, nothing is booked twice, and all mails arrive")
        func crashes() async throws {
            var chance = Chance()
            let folder = try TemporaryFolder()
            let mails = try await MailPeer()
            let settings = mails.settings.merging(["RATE_LIMITS": "off"]) { own, _ in own }
            var server = try await Server.start(in: folder, settings)
            let load = try await BookingLoad.start(on: [server], seed: chance.seed)
            for _ in 1...Self.crashes {
                server = try await Self.crash(server, under: load, settings, &chance)
            }
            let answers = try await load.end()
            let boss = try await server.boss()
            try await eventually("every mail is sent", withinSeconds: 600) {
                try await boss.get("/api/admin/mails?state=due&limit=1").number("total") == 0
            }
            try await BookingLoad.check(answers, against: boss)
            #expect(answers.allSatisfy { $0.refused == 0 }, "a server that lives answers")
            #expect(try await server.stop() == 0)
            let report = try await DatabaseReport.of(folder.path("data/informat.sqlite"), mails)
            report.expectSound()
            let replayed = answers.filter(\.replayed).count
            print(
                """
                Crashes: INFORMAT_SEED=\(chance.seed), \(Self.crashes) crashes, \(answers.count) answers, \
                \(report.bookings) bookings, \(replayed) of them told only at a repetition; \(report.deliveries) \
                mails arrived, \(report.duplicates) of them twice
                """)
        }

        /// Kills the server a moment after some more answers, now and then its successor while it starts, too.
        private static func crash(
            _ server: Server, under load: BookingLoad, _ settings: [String: String], _ chance: inout Chance
        ) async throws -> Server {
            try await load.wait(forMore: chance.number(5...60))
            try await pause(milliseconds: chance.number(0...40))
            try await server.crash()
            if chance.number(0...1) == 0 {
                let program = try Program(
                    Paths.informat, [], environment: Server.settings(port: server.port, more: settings),
                    in: server.folder)
                try await pause(milliseconds: chance.number(10...300))
                program.signal(SIGKILL)
                _ = try await program.end()
            }
            return try await Server.start(in: server.folder, port: server.port, settings)
        }
    }
}
