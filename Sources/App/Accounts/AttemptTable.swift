import Domain
import Foundation
import Storage

/// How often something may be tried within a window.
struct AttemptLimit: Sendable {
    let name: String
    let most: Int64
    let windowSeconds: Int

    static let loginByPair = AttemptLimit(name: "login-pair", most: 10, windowSeconds: 900)
    static let loginByDevice = AttemptLimit(name: "login-device", most: 30, windowSeconds: 900)
    /// By account alone a try only waits: see `GuestLimits`.
    static let loginByAccount = AttemptLimit(name: "login-account", most: 100, windowSeconds: 900)
    /// Passwords that are given in a session which is open already.
    static let passwordBySession = AttemptLimit(name: "password-session", most: 10, windowSeconds: 900)
    static let loginByAddress = AttemptLimit(name: "login-address", most: 100, windowSeconds: 900)
    static let registerByAddress = AttemptLimit(name: "register-address", most: 30, windowSeconds: 3_600)
    static let registerByPair = AttemptLimit(name: "register-pair", most: 5, windowSeconds: 3_600)
    static let registerByAccount = AttemptLimit(name: "register-account", most: 50, windowSeconds: 3_600)
    static let forgotByPair = AttemptLimit(name: "forgot-pair", most: 5, windowSeconds: 3_600)
    static let forgotByDevice = AttemptLimit(name: "forgot-device", most: 5, windowSeconds: 3_600)
    static let forgotByAccount = AttemptLimit(name: "forgot-account", most: 50, windowSeconds: 3_600)
    static let forgotByAddress = AttemptLimit(name: "forgot-address", most: 30, windowSeconds: 3_600)
    /// Refresh tokens that are of no session; those of one are counted by it.
    static let refreshByAddress = AttemptLimit(name: "refresh-address", most: 300, windowSeconds: 900)
    static let refreshBySession = AttemptLimit(name: "refresh-session", most: 120, windowSeconds: 3_600)
    static let bookingByUser = AttemptLimit(name: "booking-user", most: 60, windowSeconds: 3_600)
    static let changeByUser = AttemptLimit(name: "change-user", most: 60, windowSeconds: 3_600)
    /// Each change of a profile is a row of the audit trail for ever.
    static let profileByUser = AttemptLimit(name: "profile-user", most: 30, windowSeconds: 3_600)
    static let emailByUser = AttemptLimit(name: "email-user", most: 5, windowSeconds: 3_600)
    /// Mails to admins: what keeps the money of one booking often keeps that of the next ones, too.
    static let noticeByCause = AttemptLimit(name: "notice-cause", most: 3, windowSeconds: 3_600)
    /// What the payment company refuses of one booking, it refuses each time it is asked again.
    static let refusalByBooking = AttemptLimit(name: "refusal-booking", most: 1, windowSeconds: 86_400)
    /// Mails that anybody can cause: to confirm an address, or for a new password.
    static let mailByMailbox = AttemptLimit(name: "mail-mailbox", most: 5, windowSeconds: 86_400)
    static let mailByDevice = AttemptLimit(name: "mail-device", most: 5, windowSeconds: 86_400)
    static let linkByAddress = AttemptLimit(name: "link-address", most: 60, windowSeconds: 900)
}

/// All SQL of the table `attempts`, which every server shares: a throttle that each kept for itself would let an
/// attacker try once per server.
extension Transaction {
    /// Counts one attempt; returns the seconds to wait where there were too many, else nil.
    func attempt(_ limit: AttemptLimit, by subject: String, now: Date) throws -> Int? {
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
