import Foundation
import Peers
import Storage
import Synchronization
import Testing

/// In files of their own: conflicts, losses, statements, connections, addresses, and servers that fail.
@Suite("What PostgreSQL alone promises")
struct PostgreSQLTests {
    /// Runs the test on a database with a table `notes (id, body)` and on the same database as another program sees it.
    func withPostgreSQL(
        _ change: (inout PostgreSQLOptions) -> Void = { _ in },
        _ test: (PostgreSQLDatabase, PostgreSQLDatabase) async throws -> Void
    ) async throws {
        let schema = "storage_" + UUID().uuidString
        var original = PostgreSQLOptions(url: try await PostgreSQLPlace.url(schema: schema))
        original.waitLong()
        var options = original
        options.connections = 4
        change(&options)
        let database = PostgreSQLDatabase(options, now: still)
        let other = PostgreSQLDatabase(original, now: still)
        try await other.write { try $0.run("CREATE TABLE notes (id \(SQL.identity), body TEXT NOT NULL)") }
        try await test(database, other)
        try await database.close()
        try await other.close()
    }
}

/// How often a body has begun.
final class Runs: Sendable {
    private let number = Atomic(0)

    var count: Int { number.load(ordering: .sequentiallyConsistent) }

    /// Counts one more, and returns its number, from 1.
    func begin() -> Int { number.add(1, ordering: .sequentiallyConsistent).newValue }
}

extension Database {
    /// The process that serves this database's connection, where it has only one.
    func serverProcess() async throws -> Int64 {
        try #require(try await read { tx in try tx.row("SELECT pg_backend_pid()") { try $0.int(0) } })
    }

    /// Ends a connection by the server's process, and returns when it is gone.
    func end(serverProcess process: Int64) async throws {
        let isGone = try await read { tx in
            try tx.row("SELECT CAST(pg_terminate_backend(CAST(\(process) AS INT), 10000) AS INT)") { try $0.flag(0) }
        }
        #expect(isGone == true)
    }

    /// How many connections of programs with this name the server has.
    func connections(of name: String) async throws -> Int {
        try await read { try $0.count("SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = \(name)") }
    }

    /// The error of a write, if it is storage's.
    func refusal(_ body: @escaping @Sendable (any Transaction) throws -> Void) async -> StorageError? {
        do {
            try await write(body)
            return nil
        } catch {
            return error as? StorageError
        }
    }
}

extension StorageError {
    var isUnavailable: Bool {
        if case .unavailable = self { true } else { false }
    }
}

/// The URI with another parameter at its end.
func uri(_ uri: String, with parameter: String) -> String {
    uri + (uri.contains("?") ? "&" : "?") + parameter
}
