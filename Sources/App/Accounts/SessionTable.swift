import Domain
import Foundation
import Storage

/// What became of a refresh token that was handed in.
enum RefreshOutcome: Sendable {
    case rotated(User, sessionID: Int64)
    case usedBefore(User, sessionID: Int64, at: Date)
    case unknown
}

/// All SQL of the tables `sessions` and `refresh_tokens`: a session is one sign-in on one device, and the family of
/// the refresh tokens that follow from it.
extension Transaction {
    func addSession(of user: Int64, now: Date, expiresAt: Date) throws -> Int64 {
        try insert(
            """
            INSERT INTO sessions (user_id, created_at, expires_at)
            VALUES (\(user), \(now), \(expiresAt)) RETURNING id
            """)
    }

    func addRefreshToken(hash: String, session: Int64, now: Date) throws {
        try run(
            "INSERT INTO refresh_tokens (token_hash, session_id, created_at) VALUES (\(hash), \(session), \(now))")
    }

    /// The person of a live session: one row, read at each request.
    func sessionUser(_ session: Int64, user: Int64, now: Date) throws -> User? {
        try row(
            """
            SELECT \(User.columns) FROM users WHERE id = \(user) AND deleted_at IS NULL
            AND EXISTS (SELECT 1 FROM sessions WHERE sessions.id = \(session) AND sessions.user_id = users.id
                AND sessions.revoked_at IS NULL AND sessions.expires_at > \(now))
            """, User.init(row:))
    }

    /// The session of a refresh token, where it has not ended.
    func liveSession(ofRefreshToken hash: String, now: Date) throws -> Int64? {
        try row(
            """
            SELECT sessions.id FROM refresh_tokens JOIN sessions ON sessions.id = refresh_tokens.session_id
            WHERE refresh_tokens.token_hash = \(hash) AND sessions.revoked_at IS NULL
            AND sessions.expires_at > \(now)
            """
        ) { try $0.int(0) }
    }

    func hasRefreshToken(hash: String) throws -> Bool {
        try exists("SELECT 1 FROM refresh_tokens WHERE token_hash = \(hash)")
    }

    /// Uses a refresh token up, and lets its session live on. Of two that come at once the first rotates.
    func useRefreshToken(hash: String, now: Date, sessionEnds: Date) throws -> RefreshOutcome {
        let found = try row(
            """
            SELECT sessions.id, sessions.user_id, refresh_tokens.used_at
            FROM refresh_tokens JOIN sessions ON sessions.id = refresh_tokens.session_id
            WHERE refresh_tokens.token_hash = \(hash) AND sessions.revoked_at IS NULL
            AND sessions.expires_at > \(now)
            """
        ) { (session: try $0.int(0), user: try $0.int(1), usedAt: try $0.optionalDate(2)) }
        guard let found, let user = try user(found.user) else { return .unknown }
        if let usedAt = found.usedAt { return .usedBefore(user, sessionID: found.session, at: usedAt) }
        let used = try run(
            "UPDATE refresh_tokens SET used_at = \(now) WHERE token_hash = \(hash) AND used_at IS NULL")
        guard used == 1 else { return .usedBefore(user, sessionID: found.session, at: now) }
        try run("UPDATE sessions SET expires_at = \(sessionEnds) WHERE id = \(found.session)")
        return .rotated(user, sessionID: found.session)
    }

    func sessions(of user: Int64) throws -> [(createdAt: Date, expiresAt: Date, revokedAt: Date?)] {
        try rows(
            "SELECT created_at, expires_at, revoked_at FROM sessions WHERE user_id = \(user) ORDER BY id"
        ) { (createdAt: try $0.date(0), expiresAt: try $0.date(1), revokedAt: try $0.optionalDate(2)) }
    }

    func revokeSession(_ session: Int64, now: Date) throws {
        try run("UPDATE sessions SET revoked_at = \(now) WHERE id = \(session) AND revoked_at IS NULL")
    }

    func revokeSessions(of user: Int64, now: Date) throws {
        try run("UPDATE sessions SET revoked_at = \(now) WHERE user_id = \(user) AND revoked_at IS NULL")
    }

    /// Lets no session live beyond `latest`: a clock that was ahead would have made it live longer.
    func boundSessions(latest: Date) throws {
        try run("UPDATE sessions SET expires_at = \(latest) WHERE expires_at > \(latest)")
    }

    /// Keeps so many sessions of a person: those that have ended go first, then those that were longest without use.
    func deleteSessions(of user: Int64, beyond most: Int) throws {
        try run(
            """
            DELETE FROM sessions WHERE id IN (
                SELECT id FROM sessions WHERE user_id = \(user)
                ORDER BY revoked_at IS NOT NULL, expires_at DESC, id DESC LIMIT 100 OFFSET \(most))
            """)
    }

    /// Refresh tokens that were used before `instant`; at most `limit` at once.
    func deleteUsedRefreshTokens(before instant: Date, limit: Int) throws -> Int {
        try run(
            """
            DELETE FROM refresh_tokens WHERE token_hash IN (
                SELECT token_hash FROM refresh_tokens WHERE used_at < \(instant) ORDER BY used_at LIMIT \(limit))
            """)
    }

    /// Sessions that ended before `instant`, with their tokens; at most `limit` at once.
    func deleteOldSessions(before instant: Date, limit: Int) throws -> Int {
        try run(
            """
            DELETE FROM sessions WHERE id IN (
                SELECT id FROM sessions WHERE expires_at < \(instant) ORDER BY expires_at LIMIT \(limit))
            """)
    }
}
