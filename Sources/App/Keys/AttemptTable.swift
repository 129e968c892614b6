import Domain
import Foundation
import Storage

/// How often something may be tried within a window.
struct AttemptLimit: Sendable {
    let name: String
    let most: Int64
    let windowSeconds: Int
    /// Whether what is tried may be a guess at a secret.
    var guardsSecret = false

    /// What whoever tried too often is told.
    func refusal(retryAfterSeconds: Int) -> Problem {
        var problem = Problem(.tooManyRequests, retryAfterSeconds: retryAfterSeconds)
        problem.isLock = guardsSecret
        return problem
    }
}

/// One address for throttling: a whole /64 for IPv6, because a single line owns that many.
func throttledAddress(_ address: IPAddress) -> String { "\(address.subscriber)" }

/// All SQL of the table `attempts`, which every server shares: a throttle that each kept for itself would let an
/// attacker try once per server.
extension Transaction {
    /// Counts one attempt; returns the seconds to wait where there were too many, else nil.
    func attempt(_ limit: AttemptLimit, by subject: String) throws -> Int? {
        let key = "\(limit.name):\(Digest.hex(subject))"
        let ends = now.addingTimeInterval(Double(limit.windowSeconds))
        // A clock that was ahead would else lock out for as long as it was wrong.
        let latest = ends.addingTimeInterval(ClockSkew.mostSeconds)
        let isOver: SQL = "(attempts.ends_at <= \(now) OR attempts.ends_at > \(latest))"
        let counted = try row(
            """
            INSERT INTO attempts (subject, tried, ends_at) VALUES (\(key), 1, \(ends))
            ON CONFLICT (subject) DO UPDATE SET
                tried = CASE WHEN \(isOver) THEN 1 ELSE attempts.tried + 1 END,
                ends_at = CASE WHEN \(isOver) THEN \(ends) ELSE attempts.ends_at END
            RETURNING tried, ends_at
            """
        ) { (tried: try $0.int(0), ends: try $0.date(1)) }
        guard let counted, counted.tried > limit.most else { return nil }
        return max(1, Int(counted.ends.timeIntervalSince(now)))
    }

    /// After a success the earlier failures no longer count.
    func forgetAttempts(_ limit: AttemptLimit, by subject: String) throws {
        try run("DELETE FROM attempts WHERE subject = \("\(limit.name):\(Digest.hex(subject))")")
    }

    func deleteOldAttempts(before instant: Date, limit: Int) throws -> Int {
        try run(
            """
            DELETE FROM attempts WHERE subject IN (
                SELECT subject FROM attempts WHERE ends_at < \(instant) ORDER BY ends_at LIMIT \(limit))
            """)
    }
}
