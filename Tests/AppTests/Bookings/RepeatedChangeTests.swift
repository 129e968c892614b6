import App
import Foundation
import Testing

@Suite("Changes of a booking that are asked for twice")
struct RepeatedChangeTests {
    private static func isReplay(_ answer: Answer) -> Bool { answer.header("Idempotent-Replayed") == "true" }

    /// The booking of a client at a host's, and one who may change it at a path of theirs.
    private static let askers: [@Sendable (Practice, Asker) async throws -> (asker: Asker, path: String)] = [
        { _, client in (client, "/api/bookings") }, { practice, _ in (try await practice.boss(), "/api/bookings") },
        { practice, _ in (try await practice.boss(), "/api/host/bookings") },
        { practice, _ in (try await practice.boss(), "/api/admin/bookings") },
    ]

    @Test("under one key it is moved and cancelled once, and answered twice alike", arguments: 0..<4)
    func twice(index: Int) async throws {
        let practice = try await Practice.open()
        let client = try await practice.register("jo@example.com")
        let id = try await client.mustBook(jan("06T09:00"))
        let (asker, path) = try await Self.askers[index](practice, client)
        let (moving, cancelling) = (asker.with("Idempotency-Key", "move"), asker.with("Idempotency-Key", "cancel"))
        let wish = ["scheduled_at": jan("06T11:00")]
        let moved = try await moving.post("\(path)/\(id)/reschedule", wish)
        #expect(moved.status == 200 && !Self.isReplay(moved), "\(moved)")
        practice.clock.move(seconds: 60)
        let again = try await moving.post("\(path)/\(id)/reschedule", wish)
        #expect(again.status == 200 && again.bytes == moved.bytes && Self.isReplay(again), "\(again)")
        // Without the key it is another move, to where it is.
        #expect(try await asker.post("\(path)/\(id)/reschedule", wish).header("Idempotent-Replayed") == nil)

        let cancelled = try await cancelling.post("\(path)/\(id)/cancel", ["reason": "Ill"])
        #expect(try cancelled.status == 200 && cancelled.object("booking").text("status") == "cancelled")
        let repeated = try await cancelling.post("\(path)/\(id)/cancel", ["reason": "Ill"])
        #expect(repeated.status == 200 && repeated.bytes == cancelled.bytes && Self.isReplay(repeated), "\(repeated)")
        #expect(try await asker.post("\(path)/\(id)/cancel").code == "illegal_move")
        let kinds = try await practice.texts(
            "SELECT kind FROM mails WHERE kind IN ('rescheduling', 'cancellation') ORDER BY id")
        #expect(kinds == ["rescheduling", "rescheduling", "cancellation", "cancellation"])
        #expect(try await practice.texts("SELECT action FROM audit WHERE action = 'booking.cancelled'").count == 1)
    }

    @Test("a key stands for one deed at one booking")
    func otherDeeds() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let (first, second) = (try await jo.mustBook(jan("06T09:00")), try await jo.mustBook(jan("06T10:00")))
        let keyed = jo.with("Idempotency-Key", "k")
        let move = ["scheduled_at": jan("06T11:00")]
        // What was refused may be sent again.
        #expect(
            try await keyed.post("/api/bookings/\(first)/reschedule", ["scheduled_at": jan("06T10:00")]).status == 409)
        #expect(try await keyed.post("/api/bookings/\(first)/reschedule", move).status == 200)
        for answer in [
            try await keyed.post("/api/bookings/\(second)/reschedule", move),
            try await keyed.post("/api/bookings/\(first)/reschedule", ["scheduled_at": jan("06T12:00")]),
            try await keyed.post("/api/bookings/\(first)/cancel"), try await keyed.book(jan("06T13:00")),
        ] { #expect(answer.status == 422 && answer.code == "idempotency_key_reused", "\(answer)") }
        // Another person's booking is not found under any key.
        let ann = try await practice.register("ann@example.com").with("Idempotency-Key", "k")
        #expect(try await ann.post("/api/bookings/\(first)/reschedule", move).status == 404)
    }

    @Test("an admin who books for a client books once for each key, and for another client not at all")
    func forClient() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss().with("Idempotency-Key", "k")
        let wish: [String: any Sendable] = [
            "service_id": practice.service, "scheduled_at": jan("06T09:00"), "email": "ann@example.com",
            "first_name": "Ann",
        ]
        let booked = try await boss.post("/api/admin/bookings", wish)
        #expect(booked.status == 201 && !Self.isReplay(booked), "\(booked)")
        let again = try await boss.post("/api/admin/bookings", wish)
        #expect(again.status == 201 && again.bytes == booked.bytes && Self.isReplay(again), "\(again)")
        let client = try booked.object("booking").int("user_id")
        var named = wish
        (named["email"], named["user_id"]) = (nil, client)
        #expect(Self.isReplay(try await boss.post("/api/admin/bookings", named)))
        named["user_id"] = try await practice.register("jo@example.com").userID
        #expect(try await boss.post("/api/admin/bookings", named).code == "idempotency_key_reused")
        #expect(try await practice.numbers("SELECT COUNT(*) FROM bookings") == [1])
    }
}
