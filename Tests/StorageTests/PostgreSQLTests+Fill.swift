import Foundation
import Storage
import Testing

extension PostgreSQLTests {
    /// Runs the test with one connection to a table `things (id, number, words)`, and another table of that name from
    /// which rows come.
    private func withThings(
        _ rows: SQL, _ test: (PostgreSQLDatabase, SQLiteDatabase, PostgreSQLDatabase) async throws -> Void
    ) async throws {
        let things: SQL = "CREATE TABLE things (id BIGINT PRIMARY KEY, number BIGINT, words TEXT)"
        try await withPlace { place in
            let source = try SQLiteDatabase(path: place.appending(path: "source.sqlite").path, now: still)
            try await source.write { tx in
                try tx.run(things)
                try tx.run("INSERT INTO things (id, number, words) \(rows)")
            }
            try await withPostgreSQL {
                $0.connections = 1
            } _: { database, other in
                try await other.write { try $0.run(things) }
                try await test(database, source, other)
            }
            try await source.close()
        }
    }

    /// More than travel at once.
    private static let many: SQL = """
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 3000)
        SELECT n, -n, 'Zeile ' || n || ' – ' || hex(zeroblob(100)) FROM numbers
        """

    private static func things(_ tx: any Transaction) throws -> [[Value]] {
        try tx.rows("SELECT id, number, words FROM things ORDER BY id") { row in try (0..<3).map { try row.value($0) } }
    }

    /// Hands over every row of the source, with `pause` after the first one.
    private static func copy(
        _ source: SQLiteDatabase, into tx: any FillingTransaction, pause: () throws -> Void = {}
    ) throws -> Int {
        try source.readHere { old in
            try tx.fill("COPY things FROM STDIN (FORMAT binary)") { add in
                var isFirst = true
                _ = try old.rows("SELECT * FROM things ORDER BY id") { row in
                    try add(row, row.count)
                    if isFirst { try pause() }
                    isFirst = false
                }
            }
        }
    }

    @Test(
        "rows that are handed over come in as they are, and the transaction goes on",
        arguments: [
            PostgreSQLTests.many, "SELECT 1, 2, '' WHERE 1 = 0",
            "VALUES (1, NULL, ''), (2, -9223372036854775807 - 1, NULL), (3, 7, 'e\u{301} 東京 \\N\n\t\\.')",
            "SELECT 1, NULL, hex(zeroblob(200000))",
        ] as [SQL])
    func filled(_ rows: SQL) async throws {
        try await withThings(rows) { database, source, other in
            let given = try await source.read { try Self.things($0) }
            let process = try await database.serverProcess()
            let count = try await database.fill { tx in
                let count = try Self.copy(source, into: tx)
                try tx.addNote("after")
                return count
            }
            #expect(count == given.count)
            #expect(try await other.read { try Self.things($0) } == given)
            #expect(try await other.notes() == ["after"])
            #expect(try await database.serverProcess() == process)
        }
    }

    @Test("a body that gives up in the middle leaves nothing, and the connection goes on")
    func gaveUp() async throws {
        try await withThings(Self.many) { database, source, other in
            let process = try await database.serverProcess()
            await #expect(throws: Refusal()) {
                try await database.fill { tx in
                    try tx.addNote("before")
                    _ = try Self.copy(source, into: tx) { throw Refusal() }
                }
            }
            #expect(try await other.read { try Self.things($0) } == [])
            #expect(try await other.notes() == [])
            #expect(try await database.serverProcess() == process)
        }
    }

    @Test(
        "rows that PostgreSQL refuses are told, and nothing is kept, whatever the body makes of it",
        arguments: [
            ("SELECT 1, 2, 'a' || char(0) || 'b'", "a value is refused (SQLSTATE 22021)"),
            ("SELECT 1, 'twelve', 'short'", "a value is refused (SQLSTATE 08P01)"),
            ("SELECT 1, 'twelve or so', 'long'", "a value is refused (SQLSTATE 22P03)"),
        ] as [(rows: SQL, reason: String)], [false, true])
    func refusedRows(_ refused: (rows: SQL, reason: String), _ goesOver: Bool) async throws {
        try await withThings(refused.rows) { database, source, other in
            let process = try await database.serverProcess()
            let error = await #expect(throws: StorageError.self) {
                try await database.fill { tx in
                    try tx.addNote("before")
                    do { _ = try Self.copy(source, into: tx) } catch { if !goesOver { throw error } }
                }
            }
            #expect(error == .refused(reason: refused.reason, sql: "COPY things FROM STDIN (FORMAT binary)"))
            #expect(try await other.notes() == [])
            #expect(try await database.serverProcess() == process)
        }
    }

    @Test("rows for a table that is not there are refused, and the connection goes on")
    func noTable() async throws {
        try await withThings(Self.many) { database, _, _ in
            let process = try await database.serverProcess()
            let error = await #expect(throws: StorageError.self) {
                try await database.fill { try $0.fill("COPY nothing FROM STDIN (FORMAT binary)") { _ in } }
            }
            guard case .refused = error else { return #expect(Bool(false), "\(error as Any)") }
            #expect(try await database.serverProcess() == process)
        }
    }

    @Test("a connection that is ended while rows are on their way is opened again, and they come in once")
    func endedWhileFilling() async throws {
        try await withThings(Self.many) { database, source, other in
            let process = try await database.serverProcess()
            let (gate, runs) = (Gate(), Runs())
            let filling = Task {
                try await database.fill { tx in
                    let isFirst = runs.begin() == 1
                    return try Self.copy(source, into: tx) { if isFirst { gate.pass() } }
                }
            }
            await gate.waitForArrival()
            try await other.end(serverProcess: process)
            gate.open()
            #expect(try await filling.value == 3_000 && runs.count == 2)
            #expect(try await other.read { try $0.count("SELECT COUNT(*) FROM things") } == 3_000)
        }
    }
}
