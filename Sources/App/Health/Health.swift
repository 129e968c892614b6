import Foundation
import Logging
import Storage
import Synchronization

/// Whether the server can do its work.
package struct Health: Sendable {
    let now: @Sendable () -> Date
    let startedAt: Date
    let version = Version.version
    /// Told by the server when it begins to stop.
    let stopping: Stopping
    private let question: SharedQuestion<State>

    /// How long the database may take to answer: who asks must have heard within two seconds.
    package static let patience: Duration = .milliseconds(1_500)
    /// Jobs that wait for no other server and have waited longer than this, in seconds, mean that no worker runs.
    private static let longestWait = 600.0
    /// With less room than this, in bytes, the next writes fail: a log that is folded into its file needs some.
    private static let leastRoom: Int64 = 16 * 1024 * 1024

    /// A job whose end could not be written so often in a row will not pass by itself.
    private static let mostUnwritten = 3

    struct State: Sendable {
        var database = false
        var jobs = false
        var disk = true
        /// Whether the servers on the database take each other's tokens and links.
        var secret = true
        var overdueJobs = 0
        var overdueMails = 0
        var parkedMails = 0
        var unwrittenJobs = 0
        var isOK: Bool { database && jobs && disk && secret }
    }

    /// The machine on which the server runs.
    struct Machine: Sendable {
        let now: @Sendable () -> Date
        /// How many bytes are free where the data is; nil where that is not known.
        let room: @Sendable () -> Int64?
        /// How long the database may take to answer.
        let patience: Duration
    }

    init(of database: any Database, on machine: Machine, stopping: Stopping, secrets: [SecretNames], logger: Logger) {
        now = machine.now
        startedAt = machine.now()
        self.stopping = stopping
        let trouble = Trouble(logger)
        question = SharedQuestion(patience: machine.patience) {
            var state: State
            do {
                state = try await Self.state(of: database, secrets)
                trouble.note(nil)
            } catch {
                state = State()
                trouble.note("\(error)")
            }
            state.disk = !database.isFull && machine.room().map { $0 >= Self.leastRoom } ?? true
            return state
        }
    }

    /// Within two seconds: a database that does not answer counts as one that is gone.
    func state() async -> State { await question.answer() ?? State() }

    private static func state(of database: any Database, _ secrets: [SecretNames]) async throws -> State {
        try await database.read { tx in
            // Retries wait on purpose and lie ahead; what was due long ago was left undone. What asks other servers is
            // no sign of it: behind one that hangs, a few at a time, jobs wait long though the worker is well.
            let since = tx.now.addingTimeInterval(-longestWait)
            let others = Job.Kind.allCases.filter { !$0.asksOthers }
            let overdue = try tx.overdueJobCount(others, since: since)
            let isStuck = try tx.unwrittenJobCount(atLeast: mostUnwritten) > 0
            return State(
                database: true, jobs: overdue == 0 && !isStuck, secret: try tx.differences(from: secrets).isEmpty,
                overdueJobs: overdue, overdueMails: try tx.overdueJobCount([.mail], since: since),
                parkedMails: try tx.mailCount(state: .parked), unwrittenJobs: try tx.unwrittenJobCount(atLeast: 1))
        }
    }
}

/// Writes into the log why the database does not answer: once when it begins, and when it changes. A class with a lock,
/// because health questions share it.
private final class Trouble: Sendable {
    private let logger: Logger
    private let last = Mutex(String?.none)

    init(_ logger: Logger) { self.logger = logger }

    func note(_ reason: String?) {
        let isNew = last.withLock { last in
            defer { last = reason }
            return last != reason
        }
        guard isNew else { return }
        if let reason {
            logger.error("the database does not answer: \(reason)")
        } else {
            logger.notice("the database answers again")
        }
    }
}

/// Set once, when the server begins to stop, so that a balancer sends nothing more. A class, because the server's
/// shutdown and the health routes share it.
package final class Stopping: Sendable {
    private let state = Mutex((hasBegun: false, followers: [@Sendable () -> Void]()))
    package init() {}
    package var hasBegun: Bool { state.withLock { $0.hasBegun } }

    package func begin() {
        let followers = state.withLock { state in
            state.hasBegun = true
            return state.followers
        }
        for follower in followers { follower() }
    }

    /// What is to be done when it begins, once.
    func whenBegun(_ follower: @escaping @Sendable () -> Void) { state.withLock { $0.followers.append(follower) } }
}
