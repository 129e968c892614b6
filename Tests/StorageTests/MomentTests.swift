import Foundation
import Storage
import Synchronization
import Testing

/// A clock that stands still until it is moved.
final class MovedClock: Sendable {
    private let instant: Mutex<Date>

    init(_ start: Date) { instant = Mutex(start) }

    var read: Clock { { self.instant.withLock { $0 } } }

    func move(seconds: Double) { instant.withLock { $0 += seconds } }
}

@Suite("The moment of a transaction, in every engine")
struct MomentTests {
    private let start = Date(timeIntervalSince1970: 1_764_000_000)

    @Test(
        "it is that of its beginning, without the parts of a second, however long the body takes", arguments: Engine.all
    )
    func beginning(_ engine: Engine) async throws {
        let clock = MovedClock(start + 0.7)
        try await engine.withDatabase(now: clock.read) { database in
            let moments = try await database.write { tx in
                let first = tx.now
                clock.move(seconds: 10)
                try tx.addNote("1")
                return [first, tx.now]
            }
            #expect(moments == [start, start])
            #expect(try await database.read { $0.now } == start + 10)
            #expect(try await database.read(.long) { $0.now } == start + 10)
        }
    }

    @Test("each of those that share a commit has its own", arguments: Engine.all)
    func shared(_ engine: Engine) async throws {
        let clock = MovedClock(start)
        try await engine.withDatabase(now: clock.read) { database in
            let moments = try await withThrowingTaskGroup { group in
                for _ in 0..<20 {
                    group.addTask {
                        try await database.write(.readCommitted) { tx in
                            clock.move(seconds: 1)
                            try tx.addNote("\(tx.now.timeIntervalSince1970)")
                            return tx.now
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(moments.allSatisfy { $0 >= start && $0 < start + 20 })
            // SQLite runs one body after the other, so each finds the clock where the one before it has left it.
            if engine.testDescription == "SQLite" { #expect(Set(moments).count == 20) }
        }
    }

    @Test("another moment can be meant, and what is written is the same transaction's", arguments: Engine.all)
    func another(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let past = try await database.write { tx in
                let past = tx.at(Date(timeIntervalSince1970: 86_400.5))
                try past.addNote("\(past.now.timeIntervalSince1970)")
                return try tx.notes()
            }
            #expect(past == ["86400.0"])
        }
    }

    @Test("a body that is run again has a new one")
    func again() async throws {
        let clock = MovedClock(start)
        try await Engine.postgreSQL("PostgreSQL") { _ in }.withDatabase(now: clock.read) { database in
            try await database.write { try $0.addNote("1") }
            let (gate, runs) = (Gate(), Runs())
            let writing = Task {
                try await database.write { tx in
                    let before = try tx.notes()
                    if runs.begin() == 1 { gate.pass() }
                    try tx.run("UPDATE notes SET body = \(before.joined() + "2")")
                    return tx.now
                }
            }
            await gate.waitForArrival()
            try await database.write { try $0.run("UPDATE notes SET body = 'other'") }
            clock.move(seconds: 5)
            gate.open()
            #expect(try await writing.value == start + 5)
        }
    }
}
