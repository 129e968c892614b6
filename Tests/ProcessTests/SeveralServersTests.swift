// waits for the real world: reminders fall due on a whole minute of the machine's clock
import Foundation
import Peers
import Testing

extension RealProgram {
    @Suite("Several servers")
    struct SeveralServersTests {
        private static let servers = 3
        private static let crashes = 7
        private static let hosts = 8
        /// Minutes between one reminder of a booking and the next; starts are as far apart.
        private static let step = 5

        @Test("three servers lose nothing of what any of them answered, however often some of them are killed")
        func crashes() async throws {
            var chance = Chance()
            let began = ContinuousClock.now
            let plan = Reminding(notBefore: Date(timeIntervalSinceNow: 15))
            let cluster = try await PostgreSQLCluster()
            let mails = try await MailPeer()
            let settings = mails.settings.merging(["RATE_LIMITS": "off", "REMINDERS": plan.setting]) { own, _ in own }
            var fleet = try await Fleet(of: Self.servers, on: cluster.url, settings)
            try await Self.expectOneFirstStart(fleet, cluster)

            let load = try await BookingLoad.start(on: fleet.servers, seed: chance.seed, pauseSeconds: 0.2) { boss in
                try await Self.bookings(remindedBy: plan, boss)
            }
            var killed = 0
            for _ in 1..<Self.crashes { killed += try await Self.crash(&fleet, under: load, &chance) }
            // The last one dies while reminders are due.
            try await Self.wait(until: plan.moment, &chance)
            killed += try await Self.crash(&fleet, under: load, &chance)
            let answers = try await load.end()
            try await Self.waitUntilAllIsDone(plan, cluster)
            try await BookingLoad.check(answers, against: try await fleet[0].boss())
            #expect(try await fleet.stop() == [0, 0, 0])
            try await Self.expectNoBugs(fleet)

            let report = try await DatabaseReport.of(cluster.url, mails, reminders: plan.seconds, until: plan.moment)
            report.expectSound()
            #expect(report.reminders > Self.hosts, "reminders fell due")
            try await cluster.end()
            print(
                """
                Several servers: INFORMAT_SEED=\(chance.seed), \(killed) kills, \(answers.count) answers at \
                \(Set(answers.map(\.port)).count) servers, \(report.bookings) bookings, \
                \(answers.filter(\.replayed).count) of them told only at a repetition, \
                \(answers.reduce(0) { $0 + $1.refused }) answers 503; \(report.deliveries) mails arrived, \
                \(report.reminders) of them reminders, \(report.duplicates) twice; \(Int(seconds(since: began))) s
                """)
        }

        /// When reminders fall due during the test: on a whole minute, for starts in several steps of five minutes.
        private struct Reminding {
            let moment: Date
            let minutes: [Int]

            init(notBefore: Date) {
                let minute = Int((notBefore.timeIntervalSince1970 / 60).rounded(.up))
                moment = Date(timeIntervalSince1970: Double(minute * 60))
                // So that the starts lie on five minutes.
                let least = 30 + (step - minute % step) % step
                minutes = (0..<5).map { least + $0 * step }
            }

            var setting: String { minutes.map { "\($0)m" }.joined(separator: ",") }
            var seconds: [Int] { minutes.map { $0 * 60 } }
            /// One reminder of each falls due at `moment`; the others do so five minutes earlier and later.
            var starts: [Date] { seconds.map { moment.addingTimeInterval(Double($0)) } }
        }

        private static func expectOneFirstStart(_ fleet: Fleet, _ cluster: PostgreSQLCluster) async throws {
            let firsts = fleet.servers.filter { $0.program.output.text.contains("The first admin") }
            #expect(firsts.count == 1, "one of them made the first admin")
            let counts = try await cluster.rows(
                "SELECT (SELECT COUNT(*) FROM users), (SELECT COUNT(*) FROM services), (SELECT COUNT(*) FROM jobs)")
            #expect(counts == ["1|1|1"], "one admin, one service, one housekeeping")
            for server in fleet.servers { #expect(try await server.visitor.get("/health/ready").status == 200) }
        }

        /// Hosts who may be booked at once, and all starts of theirs that the plan has.
        private static func bookings(
            remindedBy plan: Reminding, _ boss: Visitor
        ) async throws -> [BookingLoad.First] {
            var bookings: [BookingLoad.First] = []
            for number in 1...hosts {
                let host = try await Visitor(port: boss.port).register("host\(number)@example.com")
                let id = try await host.get("/api/users/me").object("user")["id"] as? Int ?? 0
                #expect(try await boss.ask("PATCH", "/api/admin/users/\(id)", ["is_host": true]).status == 200)
                try await boss.openAroundTheClock(host: id)
                let service = try await boss.post(
                    "/api/admin/services",
                    ["title": "Soon \(number)", "duration": 5, "host_id": id, "minimum_notice": 0])
                let serviceID = try service.object("service")["id"] as? Int ?? 0
                bookings += plan.starts.map { BookingLoad.First(service: serviceID, start: $0) }
            }
            return bookings
        }

        /// Kills one or two servers after some more answers, and starts them again, now and then after a while or only
        /// at the second try. How many were killed.
        private static func crash(
            _ fleet: inout Fleet, under load: BookingLoad, _ chance: inout Chance
        ) async throws -> Int {
            try await load.wait(forMore: chance.number(5...40))
            try await pause(milliseconds: chance.number(0...40))
            let victims = Array(Array(0..<servers).shuffled(using: &chance).prefix(chance.number(0...2) == 0 ? 2 : 1))
            var killed = victims.count
            try await fleet.crash(victims)
            if chance.number(0...1) == 0 { try await load.wait(forMore: chance.number(1...20)) }
            for victim in victims {
                if chance.number(0...2) == 0 {
                    try await fleet.startAndCrash(victim, afterMilliseconds: chance.number(10...300))
                    killed += 1
                }
                try await fleet.restart(victim)
            }
            return killed
        }

        private static func wait(until moment: Date, _ chance: inout Chance) async throws {
            let left = moment.timeIntervalSinceNow
            #expect(left < 120)
            if left > 0 { try await pause(milliseconds: Int(left * 1_000) + chance.number(0...1_500)) }
        }

        /// What a killed server had in hand is free when its lease of half a minute has run out.
        private static func waitUntilAllIsDone(_ plan: Reminding, _ cluster: PostgreSQLCluster) async throws {
            let due = Int(plan.moment.timeIntervalSince1970)
            try await eventually("no mail and no reminder is due", withinSeconds: 600) {
                try await cluster.rows(
                    "SELECT COUNT(*) FROM jobs WHERE kind = 'mail' OR kind = 'remind' AND due_at <= \(due)") == ["0"]
            }
        }

        private static func expectNoBugs(_ fleet: Fleet) async throws {
            for server in fleet.servers {
                let errors = try await server.program.errors.whole()
                #expect(!errors.contains("Fatal error") && !errors.contains("bug:"), "\(errors.suffix(2_000))")
            }
        }
    }
}
