import Storage
import Testing

@Suite("Rows of any shape")
struct RowTests {
    @Test("every column comes back as what it holds, in every engine", arguments: Engine.all)
    func values(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (count, values) = try await database.write { tx in
                try tx.run("CREATE TABLE things (id \(SQL.identity), number BIGINT, words TEXT)")
                try tx.run("INSERT INTO things VALUES (7, NULL, ''), (8, \(Int64.min), NULL), (9, 0, \("e\u{301} 東京"))")
                let rows = try tx.rows("SELECT * FROM things ORDER BY id") { row in
                    (row.count, try (0..<row.count).map { try row.value($0) })
                }
                return (rows.map(\.0), rows.map(\.1))
            }
            #expect(count == [3, 3, 3])
            #expect(values[0] == [.int(7), .null, .text("")])
            #expect(values[1] == [.int(8), .int(.min), .null])
            guard case .text(let words) = values[2][2] else { return #expect(Bool(false), "\(values)") }
            #expect(words.unicodeScalars.elementsEqual("e\u{301} 東京".unicodeScalars))
        }
    }

    @Test("a number is bound and read back as the id it is taken for, or as none", arguments: Engine.all)
    func ids(_ engine: Engine) async throws {
        struct NoteID: RawRepresentable, Storable, Equatable { let rawValue: Int64 }
        try await engine.withDatabase { database in
            let read = try await database.write { tx in
                let id: NoteID = try tx.insert("INSERT INTO notes (id, body) VALUES (7, 'seven') RETURNING id")
                let sql: SQL = "SELECT id, CAST(NULL AS BIGINT) FROM notes WHERE id = \(id)"
                return try tx.row(sql) { row -> [NoteID?] in
                    [try row.id(0), try row.optionalID(0), try row.optionalID(1)]
                }
            }
            #expect(read == [NoteID(rawValue: 7), NoteID(rawValue: 7), nil])
        }
    }

    @Test("a number that is no id of its kind is an error that names the column", arguments: Engine.all)
    func noID(_ engine: Engine) async throws {
        struct EvenID: RawRepresentable {
            let rawValue: Int64
            init?(rawValue: Int64) {
                guard rawValue.isMultiple(of: 2) else { return nil }
                self.rawValue = rawValue
            }
        }
        try await engine.withDatabase { database async throws in
            try await database.write { _ = try $0.run("INSERT INTO notes (id, body) VALUES (7, 'seven')") }
            let error = await #expect(throws: StorageError.self) {
                try await database.read { tx in try tx.row("SELECT id FROM notes") { try $0.id(0) as EvenID } }
            }
            #expect(error?.description.hasPrefix("Column 0 ") == true)
        }
    }

    @Test("a kind of value that the engines do not share is an error that names the column", arguments: Engine.all)
    func otherKinds(_ engine: Engine) async throws {
        try await engine.withDatabase { database async throws in
            try await database.write { try $0.addNote("there") }
            for (sql, column) in [("SELECT id, 0.5 FROM notes", 1), ("SELECT body FROM notes", 4)] as [(SQL, Int)] {
                let error = await #expect(throws: StorageError.self) {
                    try await database.read { tx in try tx.row(sql) { try $0.value(column) } }
                }
                #expect(error?.description.hasPrefix("Column \(column) ") == true)
            }
        }
    }

    @Test("bytes in SQLite that are no UTF-8 are not taken for text that can be copied")
    func noText() async throws {
        try await Engine.all[0].withDatabase { database async throws in
            for bytes in ["CAST(x'61ff62' AS TEXT)", "CAST(x'edbfbf' AS TEXT)", "x'00'"] as [SQL] {
                await #expect(throws: StorageError.self) {
                    try await database.read { tx in try tx.row("SELECT \(bytes)") { try $0.value(0) } }
                }
            }
        }
    }

    @Test("who reads on their own thread is refused where every connection is taken")
    func readHere() async throws {
        try await withPlace { place in
            let database = try SQLiteDatabase(path: place.appending(path: "test.sqlite").path, readers: 1, now: still)
            let inner = try database.readHere { _ in
                #expect(throws: StorageError.self) { try database.readHere { try $0.count("SELECT 1") } }
            }
            #expect(inner == .busy)
            #expect(try database.readHere { try $0.count("SELECT 2") } == 2)
            let refused = #expect(throws: StorageError.self) {
                try database.readHere { try $0.run("CREATE TABLE things (id BIGINT)") }
            }
            #expect(refused == .readOnly)
            try await database.close()
        }
    }
}
