import App
import Foundation
import Storage

/// A year of a practice as rows: 40 bookings a week with each host over 25 weeks past and 25 coming, and what belongs
/// to them. Written by INSERT … SELECT over counted numbers, which both engines know, because 100,000 bookings by the
/// product's own way would take an hour.
///
/// People have the password of `Practice`. After the first admin come the hosts, `host0@example.com` and on, then
/// `weekly@example.com`, who has exactly 50 bookings, one a week with the first host, and then the other clients.
struct YearOfRows {
    static let weekly = "weekly@example.com"
    static let weeks = 50
    static let bookingsPerWeek = 40

    let hosts: Int
    let otherClients: Int
    /// Days after the practice's Monday on which others than the weekly client have bookings.
    let days: Range<Int>
    /// Whether there is also what bookings, people and time leave behind: mails, jobs, the audit trail and so on.
    let hasTraces: Bool

    /// 100,000 bookings with 50 hosts.
    static let busy = YearOfRows(hosts: 50, otherClients: 3_000, days: -200..<200, hasTraces: true)
    /// The weekly client's bookings, and the calendar of their host around the days that are asked for.
    static func empty(but days: Range<Int>) -> YearOfRows {
        YearOfRows(hosts: 1, otherClients: 1, days: days, hasTraces: false)
    }

    /// Monday, 00:00 UTC.
    private static let monday = Practice.monday.addingTimeInterval(-8 * 3_600)
    private static let firstMonday = monday.addingTimeInterval(-Double(weeks / 2) * 7 * 86_400)
    private static let now = Practice.monday
    private static let cells = 6
    // Ids of what is written before: those of one table follow one another.
    private static let firstHost: SQL = "(SELECT id FROM users WHERE email = 'host0@example.com')"
    private static let weeklyClient: SQL = "(SELECT id FROM users WHERE email = \(weekly))"
    private static let firstService: SQL = "(SELECT id FROM services WHERE slug = 'service-0')"
    private static let firstBooking: SQL = "(SELECT MIN(id) FROM bookings)"
    /// Rows of bookings to which one statement adds: each must end within the statement's time-out.
    private static let chunk = 10_000

    private var bookings: Int { Self.weeks * Self.bookingsPerWeek * hosts }

    /// Fills a practice as it is after its first start.
    func write(into database: any Database) async throws {
        for part in [people, services, turns, meetings, cells] {
            for statement in part { try await database.write(.readCommitted) { try $0.run(statement) } }
        }
        guard hasTraces else { return }
        for statement in mails + [jobs] + audit + accounts + told {
            try await database.write(.readCommitted) { try $0.run(statement) }
        }
    }

    /// Tells the engine's planner what the tables hold, as PostgreSQL does by itself from time to time.
    static func analyze(_ database: any Database) async throws {
        let statements: [SQL] = [
            "ANALYZE users", "ANALYZE sessions", "ANALYZE refresh_tokens", "ANALYZE attempts", "ANALYZE services",
            "ANALYZE offerings", "ANALYZE working_hours", "ANALYZE bookings", "ANALYZE meetings", "ANALYZE taken_cells",
            "ANALYZE stretches",
            "ANALYZE idempotency_keys",
            "ANALYZE jobs", "ANALYZE mails", "ANALYZE audit", "ANALYZE webhooks", "ANALYZE webhook_events",
            "ANALYZE webhook_deliveries", "ANALYZE stripe_events", "ANALYZE user_trigrams",
        ]
        try await database.write(.readCommitted) { tx in for each in statements { try tx.run(each) } }
    }

    /// `numbers (n)` from 0.
    private static func numbers(_ count: Int) -> SQL {
        """
        WITH RECURSIVE numbers (n) AS (
            SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < \(count))
        """
    }

    private var people: [SQL] {
        [
            """
            \(Self.numbers(hosts + 1 + otherClients))
            INSERT INTO users (email, password_hash, first_name, last_name, search_text, is_admin, is_host,
                email_verified_at, time_zone, locale, password_generation, created_at)
            SELECT names.email, (SELECT password_hash FROM users WHERE is_admin = 1), 'Given', 'Family',
                names.email || ' given family', 0, CASE WHEN n < \(hosts) THEN 1 ELSE 0 END, \(Self.now), 'UTC', 'en',
                0, \(Self.firstMonday)
            FROM (SELECT n, CASE WHEN n < \(hosts) THEN 'host' || CAST(n AS TEXT) || '@example.com'
                WHEN n = \(hosts) THEN \(Self.weekly)
                ELSE 'client' || CAST(n - \(hosts + 1) AS TEXT) || '@example.com' END AS email FROM numbers) names
            ORDER BY n
            """,
            Practice.missingTrigrams,
        ]
    }

    private var services: [SQL] {
        [
            """
            \(Self.numbers(hosts))
            INSERT INTO services (slug, title, duration, amount_minor, currency, buffer_before, buffer_after,
                slot_step, minimum_notice, booking_horizon, change_notice, active, created_at)
            SELECT 'service-' || CAST(n AS TEXT), 'A talk', 30, 5000, 'usd', 0, 0, 60, 0, 365, 0, 1, \(Self.firstMonday)
            FROM numbers ORDER BY n
            """,
            """
            \(Self.numbers(hosts))
            INSERT INTO offerings (service_id, host_id)
            SELECT n + \(Self.firstService), n + \(Self.firstHost) FROM numbers
            """,
            """
            \(Self.numbers(hosts * 5))
            INSERT INTO working_hours (host_id, weekday, from_minute, to_minute)
            SELECT n / 5 + \(Self.firstHost), n % 5 + 1, 540, 1140 FROM numbers
            """,
        ]
    }

    /// Bookings in the order of their starts, hosts beside one another, as time would have made them: eight of the
    /// ten hours of each day are taken. Some clients come again and again, some hardly ever. How it went is noted up
    /// to the last Friday.
    private var turns: [SQL] {
        let from = Self.monday.addingTimeInterval(Double(days.lowerBound) * 86_400)
        let to = Self.monday.addingTimeInterval(Double(days.upperBound) * 86_400)
        return stride(from: 0, through: bookings, by: Self.chunk).map { start in
            """
            \(Self.numbers(bookings)),
            turns (n, host, turn, starts) AS (
                SELECT n, n % \(hosts), n / \(hosts), \(Self.firstMonday) + n / \(hosts) / 40 * 604800
                    + n / \(hosts) % 40 / 8 * 86400 + (9 + n / \(hosts) % 8) * 3600
                FROM numbers WHERE n >= \(start) AND n < \(start + Self.chunk))
            INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
                amount_minor, currency, first_cell, end_cell, sequence, change_notice,
                created_at, updated_at)
            SELECT
                CASE WHEN host = 0 AND turn % 40 = 3 THEN \(Self.weeklyClient)
                    ELSE \(Self.weeklyClient) + 1 + (n * 7919 % 2999) * (n * 104729 % 3001) / 3001
                        % \(otherClients) END,
                host + \(Self.firstService), host + \(Self.firstHost), starts, 30,
                CASE WHEN (turn * 7 + host) % 12 = 5 THEN 'cancelled'
                    WHEN starts > \(Self.now) - 259200 THEN 'scheduled'
                    WHEN (turn + host) % 25 = 7 THEN 'no_show' ELSE 'completed' END,
                'requires_payment_method', 5000, 'usd', starts / 300, starts / 300 + \(Self.cells), 0, 0,
                CASE WHEN starts - 1209600 < \(Self.now) THEN starts - 1209600 ELSE \(Self.now) END, \(Self.now)
            FROM turns
            WHERE (host = 0 AND turn % 40 = 3) OR (starts >= \(from) AND starts < \(to))
            ORDER BY n
            """
        }
    }

    private static func isInChunk(_ start: Int) -> SQL {
        "id >= \(firstBooking) + \(start) AND id < \(firstBooking) + \(start + chunk)"
    }

    /// As the sweeps leave them: what is over for more than a month is forgotten.
    private static let isRemembered: SQL = "status <> 'cancelled' AND scheduled_at > \(now) - 2500000"

    private var meetings: [SQL] {
        stride(from: 0, to: bookings, by: Self.chunk).map { start in
            """
            INSERT INTO meetings (booking_id, room, server, ends_at, generation, sequence)
            SELECT id, 'booking-' || CAST(id AS TEXT) || '-aaaabbbbccccddddeeeeffff', 'https://meet.jit.si',
                scheduled_at + duration * 60, 0, 0
            FROM bookings WHERE \(Self.isInChunk(start)) ORDER BY id
            """
        }
    }

    private var cells: [SQL] {
        stride(from: 0, to: bookings, by: Self.chunk).flatMap { start -> [SQL] in
            [
                """
                \(Self.numbers(Self.cells))
                INSERT INTO taken_cells (host_id, cell, booking_id)
                SELECT host_id, first_cell + n, id FROM bookings CROSS JOIN numbers
                WHERE \(Self.isRemembered) AND \(Self.isInChunk(start)) ORDER BY id, n
                """,
                """
                INSERT INTO stretches (host_id, first_cell, end_cell, owner, owner_id)
                SELECT host_id, first_cell, end_cell, 'booking', id FROM bookings
                WHERE \(Self.isRemembered) AND \(Self.isInChunk(start)) ORDER BY id
                """,
            ]
        }
    }

    /// Two a booking, long sent; one in 5,000 could not be.
    private var mails: [SQL] {
        stride(from: 0, to: bookings, by: Self.chunk).map { start in
            """
            INSERT INTO mails (kind, role, booking_id, user_id, scheduled_at, sequence, message_id, state, attempts,
                created_at, send_at, sent_at)
            SELECT 'confirmation', role, id, CASE role WHEN 'client' THEN user_id ELSE host_id END, scheduled_at, 0,
                'mail-' || CAST(id AS TEXT) || '-' || role, CASE WHEN id % 5000 = 1 THEN 'parked' ELSE 'sent' END, 1,
                created_at, created_at, created_at
            FROM bookings CROSS JOIN (SELECT 'client' AS role UNION ALL SELECT 'host') roles
            WHERE \(Self.isInChunk(start)) ORDER BY id
            """
        }
    }

    /// The reminders of what is to come, a day and an hour before.
    private var jobs: SQL {
        """
        INSERT INTO jobs (kind, subject_id, detail, due_at, attempt, leased_until, created_at)
        SELECT 'remind', id, CAST(scheduled_at AS TEXT), scheduled_at - seconds, 0, 0, created_at
        FROM bookings CROSS JOIN (SELECT 86400 AS seconds UNION ALL SELECT 3600) leads
        WHERE status = 'scheduled' AND scheduled_at - seconds > \(Self.now) ORDER BY id
        """
    }

    private var audit: [SQL] {
        [
            """
            INSERT INTO audit (at, actor_id, action, booking_id, user_id, detail)
            SELECT created_at, user_id, 'booking.created', id, user_id, '{}' FROM bookings ORDER BY id
            """,
            """
            INSERT INTO audit (at, actor_id, action, booking_id, user_id, detail)
            SELECT scheduled_at, host_id, 'booking.completed', id, user_id, '{}' FROM bookings
            WHERE status = 'completed' ORDER BY id
            """,
        ]
    }

    /// Two sign-ins of everybody, some of them over, with five refresh tokens each; the Idempotency-Keys and the
    /// attempts of the last day.
    private var accounts: [SQL] {
        [
            """
            INSERT INTO sessions (user_id, created_at, expires_at)
            SELECT id, \(Self.now) - 86400 * 28, \(Self.now) + 86400 * (id * 7919 % 60 - 2)
            FROM users CROSS JOIN (SELECT 1 AS device UNION ALL SELECT 2) devices ORDER BY id
            """,
            """
            \(Self.numbers(5))
            INSERT INTO refresh_tokens (token_hash, session_id, created_at, used_at)
            SELECT 'token-' || CAST(id AS TEXT) || '-' || CAST(n AS TEXT), id, created_at,
                CASE WHEN n < 4 THEN created_at ELSE NULL END
            FROM sessions CROSS JOIN numbers ORDER BY id
            """,
            """
            INSERT INTO idempotency_keys (user_id, key, request_hash, booking_id, created_at)
            SELECT user_id, 'key-' || CAST(id AS TEXT), 'hash', id, \(Self.now) - id % 90000 FROM bookings
            ORDER BY id DESC LIMIT 5000
            """,
            """
            \(Self.numbers(5_000))
            INSERT INTO attempts (subject, tried, ends_at)
            SELECT 'login-account:' || CAST(n AS TEXT), 1, \(Self.now) + n % 900 - 100 FROM numbers
            """,
        ]
    }

    /// Ten webhooks, and what they and the server were told in the last month.
    private var told: [SQL] {
        [
            """
            \(Self.numbers(10))
            INSERT INTO webhooks (url, active, secret_generation, created_at)
            SELECT 'https://receiver.example/' || CAST(n AS TEXT), 1, 1, \(Self.firstMonday) FROM numbers
            """,
            "INSERT INTO webhook_events (webhook_id, type) SELECT id, 'booking.scheduled' FROM webhooks",
            """
            \(Self.numbers(2_000))
            INSERT INTO webhook_deliveries (webhook_id, event_id, type, booking_id, created_at, state, attempts)
            SELECT webhooks.id, 'evt_' || CAST(n AS TEXT), 'booking.scheduled', \(Self.firstBooking) + n,
                \(Self.now) - 1250 * (2000 - n), CASE WHEN n % 100 = 1 THEN 'parked' ELSE 'sent' END, 1
            FROM numbers CROSS JOIN webhooks ORDER BY n, webhooks.id
            """,
            """
            \(Self.numbers(10_000))
            INSERT INTO stripe_events (id, type, intent_id, created_at, received_at)
            SELECT 'evt_' || CAST(n AS TEXT), 'payment_intent.succeeded', 'pi_' || CAST(n AS TEXT),
                \(Self.now) - 250 * (10000 - n), \(Self.now) - 250 * (10000 - n) FROM numbers
            """,
        ]
    }
}

extension Practice {
    /// The service of one of the year's hosts.
    func service(ofHost number: Int) async throws -> Int64 {
        try await numbers("SELECT id FROM services WHERE slug = \("service-\(number)")")[0]
    }

    func userID(_ email: String) async throws -> Int64 {
        try await numbers("SELECT id FROM users WHERE email = \(email)")[0]
    }
}
