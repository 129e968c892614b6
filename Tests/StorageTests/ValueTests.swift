import Foundation
import Storage
import Testing

private enum Colour: String, Storable {
    case red
    case green
}

@Suite("Values, in every engine")
struct ValueTests {
    @Test("integers come back to the last unit", arguments: Engine.all)
    func integers(_ engine: Engine) async throws {
        let numbers: [Int64] = [.min, -1, 0, 1, 1 << 53 + 1, .max]
        try await engine.withDatabase { database async throws in
            for number in numbers { #expect(try await database.echo("\(number)") { try $0.int(0) } == number) }
            #expect(try await database.echo("\(Int.max)") { try $0.int(0) } == .max)
        }
    }

    @Test(
        "text comes back scalar by scalar",
        arguments: Engine.all,
        [
            "", " ", "x", "Grüße, 東京 👩‍👩‍👧‍👦", "e\u{301} is not \u{e9}", "'; DROP TABLE notes; --", "? $1 %s \\",
            String(repeating: "ä", count: 500_000),
        ])
    func texts(_ engine: Engine, _ text: String) async throws {
        try await engine.withDatabase { database in
            let echo = try await database.echo("\(text)", as: "words") { try $0.text(0) }
            #expect(echo.unicodeScalars.elementsEqual(text.unicodeScalars))
            #expect(try await database.notes() == [])
        }
    }

    @Test("nil is NULL, and is no empty text", arguments: Engine.all)
    func nulls(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            #expect(try await database.echo("\(nil as String?)", as: "words") { try $0.optionalText(0) } == nil)
            #expect(try await database.echo("\(nil as Int64?)") { $0.isNull(0) })
            #expect(try await database.echo("\("" as String?)", as: "words") { try $0.optionalText(0) } == "")
            #expect(try await database.echo("\(7 as Int64?)") { try $0.optionalInt(0) } == 7)
            #expect(try await database.echo("\(nil as Date?)") { try $0.optionalDate(0) } == nil)
            #expect(
                try await database.echo("\(nil as Colour?)", as: "words") { try $0.optionalValue(0, as: Colour.self) }
                    == nil)
        }
    }

    @Test("an instant is kept as whole seconds, rounded down also before 1970", arguments: Engine.all)
    func dates(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            for (instant, seconds) in [(1_767_225_599.999, 1_767_225_599), (0, 0), (-0.5, -1), (4e10, 4e10)] {
                let kept = try await database.echo("\(Date(timeIntervalSince1970: instant))") { try $0.date(0) }
                #expect(kept == Date(timeIntervalSince1970: seconds))
            }
        }
    }

    @Test("flags and enums come back, and what is neither is refused by its column", arguments: Engine.all)
    func flagsAndEnums(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            #expect(try await database.echo("\(true)") { try $0.flag(0) })
            #expect(try await database.echo("\(false)") { try $0.flag(0) } == false)
            #expect(
                try await database.echo("\(Colour.green)", as: "words") { try $0.value(0, as: Colour.self) } == .green)
            await #expect(throws: StorageError.badColumn(0, "holds 2 where a flag, 0 or 1, is expected")) {
                try await database.echo("\(2)") { try $0.flag(0) }
            }
            await #expect(throws: StorageError.badColumn(0, "holds \"blue\", which is no Colour")) {
                try await database.echo("\("blue")", as: "words") { try $0.value(0, as: Colour.self) }
            }
        }
    }

    @Test("the wrong kind of column is an error that names it", arguments: Engine.all)
    func wrongKinds(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            try await database.write { try $0.addNote("12") }
            let reads: [@Sendable (any Row) throws -> Void] = [
                { _ = try $0.int(1) }, { _ = try $0.text(0) }, { _ = try $0.text(2) }, { _ = try $0.int(3) },
            ]
            for (read, column) in zip(reads, [1, 0, 2, 3]) {
                let error = await #expect(throws: StorageError.self) {
                    try await database.read { try $0.row("SELECT id, body, CAST(NULL AS TEXT) FROM notes", read) }
                }
                #expect(error?.description.hasPrefix("Column \(column) ") == true)
            }
        }
    }

    @Test("RETURNING id gives new ids, never again those of deleted rows", arguments: Engine.all)
    func ids(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let ids = try await database.write { tx in
                let ids = try (1...3).map {
                    try tx.insert("INSERT INTO notes (body) VALUES (\("note \($0)")) RETURNING id")
                }
                try tx.run("DELETE FROM notes WHERE id = \(ids[2])")
                return try ids + [tx.insert("INSERT INTO notes (body) VALUES ('last') RETURNING id")]
            }
            #expect(ids == ids.sorted() && Set(ids).count == 4)
            #expect(try await database.notes() == ["note 1", "note 2", "last"])
        }
    }

    @Test("an insert that a conflict clause leaves out has no id", arguments: Engine.all)
    func noRow(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { try $0.run("INSERT INTO notes (id, body) VALUES (5, 'there')") }
            await #expect(throws: StorageError.noRow) {
                try await database.write { tx in
                    try tx.insert("INSERT INTO notes (id, body) VALUES (5, 'x') ON CONFLICT DO NOTHING RETURNING id")
                }
            }
        }
    }

    @Test("the same query runs inside its own rows", arguments: Engine.all)
    func nested(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let pairs = try await database.write { tx in
                for body in ["a", "b"] { try tx.addNote(body) }
                return try tx.rows("SELECT body FROM notes ORDER BY id") { [try $0.text(0)] + (try tx.notes()) }
            }
            #expect(pairs == [["a", "a", "b"], ["b", "a", "b"]])
        }
    }

    @Test("a list too long for the cache of statements is written wholly", arguments: Engine.all)
    func longList(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let bodies = (0..<1_000).map { "note \($0)" }
            let written = try await database.write { tx in
                try tx.run("INSERT INTO notes (body) VALUES \(bodies.map { "(\($0))" as SQL }.joined(", "))")
            }
            #expect(written == 1_000)
            #expect(try await database.notes() == bodies)
        }
    }
}

extension Database {
    /// Writes the value into a column of its kind, `number` or `words`, and reads it back in another transaction.
    fileprivate func echo<T: Sendable>(
        _ value: SQL, as column: SQL = "number", _ read: @escaping @Sendable (any Row) throws -> T
    ) async throws -> T {
        try await write { tx in
            try tx.run("CREATE TABLE IF NOT EXISTS echoes (id \(SQL.identity), number BIGINT, words TEXT)")
            try tx.run("DELETE FROM echoes")
            try tx.run("INSERT INTO echoes (\(column)) VALUES (\(value))")
        }
        return try #require(try await self.read { try $0.row("SELECT \(column) FROM echoes", read) })
    }
}
