import Storage

extension Schema {
    /// What host and admins note about a booking for themselves.
    static let privateNotes: [SQL] = ["ALTER TABLE bookings ADD COLUMN private_notes TEXT"]
}
