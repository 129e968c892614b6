import Storage

extension Schema {
    /// Takes away the rows at which writers on PostgreSQL would wait for each other, or fail each other for nothing.
    static let contention: [SQL] = [
        // A calendar's version is the sum of its shards: bookings of one host that come at once touch different ones.
        """
        CREATE TABLE calendar_versions (
            host_id BIGINT NOT NULL REFERENCES users (id),
            shard BIGINT NOT NULL,
            version BIGINT NOT NULL,
            PRIMARY KEY (host_id, shard)
        )
        """,
        "INSERT INTO calendar_versions (host_id, shard, version) SELECT host_id, 0, version FROM calendars",
        "ALTER TABLE calendars DROP COLUMN version",
        // A key is written with its booking's id, and before the booking: one statement, and none that reads.
        """
        CREATE TABLE new_idempotency_keys (
            user_id BIGINT NOT NULL REFERENCES users (id),
            key TEXT NOT NULL,
            request_hash TEXT NOT NULL,
            booking_id BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            PRIMARY KEY (user_id, key)
        )
        """,
        """
        INSERT INTO new_idempotency_keys (user_id, key, request_hash, booking_id, created_at)
        SELECT user_id, key, request_hash, booking_id, created_at FROM idempotency_keys WHERE booking_id IS NOT NULL
        """,
        "DROP TABLE idempotency_keys",
        "ALTER TABLE new_idempotency_keys RENAME TO idempotency_keys",
        "CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at)",
    ]
}
