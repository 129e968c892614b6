import Storage

extension Schema {
    /// What the lists of the practice go by.
    static let lists: [SQL] = [
        // Few bookings wait for their payment at any moment, however many there are. The status stands in the index
        // too, though it is always the same: SQLite would else count them in a larger one that holds it.
        "CREATE INDEX bookings_pending ON bookings (status, scheduled_at, id) WHERE status = 'pending'",
        // A list of one payment status, and its total, look at the index alone, as those of a status do.
        "DROP INDEX bookings_by_time",
        "CREATE INDEX bookings_by_time ON bookings (scheduled_at, id, status, payment_status)",
        // Those of one service in their order.
        "DROP INDEX bookings_by_service",
        "CREATE INDEX bookings_by_service ON bookings (service_id, scheduled_at, id)",
    ]

    /// The entries of one booking in their order: PostgreSQL would else go through all of the trail by its ids, where
    /// it expects to find enough of them soon.
    static let auditOfBooking: [SQL] = [
        "DROP INDEX audit_by_booking",
        "CREATE INDEX audit_by_booking ON audit (booking_id, id)",
    ]

    /// The entries of one kind in their order, of which there may be few among many others.
    static let auditByAction: [SQL] = ["CREATE INDEX audit_by_action ON audit (action, id)"]
}
