import Storage

extension Schema {
    /// What services ask, and what was answered: JSON, as the API shows it. By the index the sweep finds the words that
    /// have served their time.
    static let intake: [SQL] = [
        "ALTER TABLE services ADD COLUMN questions TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE services ADD COLUMN last_question BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE bookings ADD COLUMN answers TEXT",
        """
        CREATE INDEX bookings_with_words ON bookings (scheduled_at) WHERE notes IS NOT NULL OR answers IS NOT NULL
        """,
    ]
}
