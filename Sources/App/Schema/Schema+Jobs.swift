import Storage

extension Schema {
    static let jobs: [SQL] = [
        """
        CREATE TABLE jobs (
            id \(SQL.identity),
            kind TEXT NOT NULL,
            subject_id BIGINT NOT NULL,
            detail TEXT NOT NULL,
            due_at BIGINT NOT NULL,
            attempt BIGINT NOT NULL,
            leased_until BIGINT NOT NULL,
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX jobs_by_turn ON jobs (kind, due_at, id)",
        "CREATE INDEX jobs_by_subject ON jobs (kind, subject_id)",
        """
        CREATE TABLE mails (
            id \(SQL.identity),
            kind TEXT NOT NULL CHECK (kind IN ('confirmation', 'reminder', 'cancellation', 'rescheduling',
                'verify_email', 'reset_password', 'payment_receipt', 'payment_refunded', 'slot_lost', 'notice')),
            role TEXT NOT NULL CHECK (role IN ('client', 'host', 'account')),
            booking_id BIGINT REFERENCES bookings (id),
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
        "CREATE INDEX mails_by_booking ON mails (booking_id, kind)",
        "CREATE INDEX mails_by_user ON mails (user_id)",
        "CREATE INDEX mails_by_state ON mails (state, id)",
    ]

    /// The kind alone leads to `jobs_by_turn` only: PostgreSQL, while it believes that there are few jobs of a kind,
    /// would as soon go by the other index, and read all of them.
    static let subjectBeforeKind: [SQL] = [
        "DROP INDEX jobs_by_subject",
        "CREATE INDEX jobs_by_subject ON jobs (subject_id, kind)",
    ]

    static let audit: [SQL] = [
        """
        CREATE TABLE audit (
            id \(SQL.identity),
            at BIGINT NOT NULL,
            actor_id BIGINT,
            action TEXT NOT NULL,
            booking_id BIGINT,
            user_id BIGINT,
            detail TEXT NOT NULL
        )
        """,
        "CREATE INDEX audit_by_booking ON audit (booking_id)",
        "CREATE INDEX audit_by_user ON audit (user_id)",
        "CREATE INDEX audit_by_actor ON audit (actor_id)",
    ]
}
