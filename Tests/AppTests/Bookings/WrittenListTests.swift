import App
import Foundation
import Storage
import Testing

/// Lists go from rows to bytes; one booking goes through values. Both say the same.
@Suite("Bookings in lists, as they are alone")
struct WrittenListTests {
    @Test("each booking stands in a list as it stands alone, whatever its state, price and words")
    func alike() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo \"J\"", "last_name": "Мария\\"])
        let ids = try await Self.addBookings(practice, jo)
        for (asker, folder) in [(jo, "/api/bookings"), (boss, "/api/admin/bookings")] {
            let list = try await asker.get("\(folder)?limit=100&sort=scheduled_at").text
            let items = list.components(separatedBy: "],\"total\"")[0].dropFirst("{\"bookings\":[{\"id\":".count)
                .dropLast().components(separatedBy: "},{\"id\":")
            #expect(items.count == ids.count, "\(list)")
            for (id, item) in zip(ids, items) {
                let alone = try await asker.get("\(folder)/\(id)").text
                #expect(item.hasPrefix("\(id),"), "\(folder): \(item)")
                #expect(alone.hasPrefix("{\"booking\":{\"id\":\(item)}"), "\(folder): \(item) is not \(alone)")
            }
        }
    }

    @Test("amounts have the decimals of their currency, and instants the form of RFC 3339")
    func values() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        _ = try await Self.addBookings(practice, jo)
        let list = try await jo.get("/api/bookings?limit=100").text
        for text in [
            "\"amount\":0.05,\"currency\":\"usd\"", "\"amount\":1234.50,\"currency\":\"usd\"",
            "\"amount\":123450,\"currency\":\"jpy\"", "\"amount\":123.450,\"currency\":\"kwd\"",
            "\"amount\":5,\"currency\":\"xxx\"", "\"amount_refunded\":0.01",
            "\"notes\":\"One \\\"two\\\"\\n\\u0009three\"",
            "\"scheduled_at\":\"2026-01-05T08:00:00Z\",\"ends_at\":\"2026-01-05T08:05:00Z\"",
            "\"change_deadline\":\"2026-01-05T06:00:00Z\"", "\"cancel_reason\":null",
        ] { #expect(list.contains(text), "\(text)") }
    }

    /// One of each state and of each currency that is written in another way.
    private static func addBookings(_ practice: Practice, _ jo: Asker) async throws -> [Int64] {
        let states = ["pending", "scheduled", "completed", "no_show", "cancelled", "expired"]
        for (index, state) in states.enumerated() {
            try await practice.addBookings(
                1, of: jo.userID, from: Practice.monday.addingTimeInterval(Double(index) * 300), status: "\(state)")
        }
        let ids = try await practice.numbers("SELECT id FROM bookings ORDER BY id")
        let prices: [(Int64, String)] = [
            (5, "usd"), (123_450, "usd"), (123_450, "jpy"), (123_450, "kwd"), (5, "xxx"), (0, "eur"),
        ]
        for (id, (minor, currency)) in zip(ids, prices) {
            try await practice.run(
                """
                UPDATE bookings SET amount_minor = \(minor), currency = \(currency), refunded_minor = 1,
                    change_notice = 120, notes = \("One \"two\"\n\tthree" as String), cancelled_at = scheduled_at,
                    cancel_reason = \(id % 2 == 0 ? "Ill \u{1F912}" : nil as String?)
                WHERE id = \(id)
                """)
            try await practice.run(
                """
                INSERT INTO meetings (booking_id, room, server, ends_at, generation, sequence)
                VALUES (\(id), \("room-\(id)"), 'https://meet.example', 0, 0, 0)
                """)
        }
        return ids
    }
}
