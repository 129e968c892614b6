import Storage

extension Schema {
    /// What somebody else said of a mail's cause, told to those who are to look at it.
    static let mailNotes: [SQL] = [
        "ALTER TABLE mails ADD COLUMN note TEXT CHECK (length(note) <= 500)"
    ]
}
