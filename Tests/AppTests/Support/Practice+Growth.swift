import App
import Foundation
import Storage

extension Practice {
    /// Many bookings with the boss, every five minutes from the Monday on, of one client; `status` is SQL over `n`, the
    /// booking's number.
    func addBookings(_ count: Int, of client: Int64, from start: Date = monday, status: SQL = "'cancelled'")
        async throws
    {
        try await run(
            """
            INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
                amount_minor, currency, first_cell, end_cell, sequence, change_notice, hold_expires_at, created_at,
                updated_at)
            WITH RECURSIVE numbers (n) AS (
                SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < \(count))
            SELECT CAST(\(client) AS BIGINT), CAST(\(service) AS BIGINT), CAST(\(bossID) AS BIGINT),
                CAST(\(start) AS BIGINT) + n * 300, 5, \(status), 'not_required', 0, 'usd', 0, 1, 0, 0, 0, 0, 0
            FROM numbers ORDER BY n
            """)
    }

    /// Many people without a password, by the names `person0`, `person1` and so on, as `search` finds them.
    func addPeople(_ count: Int) async throws {
        try await run(
            """
            INSERT INTO users (email, search_text, is_admin, is_host, time_zone, locale, password_generation,
                created_at)
            WITH RECURSIVE numbers (n) AS (
                SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < \(count))
            SELECT 'person' || CAST(n AS TEXT) || '@example.com', 'person' || CAST(n AS TEXT) || '@example.com', 0, 0,
                'UTC', 'en', 0, 0
            FROM numbers ORDER BY n
            """)
        try await noteTrigrams()
    }

    func noteTrigrams() async throws { try await run(Self.missingTrigrams) }

    /// Of all people who have none, as the migration writes them.
    static let missingTrigrams: SQL = """
        INSERT INTO user_trigrams (trigram, user_id)
        WITH RECURSIVE places (place) AS (
            SELECT CAST(1 AS BIGINT) UNION ALL
            SELECT place + 1 FROM places WHERE place + 3 <= (SELECT MAX(length(search_text)) FROM users))
        SELECT DISTINCT substr(search_text, CAST(place AS INTEGER), 3), id FROM users CROSS JOIN places
        WHERE place + 2 <= length(search_text) AND id NOT IN (SELECT user_id FROM user_trigrams)
        """
}
