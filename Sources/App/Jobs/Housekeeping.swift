import Foundation
import Storage

/// Deletes what has served its time, a bounded number of rows at once, every hour.
package struct Housekeeping: Sendable {
    let now: @Sendable () -> Date
    /// What to delete, given by the rooms that own the tables: rows before an instant, at most so many; each returns
    /// how many it deleted.
    let sweeps: [@Sendable (any Transaction, Date, Int) throws -> Int]
    let database: any Database

    private static let every = 3_600.0
    /// Rows that one sweep deletes in one transaction, so that nobody waits long behind it.
    private static let most = 1_000

    /// Writes the job, unless it is there.
    package static func plan(now: Date, in tx: any Transaction) throws {
        if try !tx.hasJob(.housekeeping) { try tx.addJob(NewJob(kind: .housekeeping, dueAt: now), now: now) }
    }

    func run(_ job: Job) async throws -> JobEnd {
        let moment = now()
        for sweep in sweeps {
            while try await database.write({ try sweep($0, moment, Self.most) }) == Self.most {}
        }
        return .next(moment.addingTimeInterval(Self.every))
    }
}
