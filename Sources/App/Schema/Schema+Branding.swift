import Storage

extension Schema {
    /// How the practice shows itself: one row, from the first change on. What is long or by language is opaque text.
    static let branding: [SQL] = [
        """
        CREATE TABLE branding (
            id BIGINT PRIMARY KEY CHECK (id = 1),
            version BIGINT NOT NULL,
            name TEXT,
            address TEXT,
            tax_number TEXT,
            accent TEXT,
            support_email TEXT,
            support_url TEXT,
            imprint TEXT,
            privacy TEXT,
            terms TEXT,
            withdrawal TEXT,
            footer TEXT,
            embed_origins TEXT NOT NULL,
            logo TEXT,
            logo_kind TEXT CHECK (logo_kind IN ('png', 'jpeg'))
        )
        """
    ]
}
