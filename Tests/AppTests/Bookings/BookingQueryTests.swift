import App
import Domain
import Foundation
import Storage
import Testing

/// However a list is asked for, whichever index leads to it: it holds what a plain question finds.
@Suite("What lists of bookings hold")
struct BookingQueryTests {
    /// A part of a query, and what it asks for in plain words.
    private struct Cut {
        var query = ""
        var condition: SQL = "1 = 1"
    }

    @Test("every combination of filters finds what it says, in order and counted, for few and for many people")
    func combinations() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let other = try await boss.addService("Other", 5, [:])
        // More than are named one by one.
        try await practice.addPeople(230)
        let people = try await practice.numbers("SELECT id FROM users WHERE email LIKE 'person%' ORDER BY id")
        try await Self.addBookings(practice, people, other)
        let cuts: [[Cut]] = [
            [Cut(), Cut(query: "user_id=\(people[7])", condition: "user_id = \(people[7])")],
            [Cut(), Cut(query: "host_id=\(people[0])", condition: "host_id = \(people[0])")],
            [Cut(), Cut(query: "service_id=\(other)", condition: "service_id = \(other)")],
            [
                Cut(), Cut(query: "status=pending", condition: "status = 'pending'"),
                Cut(query: "status=expired,scheduled", condition: "status IN ('expired', 'scheduled')"),
            ],
            [
                Cut(), Cut(query: "payment_status=succeeded", condition: "payment_status = 'succeeded'"),
                Cut(query: "payment_status=failed,disputed", condition: "payment_status IN ('failed', 'disputed')"),
            ],
            [
                Cut(), Cut(query: "q=Person7", condition: "search_text LIKE '%person7%'"),
                Cut(query: "q=person", condition: "search_text LIKE '%person%'"),
                Cut(query: "q=n7", condition: "search_text LIKE '%n7%'"),
                Cut(query: "q=nobody", condition: "search_text LIKE '%nobody%'"),
            ],
            [
                Cut(),
                Cut(
                    query: "from=\(jan("05T12:00"))&to=\(jan("06T00:00"))",
                    condition: """
                        scheduled_at >= \(Practice.monday.addingTimeInterval(14_400))
                        AND scheduled_at < \(Practice.monday.addingTimeInterval(57_600))
                        """),
            ],
        ]
        var seen = 0
        for chosen in Self.product(cuts) {
            let sort = seen.isMultiple(of: 2) ? "-scheduled_at" : "scheduled_at"
            let order: SQL =
                seen.isMultiple(of: 2) ? "scheduled_at DESC, bookings.id DESC" : "scheduled_at, bookings.id"
            let ids = try await practice.numbers(
                """
                SELECT bookings.id FROM bookings JOIN users ON users.id = bookings.user_id
                WHERE \(chosen.map(\.condition).joined(" AND ")) ORDER BY \(order)
                """)
            let query = chosen.map(\.query).filter { !$0.isEmpty }.joined(separator: "&")
            let part = try await boss.get("/api/admin/bookings?limit=20&offset=1&sort=\(sort)&\(query)")
            let found = try part.array("bookings").map { try $0.int("id") }
            #expect(found == Array(ids.dropFirst().prefix(20)), "\(query)")
            #expect(try part.int("total") == ids.count, "\(query)")
            seen += found.isEmpty ? 0 : 1
        }
        #expect(seen > 100, "few combinations found anything: \(seen)")
    }

    private static func addBookings(_ practice: Practice, _ people: [Int64], _ other: Int64) async throws {
        try await practice.run(
            """
            INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
                amount_minor, currency, first_cell, end_cell, sequence, change_notice, hold_expires_at, created_at,
                updated_at)
            WITH RECURSIVE numbers (n) AS (
                SELECT CAST(0 AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < 600)
            SELECT CAST(\(people[0]) AS BIGINT) + n * 7 % 100, CASE WHEN n % 3 = 0 THEN CAST(\(other) AS BIGINT)
                ELSE CAST(\(practice.service) AS BIGINT) END, CASE WHEN n % 5 < 2 THEN CAST(\(people[0]) AS BIGINT)
                ELSE CAST(\(practice.bossID) AS BIGINT) END, CAST(\(Practice.monday) AS BIGINT) + n / 4 * 300, 5,
                CASE n % 7 WHEN 0 THEN 'pending' WHEN 1 THEN 'scheduled' WHEN 2 THEN 'expired' WHEN 3 THEN 'no_show'
                    WHEN 4 THEN 'cancelled' ELSE 'completed' END,
                CASE n % 4 WHEN 0 THEN 'succeeded' WHEN 1 THEN 'failed' WHEN 2 THEN 'disputed' ELSE 'not_required' END,
                0, 'usd', 0, 1, 0, 0, 0, 0, 0
            FROM numbers ORDER BY n
            """)
    }

    /// Every choice of one from each list.
    private static func product(_ lists: [[Cut]]) -> [[Cut]] {
        lists.reduce([[]]) { chosen, list in chosen.flatMap { some in list.map { some + [$0] } } }
    }
}
