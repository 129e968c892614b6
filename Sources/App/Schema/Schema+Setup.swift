import Storage

extension Schema {
    /// What a new practice has still to set: a row for each step that is open, and `welcome` until somebody has left
    /// the page. A practice that was there before has none, and never sees it.
    static let setup: [SQL] = [
        """
        CREATE TABLE setup_steps (
            step TEXT PRIMARY KEY CHECK (step IN
                ('welcome', 'account', 'practice', 'hours', 'service', 'mail', 'meetings', 'texts'))
        )
        """
    ]
}
