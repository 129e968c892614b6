import Storage

extension Schema {
    /// Second factors, their secrets sealed, with the name of the key; and the codes that take their place once.
    static let secondFactors: [SQL] = [
        """
        CREATE TABLE second_factors (
            user_id \(SQL.sharedIdentity),
            sealed_secret TEXT NOT NULL,
            key_name TEXT NOT NULL,
            begun_at BIGINT NOT NULL,
            confirmed_at BIGINT,
            last_step BIGINT NOT NULL
        )
        """,
        "CREATE INDEX second_factors_by_key ON second_factors (key_name)",
        """
        CREATE TABLE recovery_codes (
            code_hash TEXT PRIMARY KEY,
            user_id BIGINT NOT NULL REFERENCES users (id),
            used_at BIGINT
        )
        """,
        "CREATE INDEX recovery_codes_by_user ON recovery_codes (user_id)",
    ]
}
