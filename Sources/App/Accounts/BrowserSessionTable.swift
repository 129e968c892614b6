import Domain
import Foundation
import Storage

/// A session that a browser's cookie opens.
struct BrowserSession: Sendable {
    let id: SessionID
    let user: User
    let createdAt: Date
    let lastUsedAt: Date
}

/// All SQL of the sessions of browsers.
extension Transaction {
    /// Nil where the cookie is worth nothing, or nothing any more.
    func browserSession(cookieHash: String) throws -> BrowserSession? {
        let found = try row(
            """
            SELECT id, user_id, created_at, COALESCE(last_used_at, created_at) FROM sessions
            WHERE cookie_hash = \(cookieHash) AND revoked_at IS NULL AND expires_at > \(now)
            """
        ) { row in
            (
                id: try row.id(0) as SessionID, user: try row.id(1) as UserID, createdAt: try row.date(2),
                lastUsedAt: try row.date(3)
            )
        }
        guard let found, let user = try user(found.user) else { return nil }
        return BrowserSession(id: found.id, user: user, createdAt: found.createdAt, lastUsedAt: found.lastUsedAt)
    }

    /// Lets a session live on that is used.
    func noteUse(of session: SessionID, expiresAt: Date) throws {
        try run(
            """
            UPDATE sessions SET last_used_at = \(now), expires_at = \(expiresAt)
            WHERE id = \(session) AND revoked_at IS NULL
            """)
    }

    /// Ends the session of a cookie, where there is one.
    func revokeSession(ofCookie cookieHash: String) throws {
        try run("UPDATE sessions SET revoked_at = \(now) WHERE cookie_hash = \(cookieHash) AND revoked_at IS NULL")
    }
}
