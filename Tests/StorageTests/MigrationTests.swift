import Foundation
import Storage
import Testing

@Suite("Migrations, in every engine")
struct MigrationTests {
    // None of these steps can be done twice.
    private static let first = Migration(
        name: "1 words",
        steps: [
            "CREATE TABLE words (id \(SQL.identity), word TEXT NOT NULL)",
            "INSERT INTO words (word) VALUES ('one')",
        ])
    private static let second = Migration(name: "2 length", steps: ["ALTER TABLE words ADD COLUMN length BIGINT"])
    private static let broken = Migration(
        name: "3 broken", steps: ["INSERT INTO words (word) VALUES ('lost')", "INSERT INTO missing VALUES (1)"])
    private let now = Date(timeIntervalSince1970: 1_764_000_000)

    @Test("each is applied once, in order, and says when", arguments: Engine.all)
    func once(_ engine: Engine) async throws {
        let clock = MovedClock(now)
        try await engine.withDatabase(now: clock.read) { database in
            #expect(try await database.migrate([Self.first]) == ["1 words"])
            clock.move(seconds: 60)
            #expect(try await database.migrate([Self.first, Self.second]) == ["2 length"])
            clock.move(seconds: 60)
            #expect(try await database.migrate([Self.first, Self.second]) == [])
            let dates = try await database.read { tx in
                try tx.rows("SELECT applied_at FROM migrations ORDER BY name") { try $0.date(0) }
            }
            #expect(dates == [now, now + 60])
            #expect(try await database.read { try $0.count("SELECT COUNT(*) FROM words") } == 1)
        }
    }

    @Test("which are missing is told without a change, also where none was ever applied", arguments: Engine.all)
    func missing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            #expect(try await database.missingMigrations([Self.first, Self.second]) == ["1 words", "2 length"])
            try await database.migrate([Self.first])
            #expect(try await database.missingMigrations([Self.first, Self.second]) == ["2 length"])
            #expect(try await database.missingMigrations([Self.first]) == [])
            await #expect(throws: StorageError.newerDatabase(migration: "1 words")) {
                try await database.missingMigrations([Self.second])
            }
            #expect(try await database.migrate([Self.first, Self.second]) == ["2 length"])
        }
    }

    @Test("programs that start at once on an empty place share the work", arguments: Engine.all, 0..<30)
    func atOnce(_ engine: Engine, _ attempt: Int) async throws {
        try await withPlace { place in
            let applied = try await withThrowingTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        let database = try await engine.open(place)
                        let applied = try await database.migrate([Self.first, Self.second])
                        try await database.close()
                        return applied
                    }
                }
                return try await group.reduce([], +)
            }
            #expect(applied.sorted() == ["1 words", "2 length"])
        }
    }

    @Test("one that fails leaves nothing of itself and all before it", arguments: Engine.all)
    func fails(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.migrate([Self.first])
            await #expect(throws: StorageError.self) {
                try await database.migrate([Self.first, Self.broken, Self.second])
            }
            let words = try await database.read { try $0.count("SELECT COUNT(*) FROM words") }
            #expect(words == 1)
            #expect(try await database.migrate([Self.first, Self.second]) == ["2 length"])
        }
    }

    @Test("one that fails in a new database leaves it empty", arguments: Engine.all)
    func failsAtFirst(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: StorageError.self) { try await database.migrate([Self.first, Self.broken]) }
            let missing = try await database.missingMigrations([Self.first])
            #expect(missing == ["1 words"])
            #expect(try await database.migrate([Self.first, Self.second]) == ["1 words", "2 length"])
        }
    }

    @Test("a database of a newer program is refused and stays as it is", arguments: Engine.all)
    func newer(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.migrate([Self.first])
            let older = Migration(name: "0 other", steps: ["DROP TABLE words"])
            let error = await #expect(throws: StorageError.newerDatabase(migration: "1 words")) {
                try await database.migrate([older])
            }
            #expect(error?.description.contains("newer version of this program") == true)
            #expect(try await database.read { try $0.count("SELECT COUNT(*) FROM words") } == 1)
        }
    }
}
