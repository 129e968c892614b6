import Foundation

/// SQLite in one file: one connection that writes, a few that read beside it (WAL), and two for long reads. An answered
/// write is on the disk (`synchronous=FULL`); writers that come at once share a commit.
package final class SQLiteDatabase: Database {
    private let writers: GroupCommit
    private let readers: Readers
    private let longReaders: ServingThreads
    private let fullness = Fullness()

    /// Long reads at once. Few, and on threads that let all others go first, so that they take no more of the processor
    /// than is left: on two cores eight admins who ask for totals would else stop the server.
    private static let longReadsAtOnce = 2
    static let niceness: Int32 = 10

    /// Opens the file, and makes it (readable by its owner alone) when it is missing. `readers` is how many reads run
    /// side by side; more than the processor has cores rarely helps. `now` is the clock of its transactions. A long
    /// read is ended after `longReadSeconds`, and refused where it has waited for its turn longer than
    /// `longPatienceSeconds`: who asked has given up by then. Throws StorageError.
    package init(
        path: String, readers: Int = 4, now: @escaping @Sendable () -> Date, busyTimeoutSeconds: Double = 5,
        longReadSeconds: Double = Double(ReadLength.mostSeconds),
        longPatienceSeconds: Double = Double(ReadLength.mostSeconds)
    ) throws {
        try DatabaseFile.create(path)
        let writer = try SQLiteConnection(writing: path, busyTimeoutSeconds: busyTimeoutSeconds)
        writers = GroupCommit(writer, now: now)
        self.readers = try Readers(
            (0..<readers).map { _ in try SQLiteConnection(reading: path, busyTimeoutSeconds: busyTimeoutSeconds) },
            now: now)
        longReaders = ServingThreads(
            Self.longReadsAtOnce, long: Self.longReadsAtOnce, niceness: Self.niceness
        ) {
            let reader = LongReader(
                path, busyTimeoutSeconds: busyTimeoutSeconds, mostSeconds: longReadSeconds,
                patienceSeconds: longPatienceSeconds, now: now)
            return { reader.serve($0) }
        }
    }

    deinit { longReaders.end() }

    package func read<T: Sendable>(
        _ length: ReadLength, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        if length == .long {
            return try await withCheckedThrowingContinuation { continuation in
                longReaders.add(Turn(kind: .read(.long), body: PendingBody(body, continuation)))
            }
        }
        if let value = try readers.readHere(body) { return value }
        return try await withCheckedThrowingContinuation { continuation in
            readers.add(PendingBody(body, continuation))
        }
    }

    /// Reads at once on the calling thread, for a body that cannot wait: it is inside another engine's transaction.
    /// Throws StorageError.busy where no connection is free.
    package func readHere<T>(_ body: (any Transaction) throws -> T) throws -> T {
        guard let value = try readers.readHere(body) else { throw StorageError.busy }
        return value
    }

    @discardableResult
    package func write<T: Sendable>(
        _ isolation: Isolation, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await fullness.noting {
            try await withCheckedThrowingContinuation { continuation in
                writers.add(PendingBody(body, continuation))
            }
        }
    }

    package var isFull: Bool { fullness.isFull }

    package func integrityComplaint() async throws -> String? {
        try await read { try $0.complaint() }
    }

    package func close() async throws {
        // The writer last: the last connection to close folds the write-ahead log into the file, and only it may write.
        await longReaders.close()
        try await readers.close()
        try await writers.close()
    }
}

extension Transaction {
    /// What SQLite complains about first in this database: a damaged page, or a row without its parent. On a connection
    /// that does not write: no CHECK counts on it from then on.
    func complaint() throws -> String? {
        // Every writer keeps them, and to try them on each row takes most of the time.
        try run("PRAGMA ignore_check_constraints = ON")
        let answer = try row("PRAGMA quick_check(1)") { try $0.text(0) }
        if let answer, answer != "ok" { return answer }
        return try row("PRAGMA foreign_key_check") { row in
            "a row of \(try row.text(0)) refers to a row of \(try row.text(2)) that is not there"
        }
    }
}
