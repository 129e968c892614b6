import Storage

/// Another door to a database: hooks hear of what goes through it, and may change what becomes of it.
struct WrappedDatabase: Database {
    /// What becomes of a write.
    enum Fate {
        case done
        /// The write never was.
        case undone(any Error)
        /// It was, and nobody hears of it.
        case unheard(any Error)
    }

    private let inner: any Database
    private let beforeRead: @Sendable (ReadLength) async throws -> Void
    private let fateOfWrite: @Sendable () async throws -> Fate
    private let transaction: @Sendable (any Transaction) -> any Transaction

    /// What the first two hooks throw is the answer of the read or write, which does not reach the database then.
    init(
        _ inner: any Database, beforeRead: @escaping @Sendable (ReadLength) async throws -> Void = { _ in },
        fateOfWrite: @escaping @Sendable () async throws -> Fate = { .done },
        transaction: @escaping @Sendable (any Transaction) -> any Transaction = { $0 }
    ) {
        self.inner = inner
        self.beforeRead = beforeRead
        self.fateOfWrite = fateOfWrite
        self.transaction = transaction
    }

    func read<T: Sendable>(
        _ length: ReadLength, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await beforeRead(length)
        return try await inner.read(length) { [transaction] tx in try body(transaction(tx)) }
    }

    @discardableResult
    func write<T: Sendable>(
        _ isolation: Isolation, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        let wrapped: @Sendable (any Transaction) throws -> T = { [transaction] tx in try body(transaction(tx)) }
        switch try await fateOfWrite() {
        case .done: return try await inner.write(isolation, wrapped)
        case .undone(let error):
            // What the body throws is of no interest, here and below: nobody hears of it.
            _ = try? await inner.write(isolation) { tx in
                _ = try wrapped(tx)
                throw error
            }
            throw error
        case .unheard(let error):
            _ = try? await inner.write(isolation) { tx in _ = try wrapped(tx) }
            throw error
        }
    }

    var isFull: Bool { inner.isFull }
    func integrityComplaint() async throws -> String? { try await inner.integrityComplaint() }
    func close() async throws { try await inner.close() }
}
