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
}
