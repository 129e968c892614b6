import Foundation

/// The one door to an SQL engine. The door is awaited; a body is synchronous, so that no call to the outside can happen
/// inside a transaction and an engine may run a body again.
package protocol Database: Sendable {
    /// Runs the body on one unchanging picture of what is committed. A statement that writes throws
    /// StorageError.readOnly. Several queries belong into one read: each read costs a hop between threads.
    /// A long one throws StorageError.tookTooLong once it has run for as long as `ReadLength` says.
    func read<T: Sendable>(
        _ length: ReadLength, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T

    /// Runs the body wholly or not at all and answers after the durable commit, also with an error that the body threw.
    /// A cancelled task still gets that one answer: what was handed in is carried out. A body may be run again, so all
    /// it changes are rows. Once a statement has failed nothing of the body is kept, whatever the body makes of it.
    /// Writers may share a commit, so no constraint may be deferred: its failure at COMMIT fails the neighbours too.
    /// Throws StorageError.unknownOutcome where the connection was lost while the commit was under way.
    @discardableResult
    func write<T: Sendable>(
        _ isolation: Isolation, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T

    /// Whether the latest write found the disk, or the space that the database may take, full.
    var isFull: Bool { get }

    /// What the engine's own check complains about first, or nil for a sound database; it reads everything. Each engine
    /// is asked in its own way, so it is asked here.
    func integrityComplaint() async throws -> String?

    /// Refuses new work with StorageError.closed, finishes what was handed in, and lets the engine go.
    func close() async throws
}

/// How long a read may become, which decides where it runs.
package enum ReadLength: Sendable {
    /// A few rows by an index: at once, before anything that is long.
    case quick
    /// What grows with the practice: lists with their totals, searches, exports. A few at once, so that quick ones
    /// never wait behind them, and none for longer than `mostSeconds`.
    case long

    /// How long a long read may run, once its turn has come.
    package static let mostSeconds = 10
}

/// How a write stands to others at the same moment. SQLite runs one after the other, whatever is asked for.
package enum Isolation: Sendable {
    /// As if nobody else wrote meanwhile: what was read still holds at the commit.
    case serializable
    /// Each statement sees what is committed when it begins: for bodies that rest on keys and row counts alone, and
    /// would else fail each other for nothing.
    case readCommitted
    /// After everybody else who writes so, in any program, and for as long as it takes: to change the schema.
    case alone
}

extension Database {
    /// A quick read: what a body is unless it says otherwise.
    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await read(.quick, body)
    }

    /// A serializable write: what a body takes for granted unless it says otherwise.
    @discardableResult
    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await write(.serializable, body)
    }
}

/// What may be done inside a transaction. Every function throws StorageError when the engine fails or refuses.
package protocol Transaction {
    /// The moment at which it began, by the clock that the database was opened with, in whole seconds. A body that is
    /// run again gets a new one.
    var now: Date { get }
    /// Reads every row. What the closure throws ends the reading.
    func rows<T>(_ sql: SQL, _ read: (any Row) throws -> T) throws -> [T]
    /// Reads the first row; nil when there is none.
    func row<T>(_ sql: SQL, _ read: (any Row) throws -> T) throws -> T?
    /// Executes a statement and returns how many rows it inserted, changed or deleted itself.
    @discardableResult
    func run(_ sql: SQL) throws -> Int
}

extension Transaction {
    /// Whether a SELECT finds a row.
    package func exists(_ sql: SQL) throws -> Bool {
        try row(sql) { _ in true } ?? false
    }

    /// The number in the only column of `SELECT COUNT(*) …`.
    package func count(_ sql: SQL) throws -> Int {
        guard let count = try row(sql, { try $0.int(0) }) else { throw StorageError.noRow }
        return Int(count)
    }

    /// The id of the row that `INSERT … RETURNING id` made; StorageError.noRow when a conflict clause left it out.
    package func insert(_ sql: SQL) throws -> Int64 {
        guard let id = try row(sql, { try $0.int(0) }) else { throw StorageError.noRow }
        return id
    }

    /// As above, as the id that the caller takes it for.
    package func insert<ID: RawRepresentable>(_ sql: SQL) throws -> ID where ID.RawValue == Int64 {
        guard let id = try row(sql, { try $0.id(0) as ID }) else { throw StorageError.noRow }
        return id
    }
}
