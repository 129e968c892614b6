import Foundation

/// A transaction in which it is another moment.
private struct DatedTransaction: Transaction {
    let now: Date
    let inner: any Transaction

    func rows<T>(_ sql: SQL, _ read: (any Row) throws -> T) throws -> [T] { try inner.rows(sql, read) }
    func row<T>(_ sql: SQL, _ read: (any Row) throws -> T) throws -> T? { try inner.row(sql, read) }
    @discardableResult
    func run(_ sql: SQL) throws -> Int { try inner.run(sql) }
}

extension Transaction {
    /// The same transaction, for deeds that are to have been done at another moment: a practice with a past is made so.
    package func at(_ moment: Date) -> any Transaction {
        DatedTransaction(now: moment.wholeSecond, inner: self)
    }
}
