import Storage

extension Schema {
    /// Codes by which people sign in. Neither the digits nor the request that was answered stand here: the digits are
    /// derived from the row, of the request there is the hash. A row that counts for nothing, because its mailbox was
    /// sent enough, is tried like any other.
    static let signInCodes: [SQL] =
        [
            """
            CREATE TABLE sign_in_codes (
                id \(SQL.identity),
                request_hash TEXT NOT NULL UNIQUE,
                email TEXT NOT NULL,
                locale TEXT,
                time_zone TEXT,
                is_sent BIGINT NOT NULL CHECK (is_sent IN (0, 1)),
                tries BIGINT NOT NULL CHECK (tries >= 0),
                created_at BIGINT NOT NULL,
                ends_at BIGINT NOT NULL,
                used_at BIGINT
            )
            """,
            "CREATE INDEX sign_in_codes_by_email ON sign_in_codes (email)",
            "CREATE INDEX sign_in_codes_by_end ON sign_in_codes (ends_at)",
        ] + mailsToNobodyYet

    /// Mails that bring a code go to an address alone, which may have no account; `code_id` refers to its row by no
    /// foreign key, because that is forgotten earlier. A CHECK cannot be widened later.
    private static let mailsToNobodyYet: [SQL] = [
        """
        CREATE TABLE new_mails (
            id \(SQL.identity),
            kind TEXT NOT NULL CHECK (kind IN ('confirmation', 'reminder', 'cancellation', 'rescheduling',
                'verify_email', 'reset_password', 'payment_receipt', 'payment_refunded', 'slot_lost', 'notice',
                'invitation', 'somebody_waits', 'running_late', 'new_link', 'sign_in_code', 'test', 'calendar_clash',
                'calendar_trouble', 'totp_reset', 'withdrawal')),
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
            code_id BIGINT,
            CHECK (user_id IS NOT NULL OR participant_id IS NOT NULL OR code_id IS NOT NULL)
        )
        """,
        """
        INSERT INTO new_mails (id, kind, role, booking_id, user_id, scheduled_at, sequence, message_id, state,
            attempts, error, created_at, send_at, sent_at, address, note, webhook_id, previous_host_id, participant_id)
        SELECT id, kind, role, booking_id, user_id, scheduled_at, sequence, message_id, state,
            attempts, error, created_at, send_at, sent_at, address, note, webhook_id, previous_host_id, participant_id
        FROM mails
        """,
        SQL.continuedIDs(of: "new_mails", from: SQL.nextID(of: "mails")),
        "DROP TABLE mails",
        "ALTER TABLE new_mails RENAME TO mails",
        "CREATE INDEX mails_by_booking ON mails (booking_id, kind)",
        "CREATE INDEX mails_by_user ON mails (user_id, id)",
        "CREATE INDEX mails_by_state ON mails (state, id)",
    ]
}
