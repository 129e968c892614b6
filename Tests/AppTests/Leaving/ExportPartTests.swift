import App
import Foundation
import Storage
import Testing

@Suite("A person's export, part by part")
struct ExportPartTests {
    @Test("what takes more than one part is whole, each once and in order, and the members stand as ever")
    func whole() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        try await practice.addBookings(1_100, of: jo.userID)
        for role in ["client", "host"] {
            try await practice.run(
                """
                INSERT INTO mails (kind, role, booking_id, user_id, sequence, message_id, state, attempts, created_at,
                    send_at)
                SELECT 'confirmation', \(role), id, user_id, 0, \(role) || CAST(id AS TEXT), 'sent', 1, 0, 0
                FROM bookings
                """)
        }
        // Done by them, done about them, and both.
        try await practice.run(
            """
            INSERT INTO audit (at, actor_id, action, booking_id, user_id, detail)
            SELECT 0, CASE WHEN id % 3 = 0 THEN NULL ELSE user_id END, 'booking.created', id,
                CASE WHEN id % 3 = 1 THEN NULL ELSE user_id END, '{}' FROM bookings ORDER BY id
            """)
        let export = try await jo.get("/api/users/me/export")
        let bookings = try await practice.numbers("SELECT id FROM bookings ORDER BY scheduled_at DESC, id DESC")
        #expect(try export.array("bookings").map { try $0.int("id") } == bookings && bookings.count == 1_100)
        let mails = try await practice.numbers("SELECT booking_id FROM mails WHERE booking_id > 0 ORDER BY id")
        let mailed = try export.array("mails").filter { !$0.isNull("booking_id") }.map { try $0.int("booking_id") }
        #expect(mailed == mails && mails.count == 2_200)
        let audit = try await practice.numbers(
            "SELECT id FROM audit WHERE user_id = \(jo.userID) OR actor_id = \(jo.userID) ORDER BY id")
        #expect(try export.array("audit").map { try $0.int("id") } == audit && audit.count >= 1_100)
        let members = ["{\"user\":{", "],\"payments\":[", "],\"mails\":[", "],\"audit\":[", "],\"sessions\":[{"]
        let places = members.compactMap { export.text.range(of: $0)?.lowerBound }
        #expect(places.count == members.count && places == places.sorted())
    }
}
