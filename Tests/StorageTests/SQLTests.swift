import Storage
import Testing

@Suite("SQL, in every engine")
struct SQLTests {
    @Test("what is interpolated is bound, never pasted", arguments: Engine.all)
    func bound(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let attack = "'); DROP TABLE notes; --"
            try await database.write { try $0.addNote(attack) }
            #expect(try await database.notes() == [attack])
            let found = try await database.read { tx in
                try tx.count("SELECT COUNT(*) FROM notes WHERE body = \(attack) OR body = \("x' OR '1'='1")")
            }
            #expect(found == 1)
        }
    }

    @Test("fragments carry their values with them, in order", arguments: Engine.all)
    func fragments(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in for body in ["a", "b", "c", "d"] { try tx.addNote(body) } }
            let wanted = ["d", "a"].map { "\($0)" as SQL }.joined(", ")
            var filter: SQL = "body IN (\(wanted))"
            filter += " AND id > \(0)"
            let query: SQL = "SELECT body FROM notes WHERE " + filter + " ORDER BY id LIMIT \(5)"
            let found = try await database.read { try $0.rows(query) { try $0.text(0) } }
            #expect(found == ["a", "d"])
        }
    }

    @Test("a list of values is bound one by one", arguments: Engine.all)
    func lists(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in for body in ["a", "b, c", "'d'"] { try tx.addNote(body) } }
            let query: SQL = "SELECT body FROM notes WHERE body IN (\(list: ["'d'", "b, c"])) AND id > \(0) ORDER BY id"
            #expect(try await database.read { try $0.rows(query) { try $0.text(0) } } == ["b, c", "'d'"])
        }
    }

    @Test("two statements in one are refused", arguments: Engine.all)
    func oneStatement(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: StorageError.self) {
                try await database.write { try $0.run("DELETE FROM notes; DELETE FROM notes") }
            }
        }
    }

    @Test("an error tells the statement but no value of it", arguments: Engine.all)
    func secrets(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let error = await #expect(throws: StorageError.self) {
                try await database.write { try $0.run("INSERT INTO nowhere VALUES (\("a secret"))") }
            }
            #expect(error?.description.contains("nowhere") == true)
            #expect(error?.description.contains("a secret") == false)
        }
    }
}
