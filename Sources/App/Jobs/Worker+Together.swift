import Foundation
import ServiceLifecycle
import Storage
import Synchronization

/// Jobs that have ended and are not written down yet. A class with a lock, because those that run side by side add to
/// it.
private final class EndedJobs: Sendable {
    private let waiting = Mutex([(job: Job, end: JobEnd)]())

    func add(_ job: Job, _ end: JobEnd) { waiting.withLock { $0.append((job, end)) } }

    func take() -> [(job: Job, end: JobEnd)] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}

extension Worker {
    private enum Report { case tick, renewal, ran, finished(Job), timeIsUp }

    /// What a lane knows of its jobs.
    private struct Lane {
        var places: Places
        /// Those that run, by their ids.
        var running: [Int64: Job] = [:]
        /// Those whose ends could not be written together, and are written one by one.
        var finishing = 0

        mutating func begin(_ job: Job) {
            places.take(job.queue)
            running[job.id] = job
        }

        /// True where it runs here already, and was claimed once more because its lease could not be renewed in time:
        /// what runs goes on under the new attempt, and is not done twice.
        mutating func goesOn(_ job: Job) -> Bool {
            guard running[job.id] != nil else { return false }
            running[job.id] = job
            return true
        }

        /// The attempts that hold what has ended, which run here no more.
        mutating func end(_ ended: [(job: Job, end: JobEnd)]) -> [(job: Job, end: JobEnd)] {
            ended.map { job, end in
                places.giveBack(job.queue)
                return (running.removeValue(forKey: job.id) ?? job, end)
            }
        }
    }

    /// A lane for jobs of which there may be thousands: whatever has ended since the last time is written down in one
    /// transaction, which also claims what comes next. One for each end and one for each claim would cost two commits
    /// a job; and one task for all renews leases.
    func laneThatEndsTogether(_ kind: Job.Kind) async {
        let ended = EndedJobs()
        await withTaskGroup(of: Report.self) { group in
            var lane = Lane(places: lanePlaces(kind))
            var mayBeDue = true
            group.addTask { await Self.wait(Self.tick, for: .tick) }
            group.addTask { await Self.wait(Self.renewal, for: .renewal) }
            while !Task.isShuttingDownGracefully, !Task.isCancelled {
                let ends = lane.end(ended.take())
                if mayBeDue || !ends.isEmpty {
                    await turn(ends, ended, &lane, in: &group)
                    mayBeDue = false
                }
                switch await group.next() {
                case .tick:
                    mayBeDue = true
                    group.addTask { await Self.wait(Self.tick, for: .tick) }
                case .renewal:
                    await renewLeases(of: Array(lane.running.values))
                    group.addTask { await Self.wait(Self.renewal, for: .renewal) }
                case .finished(let job):
                    mayBeDue = true
                    lane.finishing -= 1
                    lane.places.giveBack(job.queue)
                case .ran, .timeIsUp: break
                case nil: return
                }
            }
            await stop(lane, ended, &group)
        }
    }

    /// Writes down what has ended, and begins what was claimed with it.
    private func turn(
        _ ends: [(job: Job, end: JobEnd)], _ ended: EndedJobs, _ lane: inout Lane, in group: inout TaskGroup<Report>
    ) async {
        guard let next = await write(ends, andClaimFor: lane.places) else {
            // Each for itself, so that one that cannot be written keeps nobody's place but its own.
            for (job, end) in ends {
                lane.places.take(job.queue)
                lane.finishing += 1
                group.addTask {
                    await finish(job, end)
                    return .finished(job)
                }
            }
            return
        }
        for job in next where !lane.goesOn(job) {
            lane.begin(job)
            group.addTask {
                let end = await end(of: job) { try await $0(job) }
                ended.add(job, Task.isCancelled ? end.cutShort(at: now()) : end)
                return .ran
            }
        }
    }

    /// Waits for what runs, and cuts short what takes too long; each is due again at once then. What has ended is
    /// written side by side, so that a database that is away is waited for once and not for each.
    private func stop(_ lane: Lane, _ ended: EndedJobs, _ group: inout TaskGroup<Report>) async {
        var lane = lane
        var isLate = false
        group.addTask { await Self.wait(Self.farewell, for: .timeIsUp) }
        // In a group of its own: an end that is being written down must not be cut short, or it would be lost.
        await withDiscardingTaskGroup { writing in
            while true {
                for (job, end) in lane.end(ended.take()) { writing.addTask { await finish(job, end) } }
                if lane.finishing == 0, isLate || lane.running.isEmpty { group.cancelAll() }
                switch await group.next() {
                case .timeIsUp: isLate = true
                case .finished: lane.finishing -= 1
                case .tick, .renewal, .ran: break
                case nil: return
                }
            }
        }
    }

    /// A stop cuts the wait for a tick short, but not the wait for its own end.
    private static func wait(_ duration: Duration, for report: Report) async -> Report {
        if case .timeIsUp = report {
            try? await Task.sleep(for: duration)  // try? is fine: nobody is waited for any more
        } else {
            await cancelWhenGracefulShutdown {
                try? await Task.sleep(for: duration)  // try? is fine: a stop cuts it short
            }
        }
        return report
    }

    /// As `keepLease`, for all that run.
    private func renewLeases(of jobs: [Job]) async {
        guard !jobs.isEmpty else { return }
        let until = now().addingTimeInterval(Double(Self.leaseSeconds))
        do {
            try await database.write(.readCommitted) { tx in
                for job in jobs { _ = try tx.renewLease(job, until: until) }
            }
        } catch {
            logger.warning("leases cannot be renewed: \(error)")
        }
    }

    /// Writes down how jobs ended, and claims as many as there is room for then. Nil where nothing was written.
    private func write(_ ends: [(job: Job, end: JobEnd)], andClaimFor places: Places) async -> [Job]? {
        guard !ends.isEmpty else { return await claimed(for: places) }
        let moment = now()
        // In one order everywhere: of two servers that change what several queues stand for, one waits for the other,
        // and not each for each.
        let written = ends.sorted { ($0.job.queue, $0.job.id) < ($1.job.queue, $1.job.id) }
            .map { (job: $0.job, end: $0.end, later: nextTry(of: $0.job, after: $0.end, now: moment)) }
        do {
            let next = try await database.write(.readCommitted) { tx in
                for (job, end, later) in written { try Self.write(end, of: job, later: later, in: tx) }
                let queues = try tx.dueQueues(places.kind).filter { places.room(for: $0) > 0 }
                return try Self.claim(from: queues, for: places, in: tx)
            }
            for (job, end) in ends { logFailure(end, of: job) }
            return next
        } catch {
            logger.error("how jobs ended cannot be written together: \(error)")
            return nil
        }
    }
}

extension JobEnd {
    /// What was cut short has not failed.
    func cutShort(at moment: Date) -> JobEnd {
        if case .again = self { .next(moment) } else { self }
    }
}
