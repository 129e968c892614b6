import Foundation
import Synchronization
import Testing

extension RealProgram {
    @Suite("Backups of a running server")
    struct BackupTests {
        private static let kills = 8

        @Test("a server starts on a backup that was made while people booked, and lists what was answered before it")
        func underLoad() async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder, ["RATE_LIMITS": "off"])
            let (service, starts) = try await Self.starts(on: server)
            let answered = Answered()
            let before = try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<4 {
                    let visitor = try await server.visitor.register("client\(client)@example.com")
                    group.addTask {
                        for start in starts.dropFirst(client * 200).prefix(200) where !Task.isCancelled {
                            let answer = try await visitor.post(
                                "/api/bookings", ["service_id": service, "scheduled_at": start])
                            answered.note(try answer.object("booking")["id"] as? Int ?? 0)
                        }
                    }
                }
                try await eventually("a few bookings") { answered.ids.count > 20 }
                let before = answered.ids
                let made = try await Program.informat(
                    "backup", "kept.sqlite", environment: Server.settings(), in: folder)
                #expect(made.status == 0 && made.errors.isEmpty, "\(made)")
                let said = /kept\.sqlite: [0-9,]+ bookings, [0-9.]+ MB\. .*jwt-secret.*link-secret.*\n/
                #expect(made.output.wholeMatch(of: said) != nil, "\(made.output)")
                group.cancelAll()
                try await group.waitForAll()
                return before
            }
            #expect(try folder.names() == ["data", "kept.sqlite"])
            try await Self.expect(before, answered.ids, in: folder)
            #expect(try await server.stop() == 0)
        }

        /// Opens a service of five minutes; its id, and all its starts of a month.
        private static func starts(on server: Server) async throws -> (service: Int, starts: [String]) {
            let boss = try await server.boss()
            let made = try await boss.post("/api/admin/services", ["title": "Short", "duration": 5])
            let service = try #require(try made.object("service")["id"] as? Int)
            let day = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
            let (from, to) = (Date(timeIntervalSinceNow: 86_400), Date(timeIntervalSinceNow: 30 * 86_400))
            let path = "/api/services/\(service)/slots?from=\(from.formatted(day))&to=\(to.formatted(day))"
            return (service, try await boss.get(path).list("slots").compactMap { $0["starts_at"] as? String })
        }

        /// A server on the backup, with the secret of the first, has what was answered before and nothing unheard of.
        private static func expect(_ before: Set<Int>, _ after: Set<Int>, in folder: TemporaryFolder) async throws {
            let settings = ["DATABASE_URL": "sqlite:restored/informat.sqlite"]
            let files = FileManager.default
            try files.createDirectory(atPath: folder.path("restored"), withIntermediateDirectories: true)
            try files.moveItem(atPath: folder.path("kept.sqlite"), toPath: folder.path("restored/informat.sqlite"))
            try files.copyItem(atPath: folder.path("data/jwt-secret"), toPath: folder.path("restored/jwt-secret"))
            let restored = try await Server.start(in: folder, settings)
            let boss = try await restored.boss()
            var listed: Set<Int> = []
            var total = 1
            while listed.count < total {
                let page = try await boss.get("/api/admin/bookings?limit=100&offset=\(listed.count)")
                total = try page.number("total")
                let ids = try page.list("bookings").compactMap { $0["id"] as? Int }
                try #require(!ids.isEmpty)
                listed.formUnion(ids)
            }
            #expect(before.isSubset(of: listed) && listed.isSubset(of: after))
            let doctor = try await Program.informat("doctor", environment: Server.settings(more: settings), in: folder)
            #expect(doctor.output.contains("sqlite is sound and has 1 admin."), "\(doctor.output)")
            #expect(try await restored.stop() == 0)
        }

        @Test("what it refuses has a status and a sentence, and a disk that is full leaves nothing")
        func refusals() async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder)
            try folder.write("mine", to: "mine.txt")
            for (name, settings, status) in [
                ("mine.txt", [:], 73), ("nowhere/a.sqlite", [:], 73),
                ("a.sqlite", ["DATABASE_URL": "sqlite:data/other.sqlite"], 74),
                ("a.sqlite", ["DATABASE_URL": "postgres://informat:secret@127.0.0.1:1/informat"], 64),
            ] as [(String, [String: String], Int32)] {
                let refused = try await Program.informat(
                    "backup", name, environment: Server.settings(more: settings), in: folder)
                #expect(refused.status == status, "\(name): \(refused)")
                #expect(refused.errors.hasPrefix("informat: ") && Transcript.lines(refused.errors).count == 1)
                #expect(refused.output.isEmpty && !refused.errors.contains("secret"))
            }
            // No file may grow beyond 50 KB: what a full disk answers. The signal that would tell of it is ignored.
            let full = try await Program.run(
                "/bin/sh", ["-c", "trap '' XFSZ; ulimit -f 100; exec \"$0\" backup a.sqlite", Paths.informat],
                environment: Server.settings(), in: folder)
            #expect(full.status == 74 && full.errors.contains("The backup was not made."), "\(full)")
            #expect(try folder.names() == ["data", "mine.txt"])
            #expect(try String(contentsOfFile: folder.path("mine.txt"), encoding: .utf8) == "mine")
            try await server.visitor.becomesWell()
            #expect(try await server.stop() == 0)
        }

        @Test("a backup that is killed at any moment leaves no file of its name, or a whole one")
        func killed() async throws {
            let folder = try TemporaryFolder()
            let server = try await Server.start(in: folder)
            var chance = Chance()
            for number in 1...Self.kills {
                let name = "\(number).sqlite"
                let backup = try Program(
                    Paths.informat, ["backup", name], environment: Server.settings(), in: folder)
                try await pause(milliseconds: chance.number(0...150))
                backup.signal(SIGKILL)
                _ = try await backup.end()
                guard try folder.names().contains(name) else { continue }
                let settings = Server.settings(more: ["DATABASE_URL": "sqlite:\(name)"])
                let checked = try await Program.informat("backup", "again-\(name)", environment: settings, in: folder)
                #expect(checked.status == 0, "INFORMAT_SEED=\(chance.seed): \(checked)")
            }
            #expect(try await server.stop() == 0)
        }
    }
}

/// The bookings that were answered so far.
private final class Answered: Sendable {
    private let state = Mutex<Set<Int>>([])

    var ids: Set<Int> { state.withLock { $0 } }
    func note(_ id: Int) { state.withLock { _ = $0.insert(id) } }
}
