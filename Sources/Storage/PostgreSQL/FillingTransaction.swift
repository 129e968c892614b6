/// A transaction that also takes many rows at once.
package protocol FillingTransaction: Transaction {
    /// Executes `COPY … FROM STDIN (FORMAT binary)`, a text without bound values, with the rows that `handOver` adds,
    /// of each its first columns, so many. Returns how many rows came in. Where `handOver` throws none does, and
    /// nothing of the transaction is kept.
    func fill(
        _ sql: SQL, _ handOver: (_ add: (_ row: any Row, _ columns: Int) throws -> Void) throws -> Void
    ) throws -> Int
}

extension PostgreSQLDatabase {
    /// A write as `write(.alone)` is, for a body that fills tables.
    package func fill<T: Sendable>(
        _ body: @escaping @Sendable (any FillingTransaction) throws -> T
    ) async throws -> T {
        try await write(.alone) { tx in
            guard let filling = tx as? any FillingTransaction else {
                preconditionFailure("PostgreSQL takes rows at once")
            }
            return try body(filling)
        }
    }
}
