import CLibpq
import Foundation

/// A transaction of PostgreSQL, while its body runs.
final class PostgreSQLTransaction: EngineTransaction, FillingTransaction {
    /// The lock behind which programs change the schema one after the other: any number that nobody else uses.
    private static let schemaLock = 7_310_579_206_943_241_582
    private static let longestSchemaChangeSeconds = 3_600

    let now: Date
    private let connection: PostgreSQLConnection
    private var isReading = true
    /// When a long read has run for as long as it may.
    private var end: ContinuousClock.Instant?
    /// The statement that failed first: the server takes nothing more in this transaction.
    private(set) var failure: PostgreSQLFailure?

    init(_ connection: PostgreSQLConnection, at now: Date) {
        self.connection = connection
        self.now = now.wholeSecond
    }

    func rows<T>(_ sql: SQL, _ read: (any Row) throws -> T) throws -> [T] {
        let result = try run(sql) as PostgreSQLResult
        return try (0..<result.rowCount).map { try read(PostgreSQLRow(result: result, index: CInt($0))) }
    }

    func row<T>(_ sql: SQL, _ read: (any Row) throws -> T) throws -> T? {
        let result = try run(sql) as PostgreSQLResult
        return result.rowCount == 0 ? nil : try read(PostgreSQLRow(result: result, index: 0))
    }

    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        try (run(sql) as PostgreSQLResult).changedRows
    }

    func fill(
        _ sql: SQL, _ handOver: (_ add: (_ row: any Row, _ columns: Int) throws -> Void) throws -> Void
    ) throws -> Int {
        try checkSound()
        precondition(sql.values.isEmpty, "COPY takes no values")
        let text = sql.text(in: .postgreSQL)
        var rows = CopyRows()
        try noting { () throws(PostgreSQLFailure) in try connection.beginCopy(text) }
        do {
            try handOver { row, columns in
                try checkSound()
                try rows.add(row, columns: columns)
                if rows.isFull { try send(&rows) }
            }
            rows.end()
            try send(&rows)
        } catch {
            if failure == nil { giveUp(text) }
            throw error
        }
        return try noting { () throws(PostgreSQLFailure) in try connection.endCopy(text) }
    }

    /// Tells the server, which waits for rows, that no more will come; it forgets those that did.
    private func giveUp(_ text: String) {
        do throws(PostgreSQLFailure) { _ = try connection.endCopy(text, complaint: "given up") } catch {
            failure = error
        }
    }

    private func send(_ rows: inout CopyRows) throws {
        try noting { () throws(PostgreSQLFailure) in try connection.sendRows(rows.bytes) }
        rows.forgetSent()
    }

    func checkSound() throws {
        if let failure { throw failure.error }
    }

    private func noting<T>(_ deed: () throws(PostgreSQLFailure) -> T) throws -> T {
        do { return try deed() } catch { throw failed(error) }
    }

    private func run(_ sql: SQL) throws -> PostgreSQLResult {
        try checkSound()
        if let end, .now > end { throw failed(PostgreSQLFailure(kind: .final, error: .tookTooLong)) }
        do throws(PostgreSQLFailure) {
            return try connection.run(sql.text(in: .postgreSQL), sql.values, isReading: isReading)
        } catch {
            let isTooLong = end != nil && error.kind == .final && error.error == .busy
            throw failed(isTooLong ? PostgreSQLFailure(kind: .final, error: .tookTooLong) : error)
        }
    }

    private func failed(_ failure: PostgreSQLFailure) -> StorageError {
        self.failure = failure
        return failure.error
    }

    // MARK: - For the session, which opens and ends it

    /// Sends nothing yet: BEGIN travels with the body's first statement.
    func begin(_ kind: Turn.Kind, _ options: PostgreSQLOptions) throws(PostgreSQLFailure) {
        connection.longestWaitSeconds = options.longestWaitSeconds
        switch kind {
        case .read(let length):
            try connection.queue("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            if length == .long { return try beginLong(options) }
        case .write(let isolation):
            isReading = false
            switch isolation {
            case .serializable: try connection.queue("BEGIN ISOLATION LEVEL SERIALIZABLE")
            case .readCommitted: try connection.queue("BEGIN ISOLATION LEVEL READ COMMITTED")
            case .alone: return try beginAlone()
            }
        }
        // A pooler may give us another connection each time.
        if !connection.keepsStatements { try connection.queue(options.timeouts(isLocal: true)) }
    }

    private func beginLong(_ options: PostgreSQLOptions) throws(PostgreSQLFailure) {
        if !connection.keepsStatements { try connection.queue(options.timeouts(isLocal: true)) }
        end = .now + .seconds(options.longReadSeconds)
        try connection.queue("SET LOCAL statement_timeout = \(Int(options.longReadSeconds * 1_000))")
    }

    private func beginAlone() throws(PostgreSQLFailure) {
        connection.longestWaitSeconds = Self.longestSchemaChangeSeconds
        try connection.queue(
            "BEGIN ISOLATION LEVEL READ COMMITTED", "SET LOCAL statement_timeout = 0",
            "SET LOCAL idle_in_transaction_session_timeout = 0", "SELECT pg_advisory_xact_lock(\(Self.schemaLock))")
    }

    func commit() throws(PostgreSQLFailure) {
        try connection.commit()
    }

    /// Nobody waits for the answer: if it fails, the next statement does.
    func rollBack() throws(PostgreSQLFailure) {
        try connection.queue("ROLLBACK")
        try connection.push()
    }
}

extension SQL.Dialect {
    /// PostgreSQL's words. BY DEFAULT, so that a row may bring its id along.
    static let postgreSQL = SQL.Dialect(
        identity: "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY", sharedIdentity: "BIGINT PRIMARY KEY",
        nextID: { "nextval(pg_get_serial_sequence('\($0)', 'id'))" },
        continuedIDs: { ("SELECT setval(pg_get_serial_sequence('\($0)', 'id'), ", ", false)") },
        placeholder: { "$\($0)" })
}
