import Foundation
import Peers
import Storage
import Testing

/// An engine that must pass the conformance suite: how to open a database in an empty place, again and again.
struct Engine: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let open: @Sendable (URL) async throws -> any Database

    /// Every engine there is: a new one is a line here.
    static let all = [
        Engine(testDescription: "SQLite") {
            try SQLiteDatabase(
                path: $0.appending(path: "test.sqlite").path, busyTimeoutSeconds: Double(longWaitSeconds),
                longReadSeconds: Double(longWaitSeconds), longPatienceSeconds: Double(longWaitSeconds))
        },
        postgreSQL("PostgreSQL") { _ in },
        postgreSQL("PostgreSQL without named statements") { $0.keepsStatements = false },
    ]

    /// PostgreSQL, with a schema for every place.
    static func postgreSQL(
        _ description: String, _ change: @escaping @Sendable (inout PostgreSQLOptions) -> Void
    ) -> Engine {
        Engine(testDescription: description) { place in
            var options = PostgreSQLOptions(url: try await PostgreSQLPlace.url(schema: place.lastPathComponent))
            options.connections = 4
            options.waitLong()
            change(&options)
            return PostgreSQLDatabase(options)
        }
    }

    /// Runs the test on a fresh database with a table `notes (id, body)` and closes it.
    func withDatabase(_ test: (any Database) async throws -> Void) async throws {
        try await withPlace { place in
            let database = try await open(place)
            try await database.write { tx in
                try tx.run("CREATE TABLE notes (id \(SQL.identity), body TEXT NOT NULL)")
            }
            try await test(database)
            try await database.close()
        }
    }
}

/// A folder of its own for a test, removed afterwards.
func withPlace(_ test: (URL) async throws -> Void) async throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "storage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    try await test(place)
}

/// What a body may throw in a test.
struct Refusal: Error, Equatable {}

extension Transaction {
    func addNote(_ body: String) throws {
        try run("INSERT INTO notes (body) VALUES (\(body))")
    }

    func notes() throws -> [String] {
        try rows("SELECT body FROM notes ORDER BY id") { try $0.text(0) }
    }
}

extension Database {
    func notes() async throws -> [String] {
        try await read { try $0.notes() }
    }
}
