import Foundation
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
    private enum Report { case tick, ran, finished(Job) }

    /// A lane for jobs of which there may be thousands: whatever has ended since the last time is written down in one
    /// transaction, which also claims what comes next. One for each end and one for each claim would cost two commits
    /// a job.
    func laneThatEndsTogether(_ kind: Job.Kind) async {
        let ended = EndedJobs()
        await withTaskGroup(of: Report.self) { group in
            var places = lanePlaces(kind)
            var mayBeDue = true
            group.addTask { await Self.nextReport() }
            while !Task.isShuttingDownGracefully, !Task.isCancelled {
                let ends = ended.take()
                for (job, _) in ends { places.giveBack(job.queue) }
                if mayBeDue || !ends.isEmpty {
                    guard let next = await write(ends, andClaimFor: places) else {
                        // Each for itself, so that one that cannot be written keeps nobody's place but its own.
                        for (job, end) in ends {
                            places.take(job.queue)
                            group.addTask {
                                await finish(job, end)
                                return .finished(job)
                            }
                        }
                        mayBeDue = false
                        continue
                    }
                    for job in next {
                        places.take(job.queue)
                        group.addTask {
                            ended.add(job, await end(of: job))
                            return .ran
                        }
                    }
                }
                mayBeDue = false
                switch await group.next() {
                case .tick:
                    mayBeDue = true
                    group.addTask { await Self.nextReport() }
                case .finished(let job):
                    mayBeDue = true
                    places.giveBack(job.queue)
                case .ran: break
                case nil: return
                }
            }
            await finishAll(ended, of: &group)
        }
    }

    private static func nextReport() async -> Report {
        await waitForTick()
        return .tick
    }

    /// Writes down how what was running at the stop came to its end.
    private func finishAll(_ ended: EndedJobs, of group: inout TaskGroup<Report>) async {
        repeat {
            for (job, end) in ended.take() { await finish(job, end) }
        } while await group.next() != nil
        for (job, end) in ended.take() { await finish(job, end) }
    }

    /// Writes down how jobs ended, and claims as many as there is room for then. Nil where nothing was written.
    private func write(_ ends: [(job: Job, end: JobEnd)], andClaimFor places: Places) async -> [Job]? {
        guard !ends.isEmpty else { return await claimed(for: places) }
        let moment = now()
        let written = ends.map { (job: $0.job, end: $0.end, later: nextTry(of: $0.job, after: $0.end, now: moment)) }
        do {
            let next = try await database.write(.readCommitted) { tx in
                for (job, end, later) in written { try Self.write(end, of: job, later: later, now: moment, in: tx) }
                let queues = try tx.dueQueues(places.kind, now: moment).filter { places.room(for: $0) > 0 }
                return try Self.claim(from: queues, for: places, now: moment, in: tx)
            }
            for (job, end) in ends { logFailure(end, of: job) }
            return next
        } catch {
            logger.error("how jobs ended cannot be written together: \(error)")
            return nil
        }
    }
}
