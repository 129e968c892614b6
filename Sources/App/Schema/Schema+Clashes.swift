import Storage

extension Schema {
    /// The addresses under which a host is invited elsewhere, besides that of the account.
    static let clashes: [SQL] = [
        "ALTER TABLE calendar_links ADD COLUMN own_addresses TEXT NOT NULL DEFAULT ''"
    ]
}
