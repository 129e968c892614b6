import Storage

extension Schema {
    /// Accounts of before are spared: their owners were promised nothing of a proof.
    static let vouchedFor: [SQL] = [
        "ALTER TABLE users ADD COLUMN vouched_for BIGINT NOT NULL DEFAULT 0 CHECK (vouched_for IN (0, 1))",
        "UPDATE users SET vouched_for = 1 WHERE deleted_at IS NULL",
    ]
}
