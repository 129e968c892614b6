import Foundation
import ServiceLifecycle
import Storage

/// Deletes what has served its time, and counts what has come, a bounded number of rows at once, every hour.
package struct Housekeeping: Sendable {
    /// Deletes at most so many rows, and returns how many it deleted; it is called again until it finds none.
    typealias Sweep = @Sendable (any Transaction, Int) throws -> Int

    /// Does a bounded part of what else there is to do, in a transaction of its own, and returns how much it did; it is
    /// called again until there is nothing left.
    typealias Chore = @Sendable () async throws -> Int

    let now: @Sendable () -> Date
    /// What to delete, given by the rooms that own the tables.
    let sweeps: [Sweep]
    let chores: [Chore]
    let database: any Database

    private static let every = 3_600.0
    /// Rows that one sweep deletes in one transaction, so that nobody waits long behind it.
    private static let most = 1_000
    /// Transactions of one sweep in an hour: what is left over, after years of which nothing was forgotten, has time.
    private static let mostParts = 1_000

    /// Writes the job, unless it is there.
    package static func plan(in tx: any Transaction) throws {
        if try !tx.hasJob(.housekeeping) { try tx.addJob(NewJob(kind: .housekeeping, dueAt: tx.now)) }
    }

    func run(_ job: Job) async throws -> JobEnd {
        let moment = now()
        let swept = sweeps.map { sweep -> Chore in { try await database.write { try sweep($0, Self.most) } } }
        for chore in swept + chores {
            for _ in 0..<Self.mostParts {
                // A stop waits for jobs, and would for minutes where there is much to delete.
                guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return .next(now()) }
                // Fewer than it may: of the rows that it looked at, some must stay. What stands behind them may go.
                guard try await chore() > 0 else { break }
            }
        }
        return .next(moment.addingTimeInterval(Self.every))
    }
}
