import Foundation
import ServiceLifecycle
import Storage

extension Worker {
    private enum Report { case tick, ran, finished(Job, JobEnd), timeIsUp }

    /// What a lane knows of its jobs.
    private struct Lane {
        var places: Places
        let inHand = JobsInHand()
        var running = 0
        /// Those whose ends could not be written together, and are written one by one.
        var finishing = 0

        mutating func begin(_ job: Job) {
            places.take(job.queue)
            inHand.begin(job)
            running += 1
        }

        /// What has ended since the last time, which runs here no more.
        mutating func takeEnded() -> [(job: Job, end: JobEnd)] {
            let ended = inHand.takeEnded()
            for (job, _) in ended { places.giveBack(job.queue) }
            running -= ended.count
            return ended
        }
    }

    /// A lane for jobs of which there may be thousands: whatever has ended since the last time is written down in one
    /// transaction, which also claims what comes next. One for each end and one for each claim would cost two commits
    /// a job; and one task for all renews leases.
    func laneThatEndsTogether(_ kind: Job.Kind) async {
        var lane = Lane(places: lanePlaces(kind))
        let inHand = lane.inHand
        // Beside the lane, which may itself wait for a busy database; until the last end is written.
        async let _ = keepLeases(of: inHand)
        await withTaskGroup(of: Report.self) { group in
            var mayBeDue = true
            group.addTask { await Self.wait(Self.tick, for: .tick) }
            while !Task.isShuttingDownGracefully, !Task.isCancelled {
                let ends = lane.takeEnded()
                if mayBeDue || !ends.isEmpty {
                    await turn(ends, &lane, in: &group)
                    mayBeDue = false
                }
                switch await group.next() {
                case .tick:
                    mayBeDue = true
                    group.addTask { await Self.wait(Self.tick, for: .tick) }
                case .finished(let job, let end):
                    mayBeDue = true
                    noteFinished(job, end, &lane, in: &group)
                case .ran, .timeIsUp: break
                case nil: return
                }
            }
            await stop(&lane, &group)
        }
    }

    /// Writes down what has ended, and begins what was claimed with it.
    private func turn(
        _ ends: [(job: Job, end: JobEnd)], _ lane: inout Lane, in group: inout TaskGroup<Report>
    ) async {
        guard let next = await write(ends, andClaimFor: lane.places) else {
            for (job, end) in ends { finishAlone(job, end, &lane, in: &group) }
            return
        }
        for (job, _) in ends { _ = lane.inHand.letGo(job) }
        let inHand = lane.inHand
        for job in next where !inHand.goesOn(job) {
            lane.begin(job)
            group.addTask {
                let end = await end(of: job) { try await $0(job) }
                inHand.end(job, Task.isCancelled ? end.cutShort(at: now()) : end)
                return .ran
            }
        }
    }

    /// Each for itself, so that one that cannot be written keeps nobody's place but its own.
    private func finishAlone(_ job: Job, _ end: JobEnd, _ lane: inout Lane, in group: inout TaskGroup<Report>) {
        lane.places.take(job.queue)
        lane.finishing += 1
        group.addTask {
            await finish(job, end)
            return .finished(job, end)
        }
    }

    private func noteFinished(_ job: Job, _ end: JobEnd, _ lane: inout Lane, in group: inout TaskGroup<Report>) {
        lane.finishing -= 1
        lane.places.giveBack(job.queue)
        // Claimed here once more meanwhile: the end that counts is that of the attempt which holds the job.
        if let holder = lane.inHand.letGo(job) { finishAlone(holder, end, &lane, in: &group) }
    }

    /// Waits for what runs, and cuts short what takes too long; each is due again at once then. What has ended is
    /// written side by side, so that a database that is away is waited for once and not for each.
    private func stop(_ lane: inout Lane, _ group: inout TaskGroup<Report>) async {
        var isLate = false
        group.addTask { await Self.wait(Self.farewell, for: .timeIsUp) }
        // In a group of its own: an end that is being written down must not be cut short, or it would be lost.
        await withDiscardingTaskGroup { writing in
            while true {
                for (job, end) in lane.takeEnded() { writing.addTask { await finish(job, end) } }
                if lane.finishing == 0, isLate || lane.running == 0 { group.cancelAll() }
                switch await group.next() {
                case .timeIsUp: isLate = true
                case .finished(let job, let end): noteFinished(job, end, &lane, in: &group)
                case .tick, .ran: break
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

    /// As `keepLease`, for all that a lane has in hand.
    private func keepLeases(of inHand: JobsInHand) async {
        while true {
            do { try await Task.sleep(for: renewal) } catch { return }
            await renewLeases(of: inHand.all)
        }
    }

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
