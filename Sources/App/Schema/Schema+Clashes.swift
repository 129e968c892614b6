import Storage

extension Schema {
    /// What stands elsewhere over a booking that was there first: when, in which calendar, and whether its host was
    /// told, and has decided. Rows outlive what they tell of, so that nobody is told twice; `booking_id` refers to its
    /// booking by no foreign key (see `contention`). With them the addresses under which a host is invited elsewhere,
    /// and when a host was told of a calendar that cannot be read.
    static let clashes: [SQL] = [
        """
        CREATE TABLE booking_clashes (
            booking_id BIGINT NOT NULL,
            link_id BIGINT NOT NULL,
            first_cell BIGINT NOT NULL,
            end_cell BIGINT NOT NULL,
            seen_at BIGINT NOT NULL,
            told_at BIGINT,
            gone_at BIGINT,
            kept_at BIGINT,
            PRIMARY KEY (booking_id, link_id),
            CHECK (end_cell > first_cell)
        )
        """,
        "ALTER TABLE calendar_links ADD COLUMN own_addresses TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE calendar_states ADD COLUMN told_at BIGINT",
        "ALTER TABLE mails ADD COLUMN link_id BIGINT",
    ]
}
