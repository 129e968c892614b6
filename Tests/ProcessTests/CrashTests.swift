import Foundation
import Testing

extension RealProgram {
    @Suite("Crashes")
    struct CrashTests {
        private static let crashes = 7
        private static let clients = 8

        @Test("what a server answered outlives its death at any moment, nothing is booked twice, and all mails arrive")
        func crashes() async throws {
            var chance = Chance()
            let folder = try TemporaryFolder()
            let mails = try await MailPeer()
            let settings = mails.settings.merging(["RATE_LIMITS": "off"]) { own, _ in own }
            var server = try await Server.start(in: folder, settings)
            let load = try await Self.load(on: server, seed: chance.seed)
            for _ in 1...Self.crashes {
                server = try await Self.crash(server, under: load, settings, &chance)
            }
            try load.closeInput()
            #expect(try await load.end(withinSeconds: 240) == 0)
            let answers = try Self.answers(of: load)
            let boss = try await server.boss()
            try await eventually("every mail is sent", withinSeconds: 240) {
                try await boss.get("/api/admin/mails?state=due&limit=1").number("total") == 0
            }
            try await Self.check(answers, against: boss)
            #expect(try await server.stop() == 0)
            try await Self.checkDatabase(answers, folder, mails, seed: chance.seed)
        }

        /// A client's request and its answer, as booking_load.py tells it.
        private struct Booked: Decodable {
            let own: Bool
            let status: Int
            let code: String?
            let id: Int?
            let start: String
            let tries: Int
            let replayed: Bool
        }

        /// Opens the practice around the clock with two services of one host, and starts the load.
        private static func load(on server: Server, seed: UInt64) async throws -> Program {
            let boss = try await server.boss()
            let week = (1...7).map { ["weekday": $0, "from": "00:00", "to": "24:00"] as [String: any Sendable] }
            let hours = try await boss.put(
                "/api/admin/hosts/1/working-hours", ["time_zone": "UTC", "weekly": week])
            #expect(hours.status == 200, "\(hours)")
            let short = try await boss.post("/api/admin/services", ["title": "Short", "duration": 5])
            let long = try await boss.post(
                "/api/admin/services",
                ["title": "Long", "duration": 15, "slot_step": 5, "buffer_before": 5, "buffer_after": 10])
            var tokens: [String] = []
            for number in 1...clients {
                tokens.append(try await server.visitor.register("client\(number)@example.com").token ?? "")
            }
            let day = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
            let days = (2...41).map { Date(timeIntervalSinceNow: Double($0) * 86_400).formatted(day) }
            let given: [String: Any] = [
                "tokens": tokens, "short": try short.object("service")["id"] as? Int ?? 0,
                "long": try long.object("service")["id"] as? Int ?? 0, "days": days,
            ]
            let load = try Program.peer("booking_load.py", ["\(server.port)", "\(seed)"], in: server.folder)
            try load.send(String(decoding: JSONSerialization.data(withJSONObject: given), as: UTF8.self))
            return load
        }

        /// Kills the server a moment after some more answers, now and then its successor while it starts, too.
        private static func crash(
            _ server: Server, under load: Program, _ settings: [String: String], _ chance: inout Chance
        ) async throws -> Server {
            let wanted = load.output.lines.count + chance.number(5...60)
            _ = try await load.output.wait(for: "\(wanted) answers", withinSeconds: 120) { text in
                Transcript.lines(text).count >= wanted ? true : nil
            }
            try await pause(milliseconds: chance.number(0...40))
            try await server.crash()
            if chance.number(0...1) == 0 {
                let program = try Program(
                    Paths.informat, [], environment: Server.settings(port: server.port, more: settings),
                    in: server.folder)
                try await pause(milliseconds: chance.number(10...300))
                program.signal(SIGKILL)
                _ = try await program.end(withinSeconds: 10)
            }
            return try await Server.start(in: server.folder, port: server.port, settings)
        }

        private static func answers(of load: Program) throws -> [Booked] {
            try load.output.lines.map { try JSONDecoder().decode(Booked.self, from: Data($0.utf8)) }
        }

        /// Compares what clients were told with what the practice sees.
        private static func check(_ answers: [Booked], against boss: Visitor) async throws {
            let strange = answers.filter { answer in
                answer.status != 201 && !(answer.status == 409 && answer.code == "slot_taken" && !answer.own)
            }
            #expect(strange.isEmpty, "answers that are neither booked nor taken")
            let booked = answers.filter { $0.status == 201 }
            var stored: [Int: String] = [:]
            var total = 1
            while stored.count < total {
                let page = try await boss.get("/api/admin/bookings?limit=100&offset=\(stored.count)")
                total = try page.number("total")
                let bookings = try page.list("bookings")
                try #require(!bookings.isEmpty, "the list ends before its total")
                for booking in bookings {
                    guard let id = booking["id"] as? Int, let start = booking["scheduled_at"] as? String else {
                        throw Failure("no booking: \(booking)")
                    }
                    stored[id] = start
                }
            }
            let lost = booked.filter { stored[$0.id ?? 0] != $0.start }
            #expect(lost.isEmpty, "answered with 201 and not there")
            // Every request was repeated until it was answered, so that there is nothing that nobody was told of.
            #expect(stored.count == booked.count)
            #expect(Set(booked.compactMap(\.id)).count == booked.count)
            #expect(booked.contains { !$0.own } && answers.contains { $0.status == 409 }, "nobody fought for a start")
            #expect(answers.contains { $0.tries > 1 }, "no crash was noticed")
        }

        /// What database_report.py finds.
        private struct Report: Decodable {
            let integrity: String
            let foreign: Int
            let bookings: Int
            let overlaps: [[Int]]
            let cells: Int
            let deliveries: Int
            let duplicates: Int
            let missing: [String]
            let renamed: [String]
            let unknown: [String]
            let unsent: Int
            let defects: [String]
        }

        private static func checkDatabase(
            _ answers: [Booked], _ folder: TemporaryFolder, _ mails: MailPeer, seed: UInt64
        ) async throws {
            let peer = try Program.peer(
                "database_report.py", [folder.path("data/informat.sqlite"), mails.folder.url.path], in: folder)
            #expect(try await peer.end(withinSeconds: 120) == 0, "\(peer.errors.text)")
            let report = try JSONDecoder().decode(Report.self, from: Data(try await peer.output.whole().utf8))
            #expect(report.integrity == "ok")
            #expect(report.foreign == 0)
            #expect(report.overlaps.isEmpty)
            #expect(report.cells == 0)
            #expect(report.missing.isEmpty)
            #expect(report.renamed.isEmpty)
            #expect(report.unknown.isEmpty)
            #expect(report.unsent == 0)
            #expect(report.defects.isEmpty)
            let replayed = answers.filter(\.replayed).count
            print(
                """
                Crashes: INFORMAT_SEED=\(seed), \(crashes) crashes, \(answers.count) answers, \(report.bookings) \
                bookings, \(replayed) of them told only at a repetition; \(report.deliveries) mails arrived, \
                \(report.duplicates) of them twice
                """)
        }
    }
}
