import Storage

extension Schema {
    /// Which address of a person's calendar feed counts.
    static let feeds: [SQL] = [
        """
        CREATE TABLE feeds (
            user_id \(SQL.sharedIdentity),
            generation BIGINT NOT NULL CHECK (generation >= 0)
        )
        """
    ]
}
