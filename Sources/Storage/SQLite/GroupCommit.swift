import Foundation
import Synchronization

/// Lets writers that come at once share one durable commit: what waits is drained into one IMMEDIATE transaction, each
/// body in its own savepoint, and everybody, also a body that threw, is answered after the COMMIT.
final class GroupCommit: Sendable {
    /// Bounds how long the first of a batch waits for the last.
    private static let largestBatch = 128

    private struct State: Sendable {
        var line = WaitingLine<PendingBody>()
        var isDraining = false
    }

    private let connection: SQLiteConnection
    private let now: @Sendable () -> Date
    private let state = Mutex(State())

    init(_ connection: SQLiteConnection, now: @escaping @Sendable () -> Date) {
        self.connection = connection
        self.now = now
    }

    func add(_ body: PendingBody) {
        let refusal = state.withLock { state -> StorageError? in
            if let refusal = state.line.add(body) { return refusal }
            // Inside the lock, so that who is let in before `close` is also served before it.
            if !state.isDraining { connection.perform { self.drain($0) } }
            state.isDraining = true
            return nil
        }
        if let refusal { body.refuse(refusal) }
    }

    func close() async throws {
        state.withLock { $0.line.close() }
        try await connection.close()
    }

    private func drain(_ session: SQLiteSession) {
        while true {
            let batch = state.withLock { state in
                let batch = state.line.next(Self.largestBatch)
                state.isDraining = !batch.isEmpty
                return batch
            }
            if batch.isEmpty { return }
            commit(batch, session)
        }
    }

    private func commit(_ batch: [PendingBody], _ session: SQLiteSession) {
        let tx = SQLiteTransaction(session, at: now())
        var outcomes: [PendingBody.Outcome] = []
        do {
            try tx.control("BEGIN IMMEDIATE")
            for body in batch { outcomes.append(try attempt(body, SQLiteTransaction(session, at: now()))) }
            try tx.control("COMMIT")
        } catch {
            // Nothing of the batch is kept, so nobody is told otherwise: also a body that threw did so because of what
            // it saw of its neighbours, which never came to be.
            tx.rollBackIfOpen()
            for body in batch { body.refuse(error) }
            return
        }
        for outcome in outcomes { outcome.answer() }
    }

    /// Throws only when the whole batch is lost.
    private func attempt(_ body: PendingBody, _ tx: SQLiteTransaction) throws(StorageError) -> PendingBody.Outcome {
        try tx.control("SAVEPOINT body")
        let outcome = body.attempt(tx)
        // A full disk, a failed write or a lack of memory rolls back the outer transaction, savepoints and all; what
        // follows would run unprotected.
        try tx.checkOpen()
        if outcome.hasThrown { try tx.control("ROLLBACK TO body") }
        try tx.control("RELEASE body")
        return outcome
    }
}
