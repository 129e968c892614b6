import Foundation

/// SQLite in one file: one connection that writes, a few that read beside it (WAL). An answered write is on the disk
/// (`synchronous=FULL`); writers that come at once share a commit.
package final class SQLiteDatabase: Database {
    private let writers: GroupCommit
    private let readers: Readers

    /// Opens the file, and makes it (readable by its owner alone) when it is missing. `readers` is how many reads run
    /// side by side; more than the processor has cores rarely helps. Throws StorageError.
    package init(path: String, readers: Int = 4, busyTimeoutSeconds: Double = 5) throws {
        try Self.createFile(path)
        let writer = try SQLiteConnection(writing: path, busyTimeoutSeconds: busyTimeoutSeconds)
        writers = GroupCommit(writer)
        self.readers = try Readers(
            (0..<readers).map { _ in try SQLiteConnection(reading: path, busyTimeoutSeconds: busyTimeoutSeconds) })
    }

    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
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
        try await withCheckedThrowingContinuation { continuation in
            writers.add(PendingBody(body, continuation))
        }
    }

    package func integrityComplaint() async throws -> String? {
        try await read { try $0.complaint() }
    }

    package func close() async throws {
        // The writer last: the last connection to close folds the write-ahead log into the file, and only it may write.
        try await readers.close()
        try await writers.close()
    }

    /// By mknod, which opens nothing: closing a descriptor of the file would drop the locks that SQLite holds on it in
    /// this process. SQLite gives the files of its log the same mode.
    private static func createFile(_ path: String) throws {
        guard mknod(path, S_IFREG | 0o600, 0) != 0, errno != EEXIST else { return }
        throw StorageError.unavailable("cannot create \(path): \(String(cString: strerror(errno)))")
    }
}

extension Transaction {
    /// What SQLite complains about first in this database: a damaged page, or a row without its parent.
    func complaint() throws -> String? {
        let answer = try row("PRAGMA quick_check(1)") { try $0.text(0) }
        if let answer, answer != "ok" { return answer }
        return try row("PRAGMA foreign_key_check") { row in
            "a row of \(try row.text(0)) refers to a row of \(try row.text(2)) that is not there"
        }
    }
}
