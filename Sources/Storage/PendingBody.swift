/// A body that waits for its transaction, together with the task that waits for its answer: exactly one.
struct PendingBody: Sendable {
    /// Runs the body and keeps what came out, so that it can be answered when it is true: after the commit.
    let attempt: @Sendable (any EngineTransaction) -> Outcome
    /// Answers without an outcome: the body did not run, or what it did was undone.
    let refuse: @Sendable (StorageError) -> Void

    /// What came out of a body.
    struct Outcome {
        let hasThrown: Bool
        let answer: () -> Void
    }

    init<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T,
        _ continuation: CheckedContinuation<T, any Error>
    ) {
        attempt = { tx in
            do {
                let value = try body(tx)
                try tx.checkSound()
                return Outcome(hasThrown: false) { continuation.resume(returning: value) }
            } catch {
                return Outcome(hasThrown: true) { continuation.resume(throwing: error) }
            }
        }
        refuse = { continuation.resume(throwing: $0) }
    }
}

/// A transaction as its engine sees it.
protocol EngineTransaction: Transaction {
    /// Throws what a statement of the body failed with: a body that went over it would else leave half of itself.
    func checkSound() throws
}
