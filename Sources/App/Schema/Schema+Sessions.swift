import Storage

extension Schema {
    /// Housekeeping finds what was used long ago without reading all tokens.
    static let usedRefreshTokens: [SQL] = [
        "CREATE INDEX refresh_tokens_by_use ON refresh_tokens (used_at)"
    ]

    /// The program of a session and when it was last used; addresses that wait to be proved, and where a mail about one
    /// goes. Sessions of before end after 180 days too.
    static let ownedAccounts: [SQL] = [
        "ALTER TABLE sessions ADD COLUMN last_used_at BIGINT",
        "ALTER TABLE sessions ADD COLUMN device TEXT",
        """
        UPDATE sessions SET expires_at = created_at + 15552000 WHERE expires_at > created_at + 15552000
        """,
        "ALTER TABLE users ADD COLUMN pending_email TEXT",
        "ALTER TABLE mails ADD COLUMN address TEXT",
    ]

    /// Addresses are known by another text since: a job gives it to those that were there before.
    static let unitedAddresses: [SQL] = [
        """
        INSERT INTO jobs (kind, subject_id, detail, due_at, attempt, leased_until, created_at)
        SELECT 'unite_addresses', 0, '', 0, 0, 0, 0 WHERE EXISTS (SELECT 1 FROM users)
        """
    ]

    /// Browsers sign in by a cookie; a session of theirs has its hash, that of a program has none.
    static let browsers: [SQL] = [
        "ALTER TABLE sessions ADD COLUMN cookie_hash TEXT",
        "CREATE UNIQUE INDEX sessions_by_cookie ON sessions (cookie_hash)",
    ]
}
