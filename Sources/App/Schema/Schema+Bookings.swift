import Storage

extension Schema {
    static let bookings: [SQL] = [
        """
        CREATE TABLE bookings (
            id \(SQL.identity),
            user_id BIGINT NOT NULL REFERENCES users (id),
            service_id BIGINT NOT NULL REFERENCES services (id),
            host_id BIGINT NOT NULL REFERENCES users (id),
            scheduled_at BIGINT NOT NULL CHECK (scheduled_at % 300 = 0),
            duration BIGINT NOT NULL CHECK (duration BETWEEN 5 AND 1440),
            status TEXT NOT NULL
                CHECK (status IN ('pending', 'scheduled', 'completed', 'no_show', 'cancelled', 'expired')),
            payment_status TEXT NOT NULL
                CHECK (payment_status IN ('not_required', 'requires_payment_method', 'requires_action', 'processing',
                    'succeeded', 'canceled', 'failed', 'refunded', 'partially_refunded', 'disputed')),
            amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0),
            currency TEXT NOT NULL,
            notes TEXT,
            jitsi_room_id TEXT UNIQUE,
            jitsi_room_url TEXT,
            first_cell BIGINT NOT NULL,
            end_cell BIGINT NOT NULL CHECK (end_cell > first_cell),
            sequence BIGINT NOT NULL,
            change_notice BIGINT NOT NULL,
            hold_expires_at BIGINT,
            cancelled_at BIGINT,
            cancel_reason TEXT,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL,
            CHECK (status <> 'pending' OR hold_expires_at IS NOT NULL)
        )
        """,
        "CREATE INDEX bookings_by_client ON bookings (user_id, scheduled_at, id)",
        "CREATE INDEX bookings_by_host ON bookings (host_id, scheduled_at, id)",
        "CREATE INDEX bookings_by_time ON bookings (scheduled_at, id)",
        "CREATE INDEX bookings_by_service ON bookings (service_id)",
        "CREATE INDEX bookings_by_cell ON bookings (host_id, first_cell)",
        """
        CREATE TABLE idempotency_keys (
            user_id BIGINT NOT NULL REFERENCES users (id),
            key TEXT NOT NULL,
            request_hash TEXT NOT NULL,
            booking_id BIGINT REFERENCES bookings (id),
            created_at BIGINT NOT NULL,
            PRIMARY KEY (user_id, key)
        )
        """,
        "CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at)",
    ]

    /// A list of one status, and its total, look at the index alone. Not an index that begins with the status: SQLite,
    /// which is not told how many bookings share one, would go by it where it has a person to go by.
    static let statusBesideTime: [SQL] = [
        "DROP INDEX bookings_by_time",
        "CREATE INDEX bookings_by_time ON bookings (scheduled_at, id, status)",
    ]

    /// Slots look at the index alone: in a large table the bookings of one host lie far apart.
    static let stretchesInIndex: [SQL] = [
        "DROP INDEX bookings_by_cell",
        "CREATE INDEX bookings_by_cell ON bookings (host_id, first_cell, end_cell, status)",
    ]
}
