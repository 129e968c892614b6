import Foundation

/// PostgreSQL through libpq: a bounded pool of connections, each on a thread of its own. A write is serializable unless
/// its body asks for less, and is run again where it got in the way of another; a read sees one picture.
package final class PostgreSQLDatabase: Database {
    private let threads: ServingThreads
    private let fullness = Fullness()

    /// Opens nothing yet: the first transaction finds out whether the server is there. `now` is the clock of its
    /// transactions.
    package init(_ options: PostgreSQLOptions, now: @escaping @Sendable () -> Date) {
        threads = ServingThreads(options.connections, long: max(1, options.connections / 2)) {
            let session = PostgreSQLSession(options, now: now)
            return { session.serve($0) }
        }
    }

    deinit { threads.end() }

    package func read<T: Sendable>(
        _ length: ReadLength, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            threads.add(Turn(kind: .read(length), body: PendingBody(body, continuation)))
        }
    }

    @discardableResult
    package func write<T: Sendable>(
        _ isolation: Isolation, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await fullness.noting {
            try await withCheckedThrowingContinuation { continuation in
                threads.add(Turn(kind: .write(isolation), body: PendingBody(body, continuation)))
            }
        }
    }

    package var isFull: Bool { fullness.isFull }

    package func integrityComplaint() async throws -> String? {
        try await read { tx in
            let damaged = try tx.row(
                """
                SELECT CAST(checksum_failures AS TEXT) || ' page(s) do not have the checksum that was written'
                FROM pg_stat_database WHERE datname = current_database() AND checksum_failures > 0
                """
            ) { try $0.text(0) }
            if let damaged { return damaged }
            return try tx.row(
                """
                SELECT 'the index ' || CAST(indexrelid::regclass AS TEXT) || ' is not valid'
                FROM pg_index WHERE NOT indisvalid
                """
            ) { try $0.text(0) }
        }
    }

    package func close() async throws {
        await threads.close()
    }
}
