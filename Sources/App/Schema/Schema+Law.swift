import Storage

extension Schema {
    /// Tax in a price, and the right to withdraw from the contract: what a service says of them, and what a booking was
    /// promised.
    static let law: [SQL] = [
        "ALTER TABLE services ADD COLUMN tax_basis_points BIGINT CHECK (tax_basis_points BETWEEN 0 AND 10000)",
        "ALTER TABLE services ADD COLUMN tax_note TEXT CHECK (tax_basis_points IS NULL OR tax_note IS NULL)",
        """
        ALTER TABLE services ADD COLUMN right_of_withdrawal BIGINT NOT NULL DEFAULT 0
            CHECK (right_of_withdrawal IN (0, 1))
        """,
        "ALTER TABLE services ADD COLUMN withdrawal_days BIGINT NOT NULL DEFAULT 14 CHECK (withdrawal_days >= 1)",
        "ALTER TABLE services ADD COLUMN withdrawal_reason TEXT",
        "ALTER TABLE bookings ADD COLUMN tax_basis_points BIGINT",
        "ALTER TABLE bookings ADD COLUMN tax_note TEXT",
        "ALTER TABLE bookings ADD COLUMN withdraw_until BIGINT",
        "ALTER TABLE bookings ADD COLUMN early_start_at BIGINT",
        "ALTER TABLE bookings ADD COLUMN withdrawn_at BIGINT",
        """
        ALTER TABLE mails ADD COLUMN about_withdrawal BIGINT NOT NULL DEFAULT 0 CHECK (about_withdrawal IN (0, 1))
        """,
    ]
}
