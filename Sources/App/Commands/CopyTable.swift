import Storage

/// A table that moves with a practice, and all SQL of the move. Every column of it moves: both engines have them in the
/// same order, because the same migrations made them.
package struct CopyTable: Sendable {
    /// Read and written at once: bounds the memory, and 65,535 bound values are the most that PostgreSQL takes.
    private static let partRows = 500

    package let name: StaticString
    /// The columns of the primary key, by which the table is read part by part.
    package let key: [StaticString]
    /// Whether the key is an id that the engine gives.
    package let givesIDs: Bool

    /// Parents before children.
    package static let all = [
        CopyTable("users"), CopyTable("user_trigrams", key: "trigram", "user_id"), CopyTable("sessions"),
        CopyTable("refresh_tokens", key: "token_hash"),
        CopyTable("attempts", key: "subject"), CopyTable("services"),
        CopyTable("offerings", key: "service_id", "host_id"), CopyTable("calendars", key: "host_id"),
        CopyTable("calendar_versions", key: "host_id", "shard"),
        CopyTable("working_hours", key: "host_id", "weekday", "from_minute"),
        CopyTable("date_overrides", key: "host_id", "date"), CopyTable("bookings"),
        CopyTable("meetings", key: "booking_id"),
        CopyTable("entrances", key: "booking_id", "entrant"), CopyTable("participants"),
        CopyTable("unwanted_invitations", key: "mailbox"), CopyTable("taken_cells", key: "host_id", "cell"),
        CopyTable("stretches", key: "host_id", "first_cell", "end_cell", "owner", "owner_id"),
        CopyTable("idempotency_keys", key: "user_id", "key"),
        CopyTable("jobs"), CopyTable("mails"), CopyTable("audit"), CopyTable("payments", key: "intent_id"),
        CopyTable("ledger"), CopyTable("refunds"), CopyTable("stripe_events", key: "id"),
        CopyTable("receipts", key: "number"), CopyTable("webhooks"),
        CopyTable("webhook_events", key: "webhook_id", "type"), CopyTable("webhook_deliveries"),
        CopyTable("signing_secrets"),
    ]

    /// A table with ids.
    private init(_ name: StaticString) {
        self.name = name
        key = ["id"]
        givesIDs = true
    }

    private init(_ name: StaticString, key: StaticString...) {
        self.name = name
        self.key = key
        givesIDs = false
    }

    func isEmpty(in tx: any Transaction) throws -> Bool {
        try !tx.exists("SELECT 1 FROM \(SQL(name)) LIMIT 1")
    }

    /// Hands over every row, part by part, each with all its columns.
    package func forEachPart(in tx: any Transaction, _ use: ([[Value]]) throws -> Void) throws {
        let key = key.map { SQL($0) }.joined(", ")
        var isBeyond: SQL = ""
        while true {
            let rows = try tx.rows(
                "SELECT \(key), \(SQL(name)).* FROM \(SQL(name)) \(isBeyond) ORDER BY \(key) LIMIT \(Self.partRows)"
            ) { row in try (0..<row.count).map { try row.value($0) } }
            guard let last = rows.last else { return }
            try use(rows.map { Array($0.dropFirst(self.key.count)) })
            isBeyond = "WHERE (\(key)) > (\(last.prefix(self.key.count).map { "\($0)" as SQL }.joined(", ")))"
        }
    }

    func insert(_ rows: [[Value]], into tx: any Transaction) throws {
        let rows = rows.map { row in "(\(row.map { "\($0)" as SQL }.joined(", ")))" as SQL }
        try tx.run("INSERT INTO \(SQL(name)) VALUES \(rows.joined(", "))")
    }

    /// Lets new ids in PostgreSQL follow those of the SQLite table, also of rows that are gone: no id is given twice.
    func continueIDs(of source: any Transaction, in target: any Transaction) throws {
        guard givesIDs, let next = try source.row("SELECT \(SQL.nextID(of: name))", { try $0.int(0) }) else { return }
        try target.run(SQL.continuedIDs(of: name, from: "\(next)"))
    }
}

extension SQL {
    /// The name of a table or a column, written in the source.
    fileprivate init(_ name: StaticString) {
        self.init(stringLiteral: name.description)
    }
}
