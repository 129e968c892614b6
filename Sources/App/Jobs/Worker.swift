import Foundation
import Logging
import ServiceLifecycle
import Storage

/// Works the job table: each kind in its own lane, in which a place that is free takes the next job at once, and each
/// job under a lease that is renewed while it runs.
package struct Worker: NamedService {
    package typealias Handler = @Sendable (Job) async throws -> JobEnd

    static let leaseSeconds = 30
    /// How often the table is looked at while nothing is due.
    static let tick: Duration = .seconds(1)

    let database: any Database
    let handlers: [Job.Kind: Handler]
    /// How many jobs of a kind run at once, where it is not as the kind says.
    var places: [Job.Kind: Int] = [:]
    let now: @Sendable () -> Date
    /// A number in 0..<1, for jitter.
    let chance: @Sendable () -> Double
    let logger: Logger
    /// Leases of what runs, or whose end is being written, are renewed this often.
    package static let renewal: Duration = .seconds(10)
    package var renewal = Self.renewal
    /// How long a database that is away is waited for when something was done, and would else be done twice: for longer
    /// than the job's lease lasts, because this server goes on with what it claims once more.
    package var patience: Duration = .seconds(600)
    /// How long at most from the moment on at which the server is to stop.
    package var lastPatience: Duration = .seconds(20)
    /// Runs one job after the other, so that a run can be repeated exactly.
    package var takesTurns = false

    /// Runs until the server is told to stop; jobs that are running then are finished first, or cut short where they
    /// wait for others.
    package func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            for kind in handlers.keys {
                group.addTask { kind.endsTogether ? await laneThatEndsTogether(kind) : await lane(kind) }
            }
        }
    }

    private enum Signal { case tick, ended(Job) }

    private func lane(_ kind: Job.Kind) async {
        await withTaskGroup(of: Signal.self) { group in
            var places = lanePlaces(kind)
            group.addTask { await Self.nextTick() }
            while !Task.isShuttingDownGracefully, !Task.isCancelled {
                for job in await claimed(for: places) {
                    places.take(job.queue)
                    group.addTask {
                        await runOne(job)
                        return .ended(job)
                    }
                }
                switch await group.next() {
                case .ended(let job): places.giveBack(job.queue)
                case .tick: group.addTask { await Self.nextTick() }
                case nil: return
                }
            }
        }
    }

    private static func nextTick() async -> Signal {
        await cancelWhenGracefulShutdown {
            try? await Task.sleep(for: tick)  // try? is fine: a stop cuts it short
        }
        return .tick
    }

    /// Runs everything that is due at this moment, with what that makes due in turn; for tests and the simulation.
    package func runAllDue() async throws {
        var ran = 1
        while ran > 0 {
            ran = 0
            for kind in Job.Kind.allCases where handlers[kind] != nil { ran += try await runDue(kind) }
        }
    }

    /// Runs one lane until nothing of it is due or in hand; returns how many jobs ran.
    private func runDue(_ kind: Job.Kind) async throws -> Int {
        try await withThrowingTaskGroup(of: Job.self) { group in
            var places = lanePlaces(kind)
            var count = 0
            while true {
                for job in try await claim(for: places) {
                    places.take(job.queue)
                    count += 1
                    group.addTask {
                        await runOne(job)
                        return job
                    }
                }
                guard let ended = try await group.next() else { return count }
                places.giveBack(ended.queue)
            }
        }
    }

    func lanePlaces(_ kind: Job.Kind) -> Places {
        Places(of: kind, count: takesTurns ? 1 : places[kind] ?? kind.places)
    }

    func claimed(for places: Places) async -> [Job] {
        do { return try await claim(for: places) } catch {
            logger.error("jobs cannot be read: \(error)", metadata: ["kind": "\(places.kind.rawValue)"])
            return []
        }
    }

    /// Claims as many jobs as there is room for.
    private func claim(for places: Places) async throws -> [Job] {
        guard places.free > 0 else { return [] }
        let queues = try await database.read { try $0.dueQueues(places.kind) }
            .filter { places.room(for: $0) > 0 }
        guard !queues.isEmpty else { return [] }
        // Row counts decide whose a job is: servers that claim at once need not fail each other.
        return try await database.write(.readCommitted) {
            try Self.claim(from: queues, for: places, in: $0)
        }
    }

    static func claim(
        from queues: [Int64], for places: Places, in tx: any Transaction
    ) throws -> [Job] {
        var left = places.free
        return try queues.flatMap { queue in
            let most = min(left, places.room(for: queue))
            guard most > 0 else { return [Job]() }
            let jobs = try tx.claimJobs(places.kind, queue: queue, most: most, leaseSeconds: leaseSeconds)
            left -= jobs.count
            return jobs
        }
    }
}
