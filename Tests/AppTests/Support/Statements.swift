import Foundation
import Storage
import Synchronization

/// The statements that were executed through its door, in their order. A class with a lock, because the engine's
/// threads write into it.
final class Statements: Sendable {
    private let state = Mutex((transactions: 0, texts: [(transaction: Int, text: String)]()))

    var all: [String] { state.withLock { $0.texts.map(\.text) } }
    func forget() { state.withLock { $0.texts = [] } }

    /// Those of each transaction; of a body that was run again each run is one.
    var byTransaction: [[String]] {
        Dictionary(grouping: state.withLock { $0.texts }, by: \.transaction).sorted { $0.key < $1.key }
            .map { $0.value.map(\.text) }
    }

    func door(to database: any Database) -> WrappedDatabase {
        WrappedDatabase(
            database,
            transaction: { tx in
                let number = self.state.withLock { state in
                    state.transactions += 1
                    return state.transactions
                }
                return WatchedTransaction(tx: tx) { sql, _ in
                    self.state.withLock { $0.texts.append((number, sql.statement)) }
                }
            })
    }
}

/// A transaction that tells of each statement before it is executed.
struct WatchedTransaction: Transaction {
    let tx: any Transaction
    let note: @Sendable (SQL, any Transaction) throws -> Void
    var now: Date { tx.now }

    func rows<T>(_ sql: SQL, _ read: (any Row) throws -> T) throws -> [T] {
        try note(sql, tx)
        return try tx.rows(sql, read)
    }

    func row<T>(_ sql: SQL, _ read: (any Row) throws -> T) throws -> T? {
        try note(sql, tx)
        return try tx.row(sql, read)
    }

    @discardableResult
    func run(_ sql: SQL) throws -> Int {
        try note(sql, tx)
        return try tx.run(sql)
    }
}

extension SQL {
    /// The text, in one line. SQL shows it to its engine alone, so that nobody else comes to paste into it; a test may
    /// look inside.
    var statement: String {
        contents.map { $0.label == "text" ? $0.value as? String ?? "" : "?" }.joined().inOneLine
    }

    /// The bound values.
    var bound: [Value] { contents.compactMap { $0.value as? Value } }

    private var contents: [(label: String?, value: Any)] {
        let pieces = Mirror(reflecting: self).children.first?.value as? [Any] ?? []
        return pieces.map { Mirror(reflecting: $0).children.first ?? (label: nil, value: "") }
    }
}

extension String {
    var inOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") + ";" }
}
