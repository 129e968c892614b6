import Storage

extension Schema {
    /// Bookings that are written into calendars of their hosts. No foreign key leads to a booking (see `contention`).
    /// What is over is forgotten after a while; the calendars keep it. A calendar that is unlinked stays until what was
    /// ours is out of it, because only its password leads there.
    static let writtenEvents: [SQL] = [
        """
        CREATE TABLE booking_events (
            booking_id \(SQL.sharedIdentity),
            link_id BIGINT NOT NULL REFERENCES calendar_links (id),
            href TEXT NOT NULL,
            etag TEXT,
            sequence BIGINT,
            state TEXT NOT NULL CHECK (state IN ('begun', 'written', 'stale')),
            ends_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX booking_events_by_link ON booking_events (link_id, booking_id)",
        "CREATE INDEX booking_events_by_end ON booking_events (ends_at)",
        "ALTER TABLE calendar_links ADD COLUMN removed_at BIGINT",
        "ALTER TABLE calendar_states ADD COLUMN write_problem TEXT",
        "ALTER TABLE calendar_states ADD COLUMN write_problem_since BIGINT",
        "ALTER TABLE calendar_states ADD COLUMN write_tried_at BIGINT",
    ]
}
