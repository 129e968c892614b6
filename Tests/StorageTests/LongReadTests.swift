import Dispatch
import Foundation
import Peers
import Storage
import Testing

@Suite("Long reads, in every engine")
struct LongReadTests {
    /// Engines that end a long read soon.
    private static let impatient = [
        Engine("SQLite") {
            try SQLiteDatabase(
                path: $0.appending(path: "test.sqlite").path, now: $1, longReadSeconds: 0.3,
                longPatienceSeconds: Double(longWaitSeconds))
        },
        // Long enough for a short statement on a busy machine: this engine goes by the clock alone.
        Engine.postgreSQL("PostgreSQL") { $0.longReadSeconds = 2 },
        Engine.postgreSQL("PostgreSQL without named statements") {
            $0.longReadSeconds = 2
            $0.keepsStatements = false
        },
    ]

    @Test("a long read answers like a quick one, and cannot write", arguments: Engine.all)
    func answers(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { try $0.addNote("here") }
            #expect(try await database.read(.long) { try $0.notes() } == ["here"])
            await #expect(throws: StorageError.readOnly) { try await database.read(.long) { try $0.addNote("no") } }
            await #expect(throws: Refusal.self) { try await database.read(.long) { _ in throw Refusal() } }
            #expect(try await database.read(.long) { try $0.notes() } == ["here"])
        }
    }

    @Test("however many long reads come, quick ones and writes are done meanwhile", arguments: Engine.all)
    func share(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let gate = DispatchSemaphore(value: 0)
            let long = (0..<12).map { number in
                Task.immediate {
                    try await database.read(.long) { _ in
                        gate.wait()
                        return number
                    }
                }
            }
            for number in 0..<20 {
                try await database.write { try $0.addNote("\(number)") }
                #expect(try await database.notes().count == number + 1)
            }
            for _ in long { gate.signal() }
            var answered: [Int] = []
            for task in long { answered.append(try await task.value) }
            #expect(answered == Array(0..<12), "each has its own answer")
        }
    }

    @Test("a long read is ended when it has run for as long as it may; the next one runs", arguments: impatient)
    func limit(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for _ in 0..<3 {
                await #expect(throws: StorageError.tookTooLong) {
                    try await database.read(.long) { try $0.countForLong() }
                }
            }
            let count = try await database.read(.long) { try $0.count("SELECT COUNT(*) FROM notes") }
            #expect(count == 0)
        }
    }

    @Test("many short statements of one long read count together", arguments: impatient)
    func together(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: StorageError.tookTooLong) {
                try await database.read(.long) { tx in
                    for _ in 0..<1_000_000 { _ = try tx.count("SELECT COUNT(*) FROM notes") }
                }
            }
        }
    }

    @Test("closing waits for the long reads that were let in, and lets no more in", arguments: Engine.all)
    func closing(_ engine: Engine) async throws {
        try await withPlace { place in
            let database = try await engine.open(place)
            let gate = Gate()
            let long = Task {
                try await database.read(.long) { _ in
                    gate.pass()
                    return 7
                }
            }
            await gate.waitForArrival()
            let closing = Task.immediate { try await database.close() }
            gate.open()
            try await closing.value
            #expect(try await long.value == 7)
            await #expect(throws: StorageError.closed) { try await database.read(.long) { _ in } }
        }
    }
}

extension Transaction {
    /// Takes many times as long as an impatient engine lets a read take, and comes to its end by itself where nobody
    /// ends it.
    fileprivate func countForLong() throws -> Int {
        try count(
            """
            WITH RECURSIVE numbers (number) AS (
                SELECT CAST(1 AS BIGINT) UNION ALL SELECT number + 1 FROM numbers WHERE number < 100000000)
            SELECT COUNT(*) FROM numbers
            """)
    }
}
