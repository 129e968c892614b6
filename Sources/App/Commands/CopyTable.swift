import Storage

/// A table that moves with a practice, and all SQL of the move. Every column of it moves: both engines have them in the
/// same order, because the same migrations made them.
package struct CopyTable: Sendable {
    /// Read at once: bounds the memory, because PostgreSQL's answer comes as a whole.
    private static let partRows = 2_000

    package let name: StaticString
    /// The columns of the primary key, by which the table is read part by part.
    package let key: [StaticString]
    /// Whether the key is an id that the engine gives.
    package let givesIDs: Bool

    /// Parents before children.
    package static let all = [
        CopyTable("users"), CopyTable("user_trigrams", key: "trigram", "user_id"), CopyTable("sessions"),
        CopyTable("refresh_tokens", key: "token_hash"), CopyTable("second_factors", key: "user_id"),
        CopyTable("recovery_codes", key: "code_hash"), CopyTable("sign_in_codes"), CopyTable("api_keys"),
        CopyTable("attempts", key: "subject"), CopyTable("services"),
        CopyTable("offerings", key: "service_id", "host_id"), CopyTable("calendars", key: "host_id"),
        CopyTable("calendar_versions", key: "host_id", "shard"),
        CopyTable("calendar_links"), CopyTable("calendar_states", key: "link_id"),
        CopyTable("working_hours", key: "host_id", "weekday", "from_minute"),
        CopyTable("date_overrides", key: "host_id", "date"), CopyTable("bookings"),
        CopyTable("booking_events", key: "booking_id"),
        CopyTable("meetings", key: "booking_id"),
        CopyTable("entrances", key: "booking_id", "entrant"), CopyTable("participants"),
        CopyTable("unwanted_invitations", key: "mailbox"), CopyTable("taken_cells", key: "host_id", "cell"),
        CopyTable("stretches", key: "host_id", "first_cell", "end_cell", "owner", "owner_id"),
        CopyTable("booking_clashes", key: "booking_id", "link_id"),
        CopyTable("idempotency_keys", key: "user_id", "key"),
        CopyTable("jobs"), CopyTable("mails"), CopyTable("audit"), CopyTable("payments", key: "intent_id"),
        CopyTable("ledger"), CopyTable("refunds"), CopyTable("stripe_events", key: "id"),
        CopyTable("receipts", key: "number"), CopyTable("webhooks"),
        CopyTable("webhook_events", key: "webhook_id", "type"), CopyTable("webhook_deliveries"),
        CopyTable("signing_secrets"), CopyTable("feeds", key: "user_id"), CopyTable("branding", key: "id"),
        CopyTable("changed_bookings"), CopyTable("booked_days", key: "day", "host_id", "service_id"),
        CopyTable("paid_days", key: "day", "host_id", "service_id", "currency"), CopyTable("counting", key: "id"),
        CopyTable("setup_steps", key: "step"),
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

    /// Hands over every row, with how many columns the table has: behind them stand those of the key once more.
    package func forEachRow(in tx: any Transaction, _ use: (_ row: any Row, _ columns: Int) throws -> Void) throws {
        let key = key.map { SQL($0) }.joined(", ")
        var isBeyond: SQL = ""
        while true {
            var (count, last): (Int, [Value]) = (0, [])
            _ = try tx.rows(
                "SELECT \(SQL(name)).*, \(key) FROM \(SQL(name)) \(isBeyond) ORDER BY \(key) LIMIT \(Self.partRows)"
            ) { row in
                let columns = row.count - self.key.count
                try use(row, columns)
                count += 1
                if count == Self.partRows { last = try (columns..<row.count).map { try row.value($0) } }
            }
            guard count == Self.partRows else { return }
            isBeyond = "WHERE (\(key)) > (\(last.map { "\($0)" as SQL }.joined(", ")))"
        }
    }

    /// Takes the rows that are handed over, each with all columns of the table.
    func fill(
        in tx: any FillingTransaction,
        _ handOver: (_ add: (_ row: any Row, _ columns: Int) throws -> Void) throws -> Void
    ) throws {
        _ = try tx.fill("COPY \(SQL(name)) FROM STDIN (FORMAT binary)", handOver)
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
