import Dispatch
import Foundation
import GRDBSQLite
import Storage
import Testing

@Suite("What SQLite alone promises")
struct SQLiteTests {
    private static let createNotes: SQL = "CREATE TABLE notes (id BIGINT, body TEXT NOT NULL)"

    func withSQLite(
        busyTimeoutSeconds: Double = 5, _ test: (SQLiteDatabase, String) async throws -> Void
    ) async throws {
        try await withPlace { place in
            let path = place.appending(path: "test.sqlite").path
            let database = try SQLiteDatabase(path: path, now: still, busyTimeoutSeconds: busyTimeoutSeconds)
            try await database.write { try $0.run(Self.createNotes) }
            try await test(database, path)
            try await database.close()
        }
    }

    @Test("commits reach the disk, foreign keys hold, readers do not wait for the writer")
    func settings() async throws {
        try await withSQLite { database, _ in
            try await database.write { tx throws in
                #expect(try tx.row("PRAGMA synchronous") { try $0.int(0) } == 2)
                #expect(try tx.row("PRAGMA foreign_keys") { try $0.int(0) } == 1)
                #expect(try tx.row("PRAGMA journal_mode") { try $0.text(0) } == "wal")
                #expect(try tx.row("PRAGMA busy_timeout") { try $0.int(0) } == 5_000)
            }
        }
    }

    @Test("who opens a new file while another writes in it waits, for as long as the busy timeout")
    func opensWhileBusy() async throws {
        try await withPlace { place in
            let path = place.appending(path: "test.sqlite").path
            // A connection that is not in WAL mode, as a new file is not until its maker has switched it.
            var other: OpaquePointer?
            #expect(sqlite3_open(path, &other) == SQLITE_OK)
            #expect(sqlite3_exec(other, "BEGIN IMMEDIATE; CREATE TABLE held (id BIGINT)", nil, nil, nil) == SQLITE_OK)
            let waited = ContinuousClock().measure {
                #expect(throws: StorageError.busy) {
                    try SQLiteDatabase(path: path, now: still, busyTimeoutSeconds: 0.2)
                }
            }
            #expect(waited >= .seconds(0.2))
            #expect(sqlite3_exec(other, "COMMIT", nil, nil, nil) == SQLITE_OK)
            sqlite3_close(other)
            let database = try SQLiteDatabase(path: path, now: still)
            #expect(try await database.read { try $0.count("SELECT COUNT(*) FROM held") } == 0)
            try await database.close()
        }
    }

    @Test("only its owner can read the file and its log")
    func fileMode() async throws {
        try await withSQLite { _, path in
            for path in [path, path + "-wal", path + "-shm"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                #expect(attributes[.posixPermissions] as? Int == 0o600)
            }
        }
    }

    @Test("a path that cannot be made is said plainly")
    func missingFolder() throws {
        let error = #expect(throws: StorageError.self) {
            try SQLiteDatabase(path: "/nowhere/at/all.sqlite", now: still)
        }
        #expect(error?.description.contains("/nowhere/at/all.sqlite") == true)
    }

    @Test("a file that is no database is said plainly and left alone")
    func otherFile() async throws {
        try await withPlace { place in
            let file = place.appending(path: "picture.png")
            let content = Data(repeating: 7, count: 5_000)
            try content.write(to: file)
            #expect(throws: StorageError.self) { try SQLiteDatabase(path: file.path, now: still) }
            #expect(try Data(contentsOf: file) == content)
        }
    }

    @Test("when a full disk rolls the batch back, nobody in it is told otherwise")
    func fullDisk() async throws {
        try await withSQLite { database, _ in
            try await database.write { tx in try tx.row("PRAGMA max_page_count = 1") { _ in } }
            let big = String(repeating: "x", count: 200_000)
            let bodies: [@Sendable (any Transaction) throws -> Void] = [
                { try $0.addNote("before") },
                { tx in
                    // The body swallows the error; what it and its neighbours do next would be unprotected.
                    try? tx.addNote(big)
                    try tx.addNote("unprotected")
                },
                { try $0.addNote("after") },
            ]
            let results = try await database.writeTogether(bodies)
            #expect(results.map(\.storageError) == [.full, .full, .full])
            #expect(try await database.read { try $0.count("SELECT COUNT(*) FROM notes") } == 0)
            // And the writer lives on.
            try await database.write { tx in try tx.row("PRAGMA max_page_count = 100000") { _ in } }
            try await database.write { try $0.addNote(big) }
        }
    }

    @Test("a body that swallows a full disk and returns is refused all the same")
    func swallowedFullDisk() async throws {
        try await withSQLite { database, _ in
            try await database.write { tx in try tx.row("PRAGMA max_page_count = 1") { _ in } }
            await #expect(throws: StorageError.full) {
                try await database.write { tx in try? tx.addNote(String(repeating: "x", count: 200_000)) }
            }
        }
    }

    @Test("when the COMMIT fails, everybody in the batch fails, also who threw")
    func failedCommit() async throws {
        try await withSQLite { database, _ in
            try await database.write { tx in
                try tx.run("CREATE TABLE owners (id INTEGER PRIMARY KEY)")
                try tx.run("CREATE TABLE pets (owner BIGINT REFERENCES owners (id) DEFERRABLE INITIALLY DEFERRED)")
            }
            let bodies: [@Sendable (any Transaction) throws -> Void] = [
                { try $0.addNote("innocent") },
                { _ in throw Refusal() },
                { try $0.run("INSERT INTO pets (owner) VALUES (7)") },
            ]
            let results = try await database.writeTogether(bodies)
            #expect(results.allSatisfy { $0.storageError?.description.contains("FOREIGN KEY") == true })
            #expect(try await database.read { try $0.count("SELECT COUNT(*) FROM notes") } == 0)
            try await database.write { try $0.addNote("the writer lives on") }
        }
    }

    @Test("when the transaction cannot begin, everybody who waited for it fails, once")
    func failedBegin() async throws {
        try await withSQLite(busyTimeoutSeconds: 0.05) { database, path in
            let other = try SQLiteDatabase(path: path, now: still)
            let gate = Gate()
            let holder = Task { try await other.write { _ in gate.pass() } }
            await gate.waitForArrival()
            let tasks = (0..<5).map { _ in Task.immediate { try await database.write { try $0.addNote("late") } } }
            for task in tasks { await #expect(throws: StorageError.busy) { try await task.value } }
            gate.open()
            try await holder.value
            try await database.write { try $0.addNote("free again") }
            #expect(try await database.read { try $0.count("SELECT COUNT(*) FROM notes") } == 1)
            try await other.close()
        }
    }

    @Test("a thrown error is answered after the commit of its batch, not before")
    func errorAfterCommit() async throws {
        try await withSQLite { database, _ in
            let answered = DispatchSemaphore(value: 0)
            let gate = Gate()
            let holder = Task { try await database.write { _ in gate.pass() } }
            await gate.waitForArrival()
            let refused = Task.immediate {
                defer { answered.signal() }
                try await database.write { _ in throw Refusal() }
            }
            // Waits inside the same batch for an answer that must not come yet.
            let neighbour = Task.immediate {
                try await database.write { _ in answered.wait(timeout: .now() + 0.3) == .timedOut }
            }
            gate.open()
            try await holder.value
            #expect(try await neighbour.value)
            await #expect(throws: Refusal()) { try await refused.value }
        }
    }

    @Test("when far too many wait, the next is refused and those who wait are served")
    func boundedLine() async throws {
        try await withSQLite { database, _ in
            let results = try await database.writeTogether(
                (0..<20_001).map { number in { try $0.run("INSERT INTO notes (id, body) VALUES (\(number), '')") } })
            #expect(results.map(\.storageError).firstIndex(of: .busy) == 20_000)
            #expect(try await database.read { try $0.count("SELECT COUNT(*) FROM notes") } == 20_000)
        }
    }
}
