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

/// One life of a server: when the plan says so it dies with a write, and from then on nothing reaches the database
/// through its door.
final class ServerLife: Sendable {
    private let plan: CrashPlan
    private let hasDied = Mutex(false)

    init(_ plan: CrashPlan) { self.plan = plan }

    var isDead: Bool { hasDied.withLock { $0 } }

    /// The database as this life sees it.
    func door(to database: any Database) -> WrappedDatabase {
        WrappedDatabase(
            database, beforeRead: { _ in if self.isDead { throw Crash() } },
            fateOfWrite: {
                if self.isDead { throw Crash() }
                guard let moment = self.plan.next() else { return .done }
                self.hasDied.withLock { $0 = true }
                return moment == .beforeCommit ? .undone(Crash()) : .unheard(Crash())
            })
    }
}
