import Storage

extension Schema {
    /// Which of a client's links to manage a booking leads on.
    static let manageLinks: [SQL] = [
        "ALTER TABLE meetings ADD COLUMN manage_generation BIGINT NOT NULL DEFAULT 0 CHECK (manage_generation >= 0)"
    ]
}
