import App
import Foundation
import Peers
import Storage
import Synchronization
import Testing

@Suite("Trouble that shows in the health")
struct TroubleTests {
    @Test("a disk that is nearly full shows, and is well again when there is room")
    func room() async throws {
        let practice = try await Practice.open()
        let free = Mutex(Int64(1_000_000_000))
        let server = Asker(app: try await practice.anotherServer(room: Room { free.withLock { $0 } }))
        #expect(try await server.get("/health").object("checks").text("disk") == "ok")
        free.withLock { $0 = 10_000_000 }
        let full = try await server.get("/health")
        #expect(full.status == 503)
        #expect(try full.text("status") == "degraded" && full.object("checks").text("disk") == "full")
        #expect(try full.object("checks").text("database") == "ok", "it can be read")
        #expect(try await server.get("/metrics").text.contains("informat_disk_full 1"))
        #expect(try await server.get("/health/ready").status == 200, "whoever only reads is welcome")
        free.withLock { $0 = 1_000_000_000 }
        #expect(try await server.get("/health").status == 200)
    }

    @Test("a write that found the disk full shows, until one succeeds", .enabled(if: Engine.chosen == .sqlite))
    func full() async throws {
        let practice = try await Practice.open()
        let pages = try await practice.app.database.write { tx in
            try tx.row("PRAGMA page_count") { try $0.int(0) } ?? 0
        }
        // As a disk without room: SQLite may take no more pages than it has.
        try await Self.limit(practice, pages)
        var refused = 0
        for number in 0..<200 where refused == 0 {
            let person = ["email": "person\(number)@example.com", "password": Practice.password]
            refused = try await practice.visitor.post("/api/auth/register", person).status == 503 ? 1 : 0
        }
        #expect(refused == 1)
        let full = try await practice.visitor.get("/health")
        #expect(try full.status == 503 && full.object("checks").text("disk") == "full")
        try await Self.limit(practice, pages * 100)
        try await practice.app.noteAgain()
        #expect(try await practice.visitor.get("/health").status == 200)
    }

    /// A pragma takes no bound value.
    private static func limit(_ practice: Practice, _ pages: Int64) async throws {
        try await practice.app.database.write { tx in
            _ = try tx.row(SQL(stringLiteral: "PRAGMA max_page_count = \(pages)")) { try $0.int(0) }
        }
    }

    @Test("why the database does not answer stands in the log, once")
    func logged() async throws {
        let practice = try await Practice.open()
        let lines = Mutex([String]())
        let trouble = Trouble()
        let door = trouble.door(to: practice.app.database)
        let log = KeptLog { line in lines.withLock { $0.append(line) } }
        let server = Asker(app: try await practice.anotherServer(on: door, log: log))
        for _ in 1...2 { #expect(try await server.get("/health").status == 200) }
        #expect(lines.withLock { $0.isEmpty })
        trouble.fails(with: StorageError.unavailable("the cable is out"))
        for _ in 1...3 { #expect(try await server.get("/health").status == 503) }
        let said = lines.withLock { $0 }
        #expect(said.count { $0.contains("the cable is out") } == 1)
        trouble.fails(with: nil)
        #expect(try await server.get("/health").status == 200)
        #expect(lines.withLock { $0.last?.contains("answers again") == true })
    }

    @Test("while the database is frozen, everybody who asks hears so meanwhile, by one question")
    func frozen() async throws {
        let practice = try await Practice.open()
        let trouble = Trouble()
        let door = trouble.door(to: practice.app.database)
        let server = Asker(app: try await practice.anotherServer(on: door, healthPatience: Health.patience))
        let before = trouble.reads
        trouble.freeze()
        let answers = (0..<50).map { number in
            Task { try await server.get(["/health/ready", "/health"][number % 2]).status }
        }
        for answer in answers { #expect(try await answer.value == 503) }
        #expect(try await server.get("/health/ready").status == 503)
        #expect(trouble.reads == before + 1)
        trouble.thaw()
        // The one question that hung comes to its end.
        var status = 503
        let limit = ContinuousClock.now + .seconds(longWaitSeconds)
        while status != 200, ContinuousClock.now < limit { status = try await server.get("/health/ready").status }
        #expect(status == 200)
    }
}

/// Reads that fail, or hang until they are let go.
private final class Trouble: Sendable {
    private struct State {
        var reads = 0
        var failure: (any Error)?
        var isFrozen = false
        var hanging: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var reads: Int { state.withLock { $0.reads } }
    func fails(with error: (any Error)?) { state.withLock { $0.failure = error } }
    func freeze() { state.withLock { $0.isFrozen = true } }

    func thaw() {
        let hanging = state.withLock { state in
            defer { state.hanging = [] }
            state.isFrozen = false
            return state.hanging
        }
        for continuation in hanging { continuation.resume() }
    }

    /// A door whose reads are in this trouble.
    func door(to database: any Database) -> WrappedDatabase {
        WrappedDatabase(database, beforeRead: { _ in try await self.meetRead() })
    }

    private func meetRead() async throws {
        let failure = state.withLock { state in
            state.reads += 1
            return state.failure
        }
        if let failure { throw failure }
        await withCheckedContinuation { continuation in
            let hangs = state.withLock { state in
                if state.isFrozen { state.hanging.append(continuation) }
                return state.isFrozen
            }
            if !hangs { continuation.resume() }
        }
    }
}
