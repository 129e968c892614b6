import Foundation
import Logging
import ServiceLifecycle
import Storage

/// Works the job table: each kind in its own lane, each claim under a lease that is renewed while the job runs.
package struct Worker: ServiceLifecycle.Service {
    package typealias Handler = @Sendable (Job) async throws -> JobEnd

    static let leaseSeconds = 30
    /// A running lease is renewed this often.
    private static let renewal: Duration = .seconds(10)
    /// How long a database that is away is waited for when something was done: nobody else has the job meanwhile,
    /// because its lease was renewed a renewal ago at most.
    private static let patience: Duration = .seconds(leaseSeconds) - renewal
    /// How often the table is looked at while nothing is due.
    private static let tick: Duration = .seconds(1)

    let database: any Database
    let handlers: [Job.Kind: Handler]
    let now: @Sendable () -> Date
    /// A number in 0..<1, for jitter.
    let chance: @Sendable () -> Double
    let logger: Logger
    /// Runs what it has claimed one after the other, so that a run can be repeated exactly.
    package var takesTurns = false

    /// Runs until the server is told to stop; jobs that are running then are finished first.
    package func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for kind in handlers.keys { group.addTask { await lane(kind) } }
        }
    }

    private func lane(_ kind: Job.Kind) async {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                if try await runDue(kind) > 0 { continue }
            } catch {
                logger.error("jobs cannot be read: \(error)", metadata: ["kind": "\(kind.rawValue)"])
            }
            await cancelWhenGracefulShutdown {
                try? await Task.sleep(for: Self.tick)  // try? is fine: a stop cuts it short
            }
        }
    }

    /// Runs everything that is due at this moment, with what that makes due in turn; for tests and the simulation.
    package func runAllDue() async throws {
        var ran = 1
        while ran > 0 {
            ran = 0
            for kind in Job.Kind.allCases where handlers[kind] != nil { ran += try await runDue(kind) }
        }
    }

    /// Claims and runs one lane's width of jobs; returns how many it ran.
    private func runDue(_ kind: Job.Kind) async throws -> Int {
        let moment = now()
        guard try await database.read({ try $0.hasDueJob(kind, now: moment) }) else { return 0 }
        // Row counts decide whose a job is: servers that claim at once need not fail each other.
        let jobs = try await database.write(.readCommitted) {
            try $0.claimJobs(kind, leaseSeconds: Self.leaseSeconds, now: moment)
        }
        if takesTurns {
            // As RETURNING gives them in no order of its own.
            for job in jobs.sorted(by: { $0.id < $1.id }) { await runOne(job) }
        } else {
            await withDiscardingTaskGroup { group in
                for job in jobs { group.addTask { await runOne(job) } }
            }
        }
        return jobs.count
    }

    private func runOne(_ job: Job) async {
        guard let handler = handlers[job.kind] else { preconditionFailure("only kinds with a handler are claimed") }
        let end: JobEnd
        do { end = try await withLease(job) { try await handler(job) } } catch {
            end = .again(error: "\(error)") { _ in }
        }
        let deadline = ContinuousClock.now + Self.patience
        while true {
            do { return try await write(end, of: job) } catch {
                // Without its end written the job runs again when its lease has run out.
                logger.error("a job's end cannot be written: \(error)", metadata: ["job": "\(job.id)"])
                guard end.mustBeKept, (error as? StorageError)?.mayPass == true, ContinuousClock.now < deadline else {
                    return
                }
            }
            do { try await Task.sleep(for: Self.tick) } catch { return }
        }
    }

    private func write(_ end: JobEnd, of job: Job) async throws {
        let moment = now()
        let wait = Backoff.seconds(
            afterAttempt: job.attempt, longest: job.kind.longestWaitSeconds, chance: chance())
        try await database.write(job.kind.isolation) { tx in
            switch end {
            case .done(let effect):
                if try tx.finishJob(job) { try effect(tx) }
            case .again(_, let effect):
                if try tx.postponeJob(job, until: moment.addingTimeInterval(Double(wait))) { try effect(tx) }
            case .next(let due):
                _ = try tx.postponeJob(job, until: due)
            case .decided(let decide):
                // First the question whether the job is still ours: what a lost one found counts no more.
                guard try tx.postponeJob(job, until: moment) else { return }
                if let due = try decide(tx) {
                    _ = try tx.postponeJob(job, until: due)
                } else {
                    _ = try tx.finishJob(job)
                }
            }
        }
        if case .again(let error, _) = end {
            logger.warning("job failed: \(error)", metadata: ["job": "\(job.id)", "kind": "\(job.kind.rawValue)"])
        }
    }

    /// Runs `body` while renewing the lease, so that a slow mail server does not make a second server send it too.
    private func withLease(_ job: Job, _ body: @escaping @Sendable () async throws -> JobEnd) async throws -> JobEnd {
        try await withThrowingTaskGroup(of: JobEnd?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                await keepLease(job)
                return nil
            }
            defer { group.cancelAll() }
            while let end = try await group.next() {
                if let end { return end }
            }
            throw CancellationError()
        }
    }

    /// Renews the lease until it is lost or the job has ended. That it cannot be renewed does not end the job: how a
    /// mail ended is written down also where the server stops meanwhile, or it would go out twice.
    private func keepLease(_ job: Job) async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: Self.renewal)
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
