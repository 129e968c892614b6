import Foundation
import Synchronization

/// A few connections that only read. Who finds one free reads at once, on the thread that asks: a reader of SQLite's
/// write-ahead log waits for nobody, and a hop to another thread and back costs more than most reads. Who finds none
/// free waits in line without a thread.
final class Readers: Sendable {
    private struct State: Sendable {
        var line = WaitingLine<PendingBody>()
        var idle: [SQLiteConnection]
    }

    private let connections: [SQLiteConnection]
    private let now: @Sendable () -> Date
    private let state: Mutex<State>

    init(_ connections: [SQLiteConnection], now: @escaping @Sendable () -> Date) {
        precondition(!connections.isEmpty, "a database needs a reader")
        self.connections = connections
        self.now = now
        state = Mutex(State(idle: connections))
    }

    /// Reads here and now, or returns nil where no connection is free.
    func readHere<T>(_ body: (any Transaction) throws -> T) throws -> T? {
        guard let reader = state.withLock({ $0.line.isClosed ? nil : $0.idle.popLast() }) else { return nil }
        defer { giveBack(reader) }
        return try reader.performHere { session in
            let tx = SQLiteTransaction(session, at: now())
            try tx.control("BEGIN DEFERRED")
            // There is nothing to keep; and a transaction that a failure ended already needs no end.
            defer { tx.rollBackIfOpen() }
            return try body(tx)
        }
    }

    /// Somebody may have come to wait meanwhile.
    private func giveBack(_ reader: SQLiteConnection) {
        state.withLock { state in
            if state.line.isEmpty { state.idle.append(reader) } else { reader.perform { self.drain(reader, $0) } }
        }
    }

    func add(_ body: PendingBody) {
        let refusal = state.withLock { state -> StorageError? in
            if let refusal = state.line.add(body) { return refusal }
            // Inside the lock, so that who is let in before `close` is also served before it.
            if let reader = state.idle.popLast() { reader.perform { self.drain(reader, $0) } }
            return nil
        }
        if let refusal { body.refuse(refusal) }
    }

    func close() async throws {
        state.withLock { $0.line.close() }
        for connection in connections { try await connection.close() }
    }

    private func drain(_ reader: SQLiteConnection, _ session: SQLiteSession) {
        while true {
            let next = state.withLock { state in
                let next = state.line.next(1).first
                if next == nil { state.idle.append(reader) }
                return next
            }
            guard let next else { return }
            session.read(next, at: now())
        }
    }
}

extension SQLiteSession {
    /// Runs a body that only reads, and answers it.
    func read(_ body: PendingBody, at now: Date) {
        let tx = SQLiteTransaction(self, at: now)
        do {
            try tx.control("BEGIN DEFERRED")
            let outcome = body.attempt(tx)
            // There is nothing to keep; and a transaction that a failure ended already needs no end.
            tx.rollBackIfOpen()
            outcome.answer()
        } catch {
            body.refuse(error)
        }
    }
}
