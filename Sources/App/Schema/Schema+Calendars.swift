import Storage

extension Schema {
    /// Who offers which service: one host each today, and one day several.
    static let offerings: [SQL] = [
        """
        CREATE TABLE offerings (
            service_id BIGINT NOT NULL REFERENCES services (id) ON DELETE CASCADE,
            host_id BIGINT NOT NULL REFERENCES users (id),
            PRIMARY KEY (service_id, host_id)
        )
        """,
        "CREATE INDEX offerings_by_host ON offerings (host_id)",
        "INSERT INTO offerings (service_id, host_id) SELECT id, host_id FROM services",
        "DROP INDEX services_by_host",
        "ALTER TABLE services DROP COLUMN host_id",
    ]

    /// What slots are read from, so that they need not know whose the time is: stretches of the calendar with their
    /// owners, one for each booking that owns its cells. A stretch of an outside calendar takes no cells. None is
    /// longer than the longest booking with its buffers, so that an index may skip what began earlier.
    static let stretches: [SQL] = [
        """
        CREATE TABLE stretches (
            host_id BIGINT NOT NULL REFERENCES users (id),
            first_cell BIGINT NOT NULL,
            end_cell BIGINT NOT NULL,
            owner TEXT NOT NULL CHECK (owner IN ('booking', 'outside_calendar')),
            owner_id BIGINT NOT NULL,
            PRIMARY KEY (host_id, first_cell, end_cell, owner, owner_id),
            CHECK (end_cell > first_cell AND end_cell - first_cell <= 576)
        )
        """,
        """
        INSERT INTO stretches (host_id, first_cell, end_cell, owner, owner_id)
        SELECT host_id, first_cell, end_cell, 'booking', id FROM bookings
        WHERE status IN ('pending', 'scheduled', 'completed', 'no_show')
        """,
        "DROP INDEX bookings_by_cell",
    ]

    /// Calendars elsewhere in which a host is busy. The address of one is its password, and so it is sealed, under the
    /// key of that name. What was last read of it stands beside it, so that a look changes nothing of what slots and
    /// pages read; what the host is busy with enters no table, only when: as stretches.
    static let outsideCalendars: [SQL] = [
        """
        CREATE TABLE calendar_links (
            id \(SQL.identity),
            host_id BIGINT NOT NULL REFERENCES users (id),
            kind TEXT NOT NULL CHECK (kind IN ('feed', 'caldav')),
            name TEXT NOT NULL,
            sealed_url TEXT NOT NULL,
            key_name TEXT NOT NULL,
            time_zone TEXT,
            blocks BIGINT NOT NULL CHECK (blocks IN (0, 1)),
            tentative_blocks BIGINT NOT NULL CHECK (tentative_blocks IN (0, 1)),
            unanswered_blocks BIGINT NOT NULL CHECK (unanswered_blocks IN (0, 1)),
            all_busy BIGINT NOT NULL CHECK (all_busy IN (0, 1)),
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX calendar_links_by_host ON calendar_links (host_id)",
        """
        CREATE INDEX stretches_elsewhere ON stretches (host_id, first_cell, end_cell)
        WHERE owner = 'outside_calendar'
        """,
        """
        CREATE TABLE calendar_states (
            link_id \(SQL.sharedIdentity),
            version BIGINT NOT NULL,
            etag TEXT,
            last_modified TEXT,
            body_hash TEXT,
            rules_hash TEXT,
            read_until BIGINT,
            looked_at BIGINT,
            read_at BIGINT,
            failures BIGINT NOT NULL,
            problem TEXT,
            problem_since BIGINT,
            events BIGINT NOT NULL,
            unread_events BIGINT NOT NULL
        )
        """,
    ]

    /// Calendars on servers that let nobody in without a password, and that can be written to: one of a host's at most.
    /// By `ctag` and `sync_token` their servers tell whether anything has changed.
    static let caldav: [SQL] = [
        "ALTER TABLE calendar_links ADD COLUMN sealed_user TEXT",
        "ALTER TABLE calendar_links ADD COLUMN sealed_password TEXT",
        "ALTER TABLE calendar_links ADD COLUMN writes BIGINT NOT NULL DEFAULT 0 CHECK (writes IN (0, 1))",
        """
        ALTER TABLE calendar_links
        ADD COLUMN titles TEXT NOT NULL DEFAULT 'private' CHECK (titles IN ('private', 'name'))
        """,
        "CREATE UNIQUE INDEX calendar_links_written ON calendar_links (host_id) WHERE writes = 1",
        "ALTER TABLE calendar_states ADD COLUMN ctag TEXT",
        "ALTER TABLE calendar_states ADD COLUMN sync_token TEXT",
    ]
}
