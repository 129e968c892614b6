import Storage

extension Schema {
    /// Takes away the rows at which writers on PostgreSQL would wait for each other, or fail each other for nothing.
    static let contention: [SQL] = shardedVersions + keysOnTheirOwn + mailsOnTheirOwn

    private static let shardedVersions: [SQL] = [
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
    ]

    private static let keysOnTheirOwn: [SQL] = [
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

    /// A mail does not refer to its booking by a foreign key: the key's check reads the page of the index where every
    /// other booking is being inserted, and failed one booking in five under load. Bookings are never deleted.
    private static let mailsOnTheirOwn: [SQL] = [
        """
        CREATE TABLE new_mails (
            id \(SQL.identity),
            kind TEXT NOT NULL CHECK (kind IN ('confirmation', 'reminder', 'cancellation', 'rescheduling',
                'verify_email', 'reset_password', 'payment_receipt', 'payment_refunded', 'slot_lost', 'notice')),
            role TEXT NOT NULL CHECK (role IN ('client', 'host', 'account')),
            booking_id BIGINT,
            user_id BIGINT NOT NULL REFERENCES users (id),
            scheduled_at BIGINT,
            sequence BIGINT NOT NULL,
            message_id TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL CHECK (state IN ('due', 'sent', 'parked', 'dropped')),
            attempts BIGINT NOT NULL,
            error TEXT,
            created_at BIGINT NOT NULL,
            send_at BIGINT NOT NULL,
            sent_at BIGINT
        )
        """,
        """
        INSERT INTO new_mails (id, kind, role, booking_id, user_id, scheduled_at, sequence, message_id, state, attempts,
            error, created_at, send_at, sent_at)
        SELECT id, kind, role, booking_id, user_id, scheduled_at, sequence, message_id, state, attempts,
            error, created_at, send_at, sent_at FROM mails
        """,
        "DROP TABLE mails",
        "ALTER TABLE new_mails RENAME TO mails",
        "CREATE INDEX mails_by_booking ON mails (booking_id, kind)",
        "CREATE INDEX mails_by_user ON mails (user_id)",
        "CREATE INDEX mails_by_state ON mails (state, id)",
    ]
}
