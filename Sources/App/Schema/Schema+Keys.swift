import Storage

extension Schema {
    /// Keys of programs. The key itself stands nowhere: of its 32 random bytes a hash without salt is enough.
    static let apiKeys: [SQL] = [
        """
        CREATE TABLE api_keys (
            id \(SQL.identity),
            user_id BIGINT NOT NULL REFERENCES users (id),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
            key_hash TEXT NOT NULL UNIQUE,
            scopes TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            expires_at BIGINT,
            last_used_at BIGINT
        )
        """,
        "CREATE INDEX api_keys_by_user ON api_keys (user_id, id)",
    ]
}
