import Foundation
import Storage
import Synchronization

/// Whether the server can do its work.
package struct Health: Sendable {
    let database: any Database
    let now: @Sendable () -> Date
    let startedAt: Date
    let version: String
    /// Told by the server when it begins to stop.
    let stopping: Stopping

    /// Jobs that wait for no other server and have waited longer than this, in seconds, mean that no worker runs.
    private static let longestWait = 600.0

    struct State: Sendable {
        let database: Bool
        let jobs: Bool
        let overdueJobs: Int
        let overdueMails: Int
        let parkedMails: Int
        var isOK: Bool { database && jobs }
    }

    func state() async -> State {
        let now = now()
        do {
            return try await database.read { tx in
                // Retries wait on purpose and lie ahead; what was due long ago was left undone. What asks other
                // servers is no sign of it: behind one that hangs, a few at a time, jobs wait long though the worker
                // is well.
                let since = now.addingTimeInterval(-Self.longestWait)
                let others = Job.Kind.allCases.filter { !$0.asksOthers }
                let overdue = try tx.overdueJobCount(others, since: since, now: now)
                return State(
                    database: true, jobs: overdue == 0, overdueJobs: overdue,
                    overdueMails: try tx.overdueJobCount([.mail], since: since, now: now),
                    parkedMails: try tx.mailCount(state: .parked))
            }
        } catch {
            return State(database: false, jobs: false, overdueJobs: 0, overdueMails: 0, parkedMails: 0)
        }
    }
}

/// Set once, when the server begins to stop, so that a balancer sends nothing more. A class, because the server's
/// shutdown and the health routes share it.
package final class Stopping: Sendable {
    private let flag = Mutex(false)
    package init() {}
    package var hasBegun: Bool { flag.withLock { $0 } }
    package func begin() { flag.withLock { $0 = true } }
}
