import App
import Storage

/// What the first start made, as the database told it.
struct Firsts: Sendable {
    /// The first admin, who is also the host of the first service.
    let boss: Int64
    let service: Int64
}

extension Practice {
    /// Where each table is in its ids before the first row: none begins with 1, and no two at the same, so that a test
    /// that relies on an id which it was not told fails.
    private static let usedIDs: [(table: String, last: Int64)] = [
        ("users", 1_000), ("sessions", 2_000), ("services", 3_000), ("bookings", 4_000), ("mails", 5_000),
        ("jobs", 6_000), ("audit", 7_000), ("ledger", 8_000), ("refunds", 9_000), ("webhooks", 10_000),
        ("webhook_deliveries", 11_000),
    ]

    /// Uses up ids, as rows do that are gone; the database must be empty.
    func useUpIDs() async throws {
        let place = app.settings.database
        try await app.database.write { tx in
            for (table, last) in Self.usedIDs {
                switch place {
                case .sqlite:
                    try tx.run("DELETE FROM sqlite_sequence WHERE name = \(table)")
                    try tx.run("INSERT INTO sqlite_sequence (name, seq) VALUES (\(table), \(last))")
                case .postgreSQL:
                    _ = try tx.row("SELECT setval(pg_get_serial_sequence(\(table), 'id'), \(last))") { try $0.int(0) }
                }
            }
        }
    }

    /// What the first start has made.
    func readFirsts() async throws -> Firsts {
        let all = try await app.database.read { tx in
            try tx.rows("SELECT host_id, service_id FROM offerings") {
                Firsts(boss: try $0.int(0), service: try $0.int(1))
            }
        }
        precondition(all.count == 1, "the first start makes one service")
        return all[0]
    }
}
