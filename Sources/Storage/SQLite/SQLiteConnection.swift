import Dispatch
import Foundation
import GRDB
import GRDBSQLite

/// One connection on a thread of its own. GRDB opens it, guards its thread and caches its statements.
final class SQLiteConnection: Sendable {
    private static let mostSwitchAttempts = 100
    private let queue: DatabaseQueue

    /// The connection that writes: puts the file into WAL mode, and every commit on the disk before it answers.
    init(writing path: String, busyTimeoutSeconds: Double) throws {
        queue = try Self.open(path, busyTimeoutSeconds) { _ in }
        try queue.writeWithoutTransaction { db in
            let session = SQLiteSession(db)
            try Self.switchToWriteAheadLog(session)
            try session.set("synchronous", "FULL", reads: "2")
            try session.set("foreign_keys", "ON", reads: "1")
        }
    }

    /// A connection that cannot write.
    init(reading path: String, busyTimeoutSeconds: Double) throws {
        queue = try Self.open(path, busyTimeoutSeconds) { $0.readonly = true }
    }

    /// The only connection to a draft that nobody else knows: it needs no journal, because a draft that fails is gone.
    init(drafting path: String) throws {
        queue = try Self.open(path, 0) { _ in }
        try performHere { try $0.set("journal_mode", "OFF", reads: "off") }
    }

    /// Copies every page as it is at this moment, so many at once, while others go on writing; blocks until it is done.
    func copyPages(
        to draft: SQLiteConnection, pagesPerPart: Int32, afterEachPart: @escaping () throws -> Void
    ) throws {
        try queue.writeWithoutTransaction { db in
            let tx = SQLiteTransaction(SQLiteSession(db))
            // One picture for all parts: SQLite would else begin anew after whatever others write.
            try tx.control("BEGIN DEFERRED")
            defer { tx.rollBackIfOpen() }
            _ = try tx.exists("SELECT 1 FROM sqlite_master")
            try draft.queue.writeWithoutTransaction { draft in
                do {
                    try db.backup(to: draft, pagesPerStep: pagesPerPart) { _ in try afterEachPart() }
                } catch let error as NewFileError { throw error } catch { throw StorageError(error) }
            }
        }
    }

    /// Runs work on the connection's own thread, in the order of the calls.
    func perform(_ work: @escaping @Sendable (SQLiteSession) -> Void) {
        queue.asyncWriteWithoutTransaction { work(SQLiteSession($0)) }
    }

    /// Runs work on the caller's thread, once the connection is free.
    func performHere<T>(_ work: (SQLiteSession) throws -> T) throws -> T {
        try queue.writeWithoutTransaction { try work(SQLiteSession($0)) }
    }

    /// Waits for what was given to `perform` and closes; harmless when closed already.
    func close() async throws {
        try await offPool { [queue] in
            do { try queue.close() } catch { throw StorageError(error) }
        }
    }

    /// Of two that switch a new file at once SQLite refuses one without waiting, because it has a read lock on the way
    /// to its write lock; so the refused one waits as a writer does, within the busy timeout, and asks again.
    private static func switchToWriteAheadLog(_ session: SQLiteSession) throws {
        for _ in 1..<mostSwitchAttempts {
            do throws(StorageError) {
                return try session.set("journal_mode", "WAL", reads: "wal")
            } catch .busy {
                let waiting = SQLiteTransaction(session)
                try waiting.control("BEGIN IMMEDIATE")
                waiting.rollBackIfOpen()
            }
        }
        try session.set("journal_mode", "WAL", reads: "wal")
    }

    private static func open(
        _ path: String, _ busyTimeoutSeconds: Double, _ adjust: (inout Configuration) -> Void
    ) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(busyTimeoutSeconds)
        // Our transactions are opened and ended by SQLiteTransaction, of which GRDB knows nothing.
        configuration.allowsUnsafeTransactions = true
        adjust(&configuration)
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw StorageError(error)
        }
    }
}

/// Runs what waits for the disk or for another thread, which no thread of the cooperative pool may do.
func offPool<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { done in
        DispatchQueue(label: "storage").async { done.resume(with: Result(catching: work)) }
    }
}

/// The same for what is long and has time, on a thread of its own that lets all others go first.
func aside<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { done in
        Thread.detachNewThread {
            // On Linux it is the thread's own, and ends with it.
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, SQLiteDatabase.niceness)
            done.resume(with: Result(catching: work))
        }
    }
}
