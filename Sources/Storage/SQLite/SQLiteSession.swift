import GRDB
import GRDBSQLite

/// A connection while its thread is ours.
struct SQLiteSession {
    /// Statements with more values than this, long lists that is, are not cached: their texts would be without number.
    private static let mostCachedBindings = 100
    private let db: GRDB.Database

    init(_ db: GRDB.Database) {
        self.db = db
    }

    var connection: OpaquePointer? { db.sqliteConnection }

    var isInTransaction: Bool { sqlite3_get_autocommit(connection) == 0 }

    /// The statement with this text, ready to be bound.
    func statement(_ text: String, bindings: Int = 0) throws(StorageError) -> SQLiteStatement {
        do {
            if bindings <= Self.mostCachedBindings {
                let cached = try db.cachedStatement(sql: text)
                // One that is being read, further up the stack, cannot be used twice.
                if sqlite3_stmt_busy(cached.sqliteStatement) == 0 { return SQLiteStatement(cached) }
            }
            return SQLiteStatement(try db.makeStatement(sql: text))
        } catch {
            throw StorageError(error, sql: text)
        }
    }

    /// Why the last call failed.
    func lastError(_ text: String) -> StorageError {
        StorageError(
            code: sqlite3_extended_errcode(connection), reason: String(cString: sqlite3_errmsg(connection)), sql: text)
    }

    /// Sets a pragma and makes sure that it reads back as it must: SQLite says nothing when it does not obey.
    func set(_ pragma: String, _ value: String, reads expected: String) throws(StorageError) {
        do {
            try db.execute(sql: "PRAGMA \(pragma) = \(value)")
            let actual = try String.fetchOne(db, sql: "PRAGMA \(pragma)")
            guard actual == expected else {
                throw StorageError.unavailable("\(pragma) is \(actual ?? "unknown") and cannot be set to \(value)")
            }
        } catch {
            throw StorageError(error)
        }
    }
}

extension StorageError {
    /// What an error of GRDB means.
    init(_ error: any Error, sql: String = "") {
        switch error {
        case let error as StorageError: self = error
        case let error as DatabaseError:
            self.init(
                code: error.extendedResultCode.rawValue, reason: error.message ?? "no reason given", sql: sql)
        default: self = .unavailable("\(error)")
        }
    }

    /// What a result code of SQLite means (https://www.sqlite.org/rescode.html).
    init(code: CInt, reason: String, sql: String) {
        // The low byte is the kind; the rest, a detail.
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_INTERRUPT: self = .tookTooLong
        case SQLITE_FULL: self = .full
        case SQLITE_READONLY: self = .readOnly
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_NOMEM, SQLITE_PERM, SQLITE_AUTH,
            SQLITE_PROTOCOL:
            self = .unavailable("\(reason) (SQLite \(code))")
        default: self = .refused(reason: reason, sql: sql)
        }
    }
}
