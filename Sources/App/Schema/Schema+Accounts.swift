import Storage

extension Schema {
    static let accounts: [SQL] = [
        """
        CREATE TABLE users (
            id \(SQL.identity),
            email TEXT NOT NULL UNIQUE,
            password_hash TEXT,
            first_name TEXT,
            last_name TEXT,
            display_name TEXT,
            search_text TEXT NOT NULL,
            is_admin BIGINT NOT NULL CHECK (is_admin IN (0, 1)),
            is_host BIGINT NOT NULL CHECK (is_host IN (0, 1)),
            email_verified_at BIGINT,
            time_zone TEXT NOT NULL,
            locale TEXT NOT NULL,
            password_generation BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            deleted_at BIGINT
        )
        """,
        "CREATE INDEX users_by_right ON users (is_admin)",
        """
        CREATE TABLE sessions (
            id \(SQL.identity),
            user_id BIGINT NOT NULL REFERENCES users (id),
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            revoked_at BIGINT
        )
        """,
        "CREATE INDEX sessions_by_user ON sessions (user_id)",
        "CREATE INDEX sessions_by_end ON sessions (expires_at)",
        """
        CREATE TABLE refresh_tokens (
            token_hash TEXT NOT NULL PRIMARY KEY,
            session_id BIGINT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            created_at BIGINT NOT NULL,
            used_at BIGINT
        )
        """,
        "CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id)",
        """
        CREATE TABLE attempts (
            subject TEXT NOT NULL PRIMARY KEY,
            tried BIGINT NOT NULL,
            ends_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX attempts_by_end ON attempts (ends_at)",
    ]
}
