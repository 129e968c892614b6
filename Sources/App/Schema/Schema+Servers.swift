import Storage

extension Schema {
    /// Servers on one database that sign with different secrets would refuse each other's tokens. Each notes by which
    /// public name its secret goes (the `kid` of its tokens), and when it was last there.
    static let servers: [SQL] = [
        """
        CREATE TABLE signing_secrets (
            id \(SQL.identity),
            present TEXT NOT NULL,
            previous TEXT NOT NULL,
            seen_at BIGINT NOT NULL,
            UNIQUE (present, previous)
        )
        """
    ]

    /// Links have secrets of their own. This migration also tells until when they were derived from those of tokens.
    static let linkSecrets: [SQL] = [
        """
        ALTER TABLE signing_secrets ADD COLUMN kind TEXT NOT NULL DEFAULT 'tokens'
            CHECK (kind IN ('tokens', 'links'))
        """
    ]
}
