import Foundation
import GRDBSQLite

/// A transaction of SQLite, while one body runs. The text of statements is cached by the connection.
final class SQLiteTransaction: EngineTransaction {
    let now: Date
    private let session: SQLiteSession
    /// The statement that failed first: nothing may follow it.
    private var failure: StorageError?

    /// Without a moment where nobody asks for it: while a file is opened, or is looked through for a backup.
    init(_ session: SQLiteSession, at now: Date = .distantPast) {
        self.session = session
        self.now = now.wholeSecond
    }

    func rows<T>(_ sql: SQL, _ read: (any Row) throws -> T) throws -> [T] {
        try withStatement(sql) { statement in
            let row = SQLiteRow(statement: statement)
            var rows: [T] = []
            while try step(statement) { rows.append(try read(row)) }
            return rows
        }
    }

    func row<T>(_ sql: SQL, _ read: (any Row) throws -> T) throws -> T? {
        try withStatement(sql) { statement in
            try step(statement) ? try read(SQLiteRow(statement: statement)) : nil
        }
    }

    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        try withStatement(sql) { statement in
            let before = sqlite3_total_changes64(session.connection)
            while try step(statement) {}
            // After anything but INSERT, UPDATE and DELETE, sqlite3_changes still tells of an earlier statement.
            let hasChanged = sqlite3_total_changes64(session.connection) != before
            return hasChanged ? Int(sqlite3_changes64(session.connection)) : 0
        }
    }

    // MARK: - For those who open and end it

    /// Executes BEGIN, COMMIT and their like.
    func control(_ sql: String) throws(StorageError) {
        let statement = try session.statement(sql)
        defer { sqlite3_reset(statement.pointer) }
        guard sqlite3_step(statement.pointer) == SQLITE_DONE else { throw session.lastError(sql) }
    }

    /// Throws what rolled the transaction back, if something did.
    func checkOpen() throws(StorageError) {
        if session.isInTransaction { return }
        guard let failure else { preconditionFailure("a body must not end its own transaction") }
        throw failure
    }

    func checkSound() throws {
        if let failure { throw failure }
    }

    /// Ends the transaction without keeping anything.
    func rollBackIfOpen() {
        guard session.isInTransaction else { return }
        // Not by sqlite3_exec, which would compile it for every read.
        try? control("ROLLBACK")  // try? is fine: it fails where SQLite has rolled back; BEGIN tells of anything else
    }

    // MARK: - Statements

    private func withStatement<T>(_ sql: SQL, _ use: (OpaquePointer) throws -> T) throws -> T {
        try checkSound()
        let text = sql.text(in: .sqlite)
        let values = sql.values
        let statement = try noting { () throws(StorageError) in
            let statement = try session.statement(text, bindings: values.count)
            try statement.bind(values, text)
            return statement
        }
        // Kept until here: a statement that is not in the cache lives only as long as this.
        defer { withExtendedLifetime(statement) { _ = sqlite3_reset(statement.pointer) } }
        return try use(statement.pointer)
    }

    /// True when there is a row.
    private func step(_ statement: OpaquePointer) throws(StorageError) -> Bool {
        try noting { () throws(StorageError) in
            switch sqlite3_step(statement) {
            case SQLITE_ROW: return true
            case SQLITE_DONE: return false
            default: throw session.lastError(String(cString: sqlite3_sql(statement)))
            }
        }
    }

    private func noting<T>(_ deed: () throws(StorageError) -> T) throws(StorageError) -> T {
        do { return try deed() } catch {
            failure = error
            throw error
        }
    }
}

extension SQL.Dialect {
    /// SQLite's words. AUTOINCREMENT, so that the id of a deleted row never comes back.
    static let sqlite = SQL.Dialect(
        identity: "INTEGER PRIMARY KEY AUTOINCREMENT", sharedIdentity: "INTEGER PRIMARY KEY",
        nextID: { "(SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence WHERE name = '\($0)')" },
        continuedIDs: { ("UPDATE sqlite_sequence SET seq = ", " - 1 WHERE name = '\($0)'") },
        placeholder: { _ in "?" })
}
