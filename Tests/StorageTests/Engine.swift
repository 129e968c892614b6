import Foundation
import Peers
import Storage
import Testing

typealias Clock = @Sendable () -> Date

/// The clock of databases in tests that are not about time.
let still: Clock = { Date(timeIntervalSince1970: 1_764_000_000) }

/// An engine that must pass the conformance suite: how to open a database in an empty place, again and again.
struct Engine: Sendable, CustomTestStringConvertible {
    let testDescription: String
    private let openDatabase: @Sendable (URL, @escaping Clock) async throws -> any Database

    init(
        _ description: String, open: @escaping @Sendable (URL, @escaping Clock) async throws -> any Database
    ) {
        testDescription = description
        openDatabase = open
    }

    /// Every engine there is: a new one is a line here.
    static let all = [
        Engine("SQLite") {
            try SQLiteDatabase(
                path: $0.appending(path: "test.sqlite").path, now: $1, busyTimeoutSeconds: Double(longWaitSeconds),
                longReadSeconds: Double(longWaitSeconds), longPatienceSeconds: Double(longWaitSeconds))
        },
        postgreSQL("PostgreSQL") { _ in },
        postgreSQL("PostgreSQL without named statements") { $0.keepsStatements = false },
    ]

    /// PostgreSQL, with a schema for every place.
    static func postgreSQL(
        _ description: String, _ change: @escaping @Sendable (inout PostgreSQLOptions) -> Void
    ) -> Engine {
        Engine(description) { place, now in
            var options = PostgreSQLOptions(url: try await PostgreSQLPlace.url(schema: place.lastPathComponent))
            options.connections = 4
            options.waitLong()
            change(&options)
            return PostgreSQLDatabase(options, now: now)
        }
    }

    func open(_ place: URL, now: @escaping Clock = still) async throws -> any Database {
        try await openDatabase(place, now)
    }

    /// Runs the test on a fresh database with a table `notes (id, body)` and closes it.
    func withDatabase(now: @escaping Clock = still, _ test: (any Database) async throws -> Void) async throws {
        try await withPlace { place in
            let database = try await open(place, now: now)
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
