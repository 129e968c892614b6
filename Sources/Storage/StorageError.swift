/// Why storage could not do what it was asked. What a person may act on is decided above, in the rooms.
package enum StorageError: Error, Equatable, Sendable {
    /// The engine or its disk failed.
    case unavailable(String)
    /// Another process kept the database for too long, or too much work is waiting.
    case busy
    /// A long read was ended, because it ran for longer than it may.
    case tookTooLong
    /// The disk, or the space that the database may take, is full.
    case full
    /// The database was closed.
    case closed
    /// A statement tried to write in a read.
    case readOnly
    /// Another process holds the lock file.
    case locked(by: String)
    /// The database was migrated by a newer program: the name is of a migration that this one does not know.
    case newerDatabase(migration: String)
    /// A column, counted from 0, does not hold what was asked of it.
    case badColumn(Int, String)
    /// A statement that must give a row gave none.
    case noRow
    /// The connection was lost while the commit was under way: whether it took place is for a later look to find out.
    case unknownOutcome
    /// The engine refused a statement, for instance by a constraint. The SQL never contains a bound value.
    case refused(reason: String, sql: String)
}

extension StorageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unavailable(let reason): "The database is not available: \(reason)."
        case .busy: "The database is busy. Please try again."
        case .tookTooLong: "A question to the database took longer than \(ReadLength.mostSeconds) s."
        case .full: "The database cannot grow: the disk or its quota is full."
        case .closed: "The database was closed."
        case .readOnly: "A statement tried to write in a read transaction."
        case .locked(let holder): "The database is in use by \(holder)."
        case .newerDatabase(let migration):
            "The database was made by a newer version of this program: its migration \"\(migration)\" is unknown here."
        case .badColumn(let column, let reason): "Column \(column) \(reason)."
        case .noRow: "A statement that must give a row gave none."
        case .unknownOutcome:
            "The connection to the database was lost during a commit; whether it took place is not known."
        case .refused(let reason, let sql): "The database refused a statement: \(reason) (\(sql))."
        }
    }
}

extension StorageError {
    /// Whether the same request may succeed a little later; everything else is a bug, or wants a person.
    package var mayPass: Bool {
        switch self {
        case .busy, .tookTooLong, .full, .closed, .unavailable, .locked, .unknownOutcome: true
        case .readOnly, .newerDatabase, .badColumn, .noRow, .refused: false
        }
    }
}
