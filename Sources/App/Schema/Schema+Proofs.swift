import Storage

extension Schema {
    /// Accounts of before are spared: their owners were promised nothing of a proof.
    static let vouchedFor: [SQL] = [
        "ALTER TABLE users ADD COLUMN vouched_for BIGINT NOT NULL DEFAULT 0 CHECK (vouched_for IN (0, 1))",
        "UPDATE users SET vouched_for = 1 WHERE deleted_at IS NULL",
    ]

    /// Bookings that wait for the proof of their client's address.
    static let awaitsProof: [SQL] = [
        "ALTER TABLE bookings ADD COLUMN awaits_proof BIGINT NOT NULL DEFAULT 0 CHECK (awaits_proof IN (0, 1))"
    ]

    /// A service's own numbers; NULL for those of the settings.
    static let bookingsPer: [SQL] = [
        """
        ALTER TABLE services ADD COLUMN bookings_per_person BIGINT CHECK (bookings_per_person BETWEEN 1 AND 10000)
        """,
        """
        ALTER TABLE services ADD COLUMN bookings_per_address BIGINT CHECK (bookings_per_address BETWEEN 1 AND 10000)
        """,
    ]
}
