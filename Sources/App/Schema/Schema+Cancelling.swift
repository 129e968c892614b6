import Storage

extension Schema {
    /// Who cancelled a booking; NULL while nobody has. Of cancellations of before the audit trail tells it, for the
    /// last time.
    static let cancelledBy: [SQL] = [
        """
        ALTER TABLE bookings ADD COLUMN cancelled_by TEXT
            CHECK (cancelled_by IN ('client', 'host', 'admin', 'system'))
        """,
        """
        UPDATE bookings SET cancelled_by = COALESCE((
            SELECT CASE WHEN audit.actor_id IS NULL THEN 'system' WHEN audit.actor_id = bookings.user_id THEN 'client'
                WHEN audit.actor_id = bookings.host_id THEN 'host' ELSE 'admin' END
            FROM audit WHERE audit.booking_id = bookings.id AND audit.action = 'booking.cancelled'
            ORDER BY audit.id DESC LIMIT 1), 'system')
        WHERE status = 'cancelled'
        """,
    ]
}
