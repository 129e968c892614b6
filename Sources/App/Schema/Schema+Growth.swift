import Storage

extension Schema {
    /// What lets lists, totals and searches cost the same however long a practice goes on.
    static let growth: [SQL] = listsOfBookings + listsOfTraces + trigrams

    /// Each index begins with what leads to the bookings, goes on in the order of the lists, and holds what else is
    /// asked for, so that those who are not wanted are passed over without a look at their rows.
    private static let listsOfBookings: [SQL] = [
        "DROP INDEX bookings_by_client",
        "CREATE INDEX bookings_by_client ON bookings (user_id, scheduled_at, id, status, host_id)",
        "DROP INDEX bookings_by_host",
        "CREATE INDEX bookings_by_host ON bookings (host_id, status, scheduled_at, id, user_id)",
        "DROP INDEX bookings_by_service",
        "CREATE INDEX bookings_by_service ON bookings (service_id, status, scheduled_at, id, host_id, user_id)",
        "DROP INDEX bookings_by_time",
        "CREATE INDEX bookings_by_time ON bookings (scheduled_at, id, user_id)",
        "CREATE INDEX bookings_by_status ON bookings (status, scheduled_at, id, user_id)",
        "CREATE INDEX bookings_by_payment_status ON bookings (payment_status, status, scheduled_at, id)",
        // The one by status serves as well.
        "DROP INDEX bookings_pending",
    ]

    /// What is read of one person goes on by the ids.
    private static let listsOfTraces: [SQL] = [
        "DROP INDEX audit_by_user",
        "CREATE INDEX audit_by_user ON audit (user_id, id)",
        "DROP INDEX audit_by_actor",
        "CREATE INDEX audit_by_actor ON audit (actor_id, id)",
        "DROP INDEX mails_by_user",
        "CREATE INDEX mails_by_user ON mails (user_id, id)",
    ]

    /// Each three signs in a row of each person's `search_text`.
    private static let trigrams: [SQL] = [
        """
        CREATE TABLE user_trigrams (
            trigram TEXT NOT NULL,
            user_id BIGINT NOT NULL,
            PRIMARY KEY (trigram, user_id)
        )
        """,
        """
        WITH RECURSIVE places (place) AS (
            SELECT CAST(1 AS BIGINT) UNION ALL
            SELECT place + 1 FROM places WHERE place + 3 <= (SELECT MAX(length(search_text)) FROM users))
        INSERT INTO user_trigrams (trigram, user_id)
        SELECT DISTINCT substr(search_text, CAST(place AS INTEGER), 3), id FROM users CROSS JOIN places
        WHERE place + 2 <= length(search_text)
        """,
        "CREATE INDEX user_trigrams_by_user ON user_trigrams (user_id)",
    ]
}
