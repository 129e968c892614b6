import Storage

extension Schema {
    static let availability: [SQL] = [
        """
        CREATE TABLE services (
            id \(SQL.identity),
            slug TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            description TEXT,
            duration BIGINT NOT NULL CHECK (duration BETWEEN 5 AND 1440 AND duration % 5 = 0),
            amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0),
            currency TEXT NOT NULL,
            host_id BIGINT NOT NULL REFERENCES users (id),
            buffer_before BIGINT NOT NULL CHECK (buffer_before BETWEEN 0 AND 720 AND buffer_before % 5 = 0),
            buffer_after BIGINT NOT NULL CHECK (buffer_after BETWEEN 0 AND 720 AND buffer_after % 5 = 0),
            slot_step BIGINT NOT NULL CHECK (slot_step BETWEEN 5 AND 1440 AND slot_step % 5 = 0),
            minimum_notice BIGINT NOT NULL CHECK (minimum_notice BETWEEN 0 AND 525600),
            booking_horizon BIGINT NOT NULL CHECK (booking_horizon BETWEEN 1 AND 730),
            change_notice BIGINT NOT NULL CHECK (change_notice BETWEEN 0 AND 525600),
            active BIGINT NOT NULL CHECK (active IN (0, 1)),
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX services_by_host ON services (host_id)",
        """
        CREATE TABLE calendars (
            host_id BIGINT NOT NULL PRIMARY KEY REFERENCES users (id),
            time_zone TEXT NOT NULL,
            version BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE working_hours (
            host_id BIGINT NOT NULL REFERENCES users (id),
            weekday BIGINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
            from_minute BIGINT NOT NULL CHECK (from_minute BETWEEN 0 AND 1435 AND from_minute % 5 = 0),
            to_minute BIGINT NOT NULL CHECK (to_minute BETWEEN 0 AND 1440 AND to_minute % 5 = 0),
            PRIMARY KEY (host_id, weekday, from_minute)
        )
        """,
        """
        CREATE TABLE date_overrides (
            host_id BIGINT NOT NULL REFERENCES users (id),
            date TEXT NOT NULL,
            intervals TEXT NOT NULL,
            PRIMARY KEY (host_id, date)
        )
        """,
        """
        CREATE TABLE taken_cells (
            host_id BIGINT NOT NULL REFERENCES users (id),
            cell BIGINT NOT NULL,
            booking_id BIGINT NOT NULL,
            PRIMARY KEY (host_id, cell)
        )
        """,
    ]
}
