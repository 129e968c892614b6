import Synchronization

/// The jobs that a lane has in hand: they run, have ended, or their end is being written. A class with a lock, because
/// those that run side by side and the renewal of their leases come to it at any moment.
final class JobsInHand: Sendable {
    private struct State {
        /// The attempt that holds each, by the job's id.
        var attempts: [Int64: Job] = [:]
        /// What has ended since it was asked for the last time.
        var ended: [(id: Int64, end: JobEnd)] = []
    }

    private let state = Mutex(State())

    /// In the order in which ends are written, so that their renewal and their ends do not wait for each other.
    var all: [Job] {
        state.withLock { Array($0.attempts.values) }.sorted { ($0.queue, $0.id) < ($1.queue, $1.id) }
    }

    func begin(_ job: Job) { state.withLock { $0.attempts[job.id] = job } }

    /// True where it is in hand already, and was claimed once more because its lease could not be renewed in time: what
    /// runs goes on under the new attempt, and is not done twice.
    func goesOn(_ job: Job) -> Bool {
        state.withLock { state in
            guard state.attempts[job.id] != nil else { return false }
            state.attempts[job.id] = job
            return true
        }
    }

    func end(_ job: Job, _ end: JobEnd) { state.withLock { $0.ended.append((job.id, end)) } }

    /// What has ended, by the attempts that hold it. They stay in hand until their ends are written.
    func takeEnded() -> [(job: Job, end: JobEnd)] {
        state.withLock { state in
            defer { state.ended = [] }
            return state.ended.compactMap { id, end in state.attempts[id].map { ($0, end) } }
        }
    }

    /// Lets go what an attempt has brought to its end; returns the one that holds the job by now, where that is
    /// another.
    func letGo(_ job: Job) -> Job? {
        state.withLock { state in
            guard let holder = state.attempts[job.id] else { return nil }
            guard holder.attempt == job.attempt else { return holder }
            state.attempts[job.id] = nil
            return nil
        }
    }
}
