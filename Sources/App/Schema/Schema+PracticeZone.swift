import Storage

extension Schema {
    /// The zone that the practice says it is in; null where it has said nothing.
    static let practiceZone: [SQL] = ["ALTER TABLE branding ADD COLUMN time_zone TEXT"]
}
