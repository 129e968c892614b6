import App
import Foundation
import Storage

/// A practice as an earlier program left it, written by the SQL of that time: a host with a service, two clients, and
/// bookings in every state.
final class OldPractice: Sendable {
    /// The last migration of the program of that time.
    static let lastMigration = "026 audit of a booking in order"
    static let statuses = ["pending", "scheduled", "completed", "no_show", "cancelled", "expired"]

    let database: any Database
    let host: Int64
    let service: Int64
    /// Of the first and the second client.
    let clients: [Int64]
    private let folder: String

    static func open(bookings: Int) async throws -> OldPractice {
        let folder = NSTemporaryDirectory() + "informat-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var settings = try Settings()
        settings.database = try await Engine.chosen.place(folder)
        settings.databasePool = 1
        let database = try Engine.open(settings, now: { Practice.monday })
        let ids = try await database.write(.alone) { tx in
            try tx.makeMigrationsTable()
            for migration in old { try tx.apply(migration) }
            return try fill(tx, bookings: bookings)
        }
        return OldPractice(database, ids, folder)
    }

    private init(_ database: any Database, _ ids: (host: Int64, service: Int64, clients: [Int64]), _ folder: String) {
        self.database = database
        (host, service, clients) = ids
        self.folder = folder
    }

    deinit {
        let folder = folder
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static var old: [Migration] {
        Array(Schema.migrations[...(Schema.migrations.firstIndex { $0.name == lastMigration } ?? 0)])
    }

    /// What the present program does when it starts on it.
    func migrate() async throws { _ = try await database.migrate(Schema.migrations) }

    func numbers(_ sql: SQL) async throws -> [Int64] {
        try await database.read { try $0.rows(sql) { try $0.int(0) } }
    }

    func texts(_ sql: SQL) async throws -> [String] {
        try await database.read { try $0.rows(sql) { try $0.text(0) } }
    }

    private static func fill(
        _ tx: any Transaction, bookings: Int
    ) throws -> (host: Int64, service: Int64, clients: [Int64]) {
        func add(_ name: String) throws -> Int64 {
            try tx.insert(
                """
                INSERT INTO users (email, search_text, is_admin, is_host, time_zone, locale, password_generation,
                    created_at)
                VALUES (\(name + "@example.com"), \(name), 0, \(name == "host" ? 1 : 0), 'UTC', 'en', 0, 1)
                RETURNING id
                """)
        }
        let host = try add("host")
        let clients = [try add("mia"), try add("jo")]
        let service = try tx.insert(
            """
            INSERT INTO services (slug, title, duration, amount_minor, currency, host_id, buffer_before, buffer_after,
                slot_step, minimum_notice, booking_horizon, change_notice, active, created_at)
            VALUES ('talk', 'A talk', 30, 0, 'usd', \(host), 5, 10, 60, 0, 365, 0, 1, 1) RETURNING id
            """)
        try addBookings(tx, bookings, host: host, service: service, clients: clients)
        return (host, service, clients)
    }

    /// One an hour, the clients by turns, each state as often as another.
    private static func addBookings(
        _ tx: any Transaction, _ count: Int, host: Int64, service: Int64, clients: [Int64]
    ) throws {
        let states = statuses.enumerated().map { "WHEN \($0.offset) THEN \($0.element)" as SQL }.joined(" ")
        try tx.run(
            """
            INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
                amount_minor, currency, jitsi_room_id, jitsi_room_url, first_cell, end_cell, sequence, change_notice,
                hold_expires_at, cancelled_at, created_at, updated_at)
            WITH RECURSIVE numbers (n) AS (
                SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < \(count))
            SELECT CASE n % 2 WHEN 0 THEN \(clients[0]) ELSE \(clients[1]) END, \(service), \(host), n * 3600, 30,
                CASE n % 6 \(states) END, 'not_required', 0, 'usd', 'room-' || CAST(n AS TEXT),
                'https://meet.example/team/room-' || CAST(n AS TEXT), n * 12 - 1, n * 12 + 8, 0, 0,
                CASE n % 6 WHEN 0 THEN n * 3600 END, CASE n % 6 WHEN 4 THEN 1 END, 1, 1
            FROM numbers ORDER BY n
            """)
        try tx.run(
            """
            INSERT INTO audit (at, actor_id, action, booking_id, user_id, detail)
            SELECT 1, CASE id % 5 WHEN 0 THEN NULL WHEN 1 THEN user_id WHEN 2 THEN host_id ELSE -1 END,
                'booking.cancelled', id, user_id, '{}' FROM bookings WHERE status = 'cancelled' AND id % 5 < 4
            """)
        try tx.run(
            """
            WITH RECURSIVE numbers (n) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < 8)
            INSERT INTO taken_cells (host_id, cell, booking_id)
            SELECT host_id, first_cell + n, id FROM bookings CROSS JOIN numbers
            WHERE status NOT IN ('cancelled', 'expired')
            """)
    }
}
