import Foundation
import Storage

/// Deletes what has served its time, a bounded number of rows at once, every hour.
package struct Housekeeping: Sendable {
    let now: @Sendable () -> Date
    /// What to delete, given by the rooms that own the tables: at most so many rows; each returns how many it deleted.
    let sweeps: [@Sendable (any Transaction, Int) throws -> Int]
    let database: any Database

    private static let every = 3_600.0
    /// Rows that one sweep deletes in one transaction, so that nobody waits long behind it.
    private static let most = 1_000

    /// Writes the job, unless it is there.
    package static func plan(in tx: any Transaction) throws {
        if try !tx.hasJob(.housekeeping) { try tx.addJob(NewJob(kind: .housekeeping, dueAt: tx.now)) }
    }

    func run(_ job: Job) async throws -> JobEnd {
        let moment = now()
        for sweep in sweeps {
            while try await database.write({ try sweep($0, Self.most) }) == Self.most {}
        }
        return .next(moment.addingTimeInterval(Self.every))
    }
}
