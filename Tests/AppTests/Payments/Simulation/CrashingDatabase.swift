import Storage
import Synchronization

/// The server has died: nobody gets an answer of it any more.
struct Crash: Error {}

/// When servers die: asked at every write of each of them.
final class CrashPlan: Sendable {
    enum Moment: Sendable, CaseIterable {
        /// The write never was.
        case beforeCommit
        /// It was, and nobody heard of it.
        case afterCommit
    }

    private struct State {
        var writes = 0
        var crashes = 0
        var decide: @Sendable (_ write: Int) -> Moment? = { _ in nil }
    }

    private let state = Mutex(State())

    var writes: Int { state.withLock { $0.writes } }
    var crashes: Int { state.withLock { $0.crashes } }

    /// Follows another plan from now on; its writes are counted from 1.
    func follow(_ decide: @escaping @Sendable (_ write: Int) -> Moment?) {
        state.withLock { $0 = State(decide: decide) }
    }

    /// Nobody dies any more; what was counted stays.
    func end() { state.withLock { $0.decide = { _ in nil } } }

    fileprivate func next() -> Moment? {
        state.withLock { state in
            state.writes += 1
            let moment = state.decide(state.writes)
            if moment != nil { state.crashes += 1 }
            return moment
        }
    }
}

/// The database as one run of a server sees it: when the plan says so the server dies with a write, and from then on
/// nothing reaches the database through it.
final class CrashingDatabase: Database {
    private let inner: any Database
    private let plan: CrashPlan
    private let hasDied = Mutex(false)

    init(_ inner: any Database, _ plan: CrashPlan) {
        self.inner = inner
        self.plan = plan
    }

    var isDead: Bool { hasDied.withLock { $0 } }

    func read<T: Sendable>(
        _ length: ReadLength, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        if isDead { throw Crash() }
        return try await inner.read(length, body)
    }

    @discardableResult
    func write<T: Sendable>(
        _ isolation: Isolation, _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        if isDead { throw Crash() }
        guard let moment = plan.next() else { return try await inner.write(isolation, body) }
        hasDied.withLock { $0 = true }
        // What the body throws is of no interest: nobody hears of it.
        _ = try? await inner.write(isolation) { tx in
            _ = try body(tx)
            if moment == .beforeCommit { throw Crash() }
        }
        throw Crash()
    }

    var isFull: Bool { inner.isFull }
    func integrityComplaint() async throws -> String? { try await inner.integrityComplaint() }
    func close() async throws { try await inner.close() }
}
