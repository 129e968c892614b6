import Foundation
import Logging
import ServiceLifecycle
import Storage

extension Worker {
    /// How long a job may still wait for others once the server is told to stop.
    static let farewell: Duration = .seconds(4)

    /// Runs one job and writes down how it ended, and renews its lease until that is written: neither a slow mail
    /// server nor a busy database makes a second server do the work too.
    func runOne(_ job: Job) async {
        async let _ = keepLease(job)
        await finish(job, await end(of: job) { try await outcome(of: job, by: $0) })
    }

    /// Has a job run by its handler, and says how it ended.
    func end(of job: Job, _ run: (@escaping Handler) async throws -> JobEnd) async -> JobEnd {
        guard let handler = handlers[job.kind] else { preconditionFailure("only kinds with a handler are claimed") }
        do { return try await run(handler) } catch { return .again(error: "\(error)") { _ in } }
    }

    /// Writes down how a job ended, for as long as that may do.
    func finish(_ job: Job, _ end: JobEnd) async {
        var deadline = ContinuousClock.now + patience
        var (isToldOf, isLast) = (false, false)
        while true {
            do { return try await write(end, of: job) } catch {
                if !isToldOf { logger.error("a job's end cannot be written: \(error)", metadata: ["job": "\(job.id)"]) }
                isToldOf = true
                if Task.isShuttingDownGracefully, !isLast {
                    (isLast, deadline) = (true, min(deadline, .now + lastPatience))
                }
                guard end.mustBeKept, (error as? StorageError)?.mayPass == true, ContinuousClock.now < deadline
                else { return await noteUnwritten(job) }
            }
            do { try await Task.sleep(for: Self.tick) } catch { return }
        }
    }

    private func wait(afterFailures failures: Int64, of job: Job, rarely: Bool = false) -> Double {
        let longest = rarely ? Job.Kind.longestWaitSeconds : job.kind.longestWaitSeconds
        return Double(Backoff.seconds(afterFailures: failures, longest: longest, chance: chance()))
    }

    private func write(_ end: JobEnd, of job: Job) async throws {
        let moment = now()
        let later = nextTry(of: job, after: end, now: moment)
        try await database.write(job.kind.isolation) { try Self.write(end, of: job, later: later, in: $0) }
        logFailure(end, of: job)
    }

    /// When a job that failed is tried again; of one that did not, now.
    func nextTry(of job: Job, after end: JobEnd, now: Date) -> Date {
        guard case .again(_, let rarely, _) = end else { return now }
        return now.addingTimeInterval(wait(afterFailures: job.failures + 1, of: job, rarely: rarely))
    }

    static func write(
        _ end: JobEnd, of job: Job, later: Date, in tx: any Transaction
    ) throws {
        switch end {
        case .done(let effect):
            if try tx.finishJob(job) { try effect(tx) }
        case .again(let error, _, let effect):
            let text = String(error.prefix(Job.mostErrorCharacters))
            if try tx.postponeJob(job, until: later, failures: job.failures + 1, error: text) { try effect(tx) }
        case .next(let due):
            _ = try tx.postponeJob(job, until: due)
        case .decided(let decide):
            // First the question whether the job is still ours: what a lost one found counts no more.
            guard try tx.postponeJob(job, until: tx.now) else { return }
            if let due = try decide(tx) {
                try tx.putOff(job, until: due)
            } else {
                _ = try tx.finishJob(job)
            }
        }
    }

    func logFailure(_ end: JobEnd, of job: Job) {
        guard case .again(let error, _, _) = end else { return }
        logger.warning("job failed: \(error)", metadata: ["job": "\(job.id)", "kind": "\(job.kind.rawValue)"])
    }

    /// Lets a job whose end cannot be written wait as one that failed, and counts it where health looks. In a
    /// transaction of its own: what refused the end most likely takes this.
    private func noteUnwritten(_ job: Job) async {
        let later = now().addingTimeInterval(wait(afterFailures: job.failures + 1, of: job))
        do { try await database.write(.readCommitted) { _ = try $0.noteUnwritten(job, until: later) } } catch {
            // The job runs again when its lease has run out; that the database is away is seen by itself.
            logger.error("a job cannot be put off: \(error)", metadata: ["job": "\(job.id)"])
        }
    }

    // MARK: - While it runs

    private enum Course { case ended(JobEnd), timeIsUp }

    /// Runs the handler. Once the server is told to stop, whatever still waits for others is cut short, and is due at
    /// once at the next start.
    private func outcome(of job: Job, by handler: @escaping Handler) async throws -> JobEnd {
        try await withThrowingTaskGroup(of: Course.self) { group in
            group.addTask { .ended(try await handler(job)) }
            if job.kind.asksOthers { group.addTask { await Self.timeIsUp() } }
            defer { group.cancelAll() }
            var isCut = false
            while true {
                do {
                    switch try await group.next() {
                    case .ended(let end): return isCut ? end.cutShort(at: now()) : end
                    case .timeIsUp:
                        isCut = true
                        group.cancelAll()
                    case nil: throw CancellationError()
                    }
                } catch  where isCut { return .next(now()) }
            }
        }
    }

    private static func timeIsUp() async -> Course {
        do {
            try await gracefulShutdown()
            try await Task.sleep(for: farewell)
        } catch {}  // The job has ended before.
        return .timeIsUp
    }

    /// Renews the lease until it is lost or the job's end is written. That it cannot be renewed does not end the job:
    /// how a mail ended is written down also where the server stops meanwhile, or it would go out twice.
    private func keepLease(_ job: Job) async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: renewal)
                let until = now().addingTimeInterval(Double(Self.leaseSeconds))
                guard try await database.write(.readCommitted, { try $0.renewLease(job, until: until) }) else { return }
            } catch is CancellationError {
                return
            } catch {
                logger.warning("a lease cannot be renewed: \(error)", metadata: ["job": "\(job.id)"])
            }
        }
    }
}
