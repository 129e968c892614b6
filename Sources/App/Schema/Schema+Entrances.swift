import Storage

extension Schema {
    /// Who goes into a meeting, how, and who waits. Rows of `entrances` are made at the first event of a person: one
    /// who was never heard of has the generation 0. `booking_id` refers to its booking by no foreign key (see
    /// `contention`).
    static let entrances: [SQL] =
        [
            "ALTER TABLE meetings ADD COLUMN waiting_room BIGINT NOT NULL DEFAULT 0 CHECK (waiting_room IN (0, 1))",
            "ALTER TABLE meetings ADD COLUMN closed_at BIGINT",
            "ALTER TABLE meetings ADD COLUMN late_minutes BIGINT NOT NULL DEFAULT 0 CHECK (late_minutes >= 0)",
            "ALTER TABLE meetings ADD COLUMN room_opened_at BIGINT",
            "ALTER TABLE meetings ADD COLUMN room_closed_at BIGINT",
            "ALTER TABLE services ADD COLUMN waiting_room BIGINT NOT NULL DEFAULT 0 CHECK (waiting_room IN (0, 1))",
            """
            CREATE TABLE entrances (
                booking_id BIGINT NOT NULL,
                entrant TEXT NOT NULL,
                generation BIGINT NOT NULL CHECK (generation >= 0),
                name TEXT,
                waiting_since BIGINT,
                seen_at BIGINT,
                admitted_at BIGINT,
                entered_at BIGINT,
                PRIMARY KEY (booking_id, entrant)
            )
            """,
        ] + participants + mailsToParticipants

    /// Those who were invited to a booking's meeting; its client and its host are no rows.
    private static let participants: [SQL] = [
        """
        CREATE TABLE participants (
            id \(SQL.identity),
            booking_id BIGINT NOT NULL,
            email TEXT NOT NULL,
            mailbox TEXT NOT NULL,
            name TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('participant', 'presenter', 'observer')),
            locale TEXT,
            time_zone TEXT,
            state TEXT NOT NULL CHECK (state IN ('invited', 'accepted', 'declined', 'removed')),
            invited_by BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            UNIQUE (booking_id, mailbox)
        )
        """,
        "CREATE INDEX participants_by_inviter ON participants (invited_by, created_at)",
        "CREATE INDEX participants_by_mailbox ON participants (mailbox, created_at)",
        "CREATE TABLE unwanted_invitations (mailbox TEXT PRIMARY KEY, since BIGINT NOT NULL)",
    ]

    /// Mails that go to somebody without an account, and the kinds that are still to come: a CHECK cannot be widened
    /// later.
    private static let mailsToParticipants: [SQL] = [
        """
        CREATE TABLE new_mails (
            id \(SQL.identity),
            kind TEXT NOT NULL CHECK (kind IN ('confirmation', 'reminder', 'cancellation', 'rescheduling',
                'verify_email', 'reset_password', 'payment_receipt', 'payment_refunded', 'slot_lost', 'notice',
                'invitation', 'somebody_waits', 'running_late', 'new_link', 'sign_in_code', 'test', 'calendar_clash',
                'calendar_trouble')),
            role TEXT NOT NULL CHECK (role IN ('client', 'host', 'account', 'participant')),
            booking_id BIGINT,
            user_id BIGINT REFERENCES users (id),
            scheduled_at BIGINT,
            sequence BIGINT NOT NULL,
            message_id TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL CHECK (state IN ('due', 'sent', 'parked', 'dropped')),
            attempts BIGINT NOT NULL,
            error TEXT,
            created_at BIGINT NOT NULL,
            send_at BIGINT NOT NULL,
            sent_at BIGINT,
            address TEXT,
            note TEXT CHECK (length(note) <= 500),
            webhook_id BIGINT,
            previous_host_id BIGINT,
            participant_id BIGINT,
            CHECK (user_id IS NOT NULL OR participant_id IS NOT NULL)
        )
        """,
        """
        INSERT INTO new_mails (id, kind, role, booking_id, user_id, scheduled_at, sequence, message_id, state,
            attempts, error, created_at, send_at, sent_at, address, note, webhook_id, previous_host_id)
        SELECT id, kind, role, booking_id, user_id, scheduled_at, sequence, message_id, state,
            attempts, error, created_at, send_at, sent_at, address, note, webhook_id, previous_host_id FROM mails
        """,
        SQL.continuedIDs(of: "new_mails", from: SQL.nextID(of: "mails")),
        "DROP TABLE mails",
        "ALTER TABLE new_mails RENAME TO mails",
        "CREATE INDEX mails_by_booking ON mails (booking_id, kind)",
        "CREATE INDEX mails_by_user ON mails (user_id, id)",
        "CREATE INDEX mails_by_state ON mails (state, id)",
    ]
}
