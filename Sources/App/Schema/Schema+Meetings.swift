import Storage

extension Schema {
    /// A booking's meeting. `booking_id` refers to its booking by no foreign key (see `contention`).
    ///
    /// What the bookings of before said of their rooms stays in `bookings.jitsi_room_id` and `jitsi_room_url`, which
    /// nothing reads or writes any more: SQLite takes no column out that is UNIQUE without writing the table anew.
    static let meetings: [SQL] = [
        """
        CREATE TABLE meetings (
            booking_id \(SQL.sharedIdentity),
            room TEXT NOT NULL UNIQUE,
            server TEXT NOT NULL,
            opened_at BIGINT,
            ends_at BIGINT NOT NULL,
            generation BIGINT NOT NULL CHECK (generation >= 0),
            sequence BIGINT NOT NULL CHECK (sequence >= 0)
        )
        """,
        """
        INSERT INTO meetings (booking_id, room, server, opened_at, ends_at, generation, sequence)
        SELECT id, jitsi_room_id, SUBSTR(jitsi_room_url, 1, LENGTH(jitsi_room_url) - LENGTH(jitsi_room_id) - 1), NULL,
            scheduled_at + duration * 60, 0, 0
        FROM bookings WHERE jitsi_room_id IS NOT NULL AND jitsi_room_url IS NOT NULL ORDER BY id
        """,
    ]
}
