import Foundation
import Storage
import Synchronization
import Testing

extension SQLiteTests {
    @Test("a backup is the picture of its beginning, whatever is written between its parts, and lets others go first")
    func backUp() async throws {
        try await withSQLite { database, path in
            try await database.write { tx in
                for number in 0..<200 {
                    try tx.run("INSERT INTO notes VALUES (\(number), \(String(repeating: "a", count: 1_000)))")
                }
            }
            let (gate, parts, niceness) = (Gate(), Runs(), Niceness())
            let copying = Task {
                try await SQLiteDatabase.backUp(
                    path, to: path + ".kept", pagesPerPart: 8,
                    afterEachPart: {
                        niceness.note()
                        if parts.begin() == 2 { gate.pass() }
                    }
                ) { tx in
                    (
                        try tx.count("SELECT COUNT(*) FROM notes"),
                        try tx.count("SELECT COUNT(*) FROM notes WHERE id > 99")
                    )
                }
            }
            await gate.waitForArrival()
            try await database.write { tx in
                try tx.run("DELETE FROM notes WHERE id > 99")
                try tx.run("UPDATE notes SET body = 'short'")
            }
            gate.open()
            let (all, half) = try await copying.value
            #expect(all == 200 && half == 100)
            #expect(parts.count > 5)
            #expect(niceness.least >= 10)
            #expect(try await database.read { try $0.count("SELECT COUNT(*) FROM notes") } == 100)
        }
    }
}

/// How far the threads that did something let others go first.
private final class Niceness: Sendable {
    private let seen = Mutex(Int32.max)

    var least: Int32 { seen.withLock { $0 } }

    func note() {
        let own = getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
        seen.withLock { $0 = min($0, own) }
    }
}
