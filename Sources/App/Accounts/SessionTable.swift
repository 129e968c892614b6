import Domain
import Foundation
import Storage

/// What became of a refresh token that was handed in.
enum RefreshOutcome: Sendable {
    case rotated(User, sessionID: SessionID)
    case usedBefore(User, sessionID: SessionID, at: Date)
    case unknown
}

/// All that is stored of a session, for its person.
struct SessionRecord: Sendable {
    let createdAt: Date
    let expiresAt: Date
    let revokedAt: Date?
    let lastUsedAt: Date?
    let device: String?
}

/// How long a session lives.
struct SessionLife: Sendable {
    let unusedSeconds: Double
    let longestSeconds: Double

    func end(of begun: Date, usedAt now: Date) -> Date {
        min(now.addingTimeInterval(unusedSeconds), begun.addingTimeInterval(longestSeconds))
    }
}

/// All SQL of the tables `sessions` and `refresh_tokens`, but for what is about browsers: a session is one sign-in on
/// one device, and the family of the refresh tokens that follow from it.
extension Transaction {
    /// A session of a program, or of the browser whose cookie has this hash.
    func addSession(
        of user: UserID, device: String?, cookieHash: String? = nil, expiresAt: Date
    ) throws -> SessionID {
        try insert(
            """
            INSERT INTO sessions (user_id, created_at, expires_at, last_used_at, device, cookie_hash)
            VALUES (\(user), \(now), \(expiresAt), \(now), \(device), \(cookieHash)) RETURNING id
            """)
    }

    /// When its person signed in.
    func sessionStart(_ session: SessionID) throws -> Date? {
        try row("SELECT created_at FROM sessions WHERE id = \(session)") { try $0.date(0) }
    }

    /// The latest used first.
    func openSessions(of user: UserID, limit: Int) throws -> [OpenSession] {
        try rows(
            """
            SELECT id, created_at, COALESCE(last_used_at, created_at) AS used, device FROM sessions
            WHERE user_id = \(user) AND revoked_at IS NULL AND expires_at > \(now)
            ORDER BY used DESC, id DESC LIMIT \(limit)
            """
        ) { row in
            OpenSession(
                id: try row.id(0), createdAt: try row.date(1), lastUsedAt: try row.date(2),
                device: try row.optionalText(3))
        }
    }

    func addRefreshToken(hash: String, session: SessionID) throws {
        try run(
            "INSERT INTO refresh_tokens (token_hash, session_id, created_at) VALUES (\(hash), \(session), \(now))")
    }

    /// The person of a live session: one row, read at each request.
    func sessionUser(_ session: SessionID, user: UserID) throws -> User? {
        try row(
            """
            SELECT \(User.columns) FROM users WHERE id = \(user) AND deleted_at IS NULL
            AND EXISTS (SELECT 1 FROM sessions WHERE sessions.id = \(session) AND sessions.user_id = users.id
                AND sessions.revoked_at IS NULL AND sessions.expires_at > \(now))
            """, User.init(row:))
    }

    /// The session of a refresh token, where it has not ended.
    func liveSession(ofRefreshToken hash: String) throws -> SessionID? {
        try row(
            """
            SELECT sessions.id FROM refresh_tokens JOIN sessions ON sessions.id = refresh_tokens.session_id
            WHERE refresh_tokens.token_hash = \(hash) AND sessions.revoked_at IS NULL
            AND sessions.expires_at > \(now)
            """
        ) { try $0.id(0) }
    }

    func hasRefreshToken(hash: String) throws -> Bool {
        try exists("SELECT 1 FROM refresh_tokens WHERE token_hash = \(hash)")
    }

    /// Uses a refresh token up, and lets its session live on. Of two that come at once the first rotates.
    func useRefreshToken(hash: String, life: SessionLife) throws -> RefreshOutcome {
        let found = try row(
            """
            SELECT sessions.id, sessions.user_id, refresh_tokens.used_at, sessions.created_at
            FROM refresh_tokens JOIN sessions ON sessions.id = refresh_tokens.session_id
            WHERE refresh_tokens.token_hash = \(hash) AND sessions.revoked_at IS NULL
            AND sessions.expires_at > \(now)
            """
        ) { row in
            (
                session: try row.id(0) as SessionID, user: try row.id(1) as UserID,
                usedAt: try row.optionalDate(2), begun: try row.date(3)
            )
        }
        guard let found, let user = try user(found.user) else { return .unknown }
        if let usedAt = found.usedAt { return .usedBefore(user, sessionID: found.session, at: usedAt) }
        let used = try run(
            "UPDATE refresh_tokens SET used_at = \(now) WHERE token_hash = \(hash) AND used_at IS NULL")
        guard used == 1 else { return .usedBefore(user, sessionID: found.session, at: now) }
        let ends = life.end(of: found.begun, usedAt: now)
        try run("UPDATE sessions SET expires_at = \(ends), last_used_at = \(now) WHERE id = \(found.session)")
        return .rotated(user, sessionID: found.session)
    }

    func sessions(of user: UserID) throws -> [SessionRecord] {
        try rows(
            """
            SELECT created_at, expires_at, revoked_at, last_used_at, device FROM sessions
            WHERE user_id = \(user) ORDER BY id
            """
        ) { row in
            SessionRecord(
                createdAt: try row.date(0), expiresAt: try row.date(1), revokedAt: try row.optionalDate(2),
                lastUsedAt: try row.optionalDate(3), device: try row.optionalText(4))
        }
    }

    func revokeSession(_ session: SessionID) throws {
        try run("UPDATE sessions SET revoked_at = \(now) WHERE id = \(session) AND revoked_at IS NULL")
    }

    /// False where the person has no such session, or it has ended.
    func revokeSession(_ session: SessionID, of user: UserID) throws -> Bool {
        try run(
            """
            UPDATE sessions SET revoked_at = \(now)
            WHERE id = \(session) AND user_id = \(user) AND revoked_at IS NULL AND expires_at > \(now)
            """) == 1
    }

    /// All sessions of the person, but one where it is named.
    func revokeSessions(of user: UserID, except own: SessionID? = nil) throws {
        let others: SQL = own.map { "AND id <> \($0)" } ?? ""
        try run(
            """
            UPDATE sessions SET revoked_at = \(now)
            WHERE user_id = \(user) AND revoked_at IS NULL \(others)
            """)
    }

    /// Lets no session live beyond `latest`: a clock that was ahead would have made it live longer.
    func boundSessions(latest: Date) throws {
        try run("UPDATE sessions SET expires_at = \(latest) WHERE expires_at > \(latest)")
    }

    /// Keeps so many sessions of a person: those that have ended go first, then those that were longest without use.
    func deleteSessions(of user: UserID, beyond most: Int) throws {
        // Hardly anybody has so many: the count reads one index, and nothing is put in order.
        guard try count("SELECT COUNT(*) FROM sessions WHERE user_id = \(user)") > most else { return }
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
