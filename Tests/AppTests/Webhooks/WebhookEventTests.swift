import App
import Foundation
import Testing

@Suite("What webhooks are told of")
struct WebhookEventTests {
    @Test("each deed around a free booking is told once, with the booking as it is then")
    func deeds() async throws {
        let told = try await ToldPractice.open()
        let (practice, boss) = (told.practice, told.boss)
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        let paid = try await boss.addService("Advice", 60, ["amount": 50])
        var id: Int64 = 0
        func deed(_ body: () async throws -> Answer) async throws -> [String] {
            practice.calls.forget()
            let answer = try await body()
            #expect((200...201).contains(answer.status), "\(answer)")
            id = try answer.object("booking").int("id")
            try await practice.work()
            return try told.told()
        }
        #expect(try await deed { try await jo.book(jan("06T09:00")) } == ["booking.scheduled scheduled"])
        #expect(try await deed { try await jo.move(id, to: jan("06T10:00")) } == ["booking.rescheduled scheduled"])
        #expect(try await deed { try await jo.move(id, to: jan("06T10:00")) } == [])
        #expect(try await deed { try await jo.post("/api/bookings/\(id)/cancel") } == ["booking.cancelled cancelled"])
        let wish: [String: any Sendable] = [
            "service_id": paid, "scheduled_at": jan("06T11:00"), "email": "ann@example.com",
        ]
        #expect(try await deed { try await boss.post("/api/admin/bookings", wish) } == ["booking.scheduled scheduled"])
        let sold = id
        #expect(
            try await deed { try await boss.post("/api/admin/bookings/\(sold)/mark-paid") }
                == ["payment.succeeded scheduled"])
        #expect(
            try await deed { try await boss.post("/api/admin/bookings/\(sold)/refund", ["amount": 10]) }
                == ["payment.refunded scheduled"])
        #expect(try await deed { try await boss.book(jan("06T13:00")) } == ["booking.scheduled scheduled"])
        let missed = id
        practice.clock.move(hours: 29)
        #expect(
            try await deed { try await boss.post("/api/host/bookings/\(sold)/complete") } == [
                "booking.completed completed"
            ])
        practice.clock.move(hours: 1)
        #expect(
            try await deed { try await boss.post("/api/admin/bookings/\(missed)/no-show") } == [
                "booking.no_show no_show"
            ])
        let ids = try await practice.texts("SELECT event_id FROM webhook_deliveries")
        #expect(Set(ids).count == ids.count && ids.allSatisfy { $0.wholeMatch(of: /evt_[0-9a-f]{32}/) != nil })
    }

    @Test("a held booking is told when it is held, and when it is paid, expires or is cancelled")
    func holds() async throws {
        let paid = try await PaidPractice.open()
        _ = try await paid.boss.addWebhook("https://receiver.example")
        let first = try await paid.paid()
        #expect(
            try await paid.practice.published() == ["booking.held", "booking.scheduled", "payment.succeeded"])
        try await paid.practice.run("DELETE FROM webhook_deliveries")
        let held = try await paid.hold(jan("08T12:00"))
        try paid.stripe.decline(held.secret)
        try await paid.tell()
        #expect(try await paid.practice.published() == ["booking.held", "payment.failed"])
        #expect(try await paid.cancel(held.id).status == 200)
        #expect(try await paid.practice.published() == ["booking.held", "payment.failed", "booking.cancelled"])
        try await paid.practice.run("DELETE FROM webhook_deliveries")
        _ = try await paid.hold(jan("08T14:00"))
        try await paid.practice.live(hours: 1)
        #expect(try await paid.practice.published() == ["booking.held", "booking.expired"])
        try await paid.practice.run("DELETE FROM webhook_deliveries")
        try paid.stripe.dispute(try #require(paid.stripe.intent(of: first)).id)
        try await paid.tell()
        #expect(try await paid.practice.published() == ["payment.disputed"])
    }

    @Test("an event of the payment company that comes twice is told once")
    func repeated() async throws {
        let paid = try await PaidPractice.open()
        _ = try await paid.boss.addWebhook("https://receiver.example")
        let held = try await paid.hold()
        try paid.stripe.pay(held.secret)
        for event in paid.stripe.takeEvents() {
            for _ in 0..<3 { #expect(try await paid.send(event).status == 200) }
            try await paid.practice.work()
        }
        #expect(
            try await paid.practice.published() == ["booking.held", "booking.scheduled", "payment.succeeded"])
    }

    @Test("what was refused is told to nobody")
    func refused() async throws {
        let told = try await ToldPractice.open()
        let jo = try await told.practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("06T09:00"))
        _ = try await jo.mustBook(jan("06T10:00"))
        let before = try await told.practice.published()
        #expect(try await jo.book(jan("06T09:00")).code == "slot_taken")
        #expect(try await jo.book(jan("06T03:00")).code == "slot_unavailable")
        #expect(try await jo.move(id, to: jan("06T10:00")).code == "slot_taken")
        #expect(try await told.boss.post("/api/admin/bookings/\(id)/complete").code == "illegal_move")
        #expect(try await told.boss.post("/api/admin/bookings/\(id)/mark-paid").code == "illegal_move")
        #expect(try await told.practice.published() == before && before.count == 2)
        #expect(try await jo.post("/api/bookings/\(id)/cancel").status == 200)
        #expect(try await jo.post("/api/bookings/\(id)/cancel").code == "illegal_move")
        #expect(try await told.practice.published() == before + ["booking.cancelled"])
    }

    @Test("a booking whose event cannot be written down is not made, and a repeated one is told once")
    func together() async throws {
        let told = try await ToldPractice.open()
        let jo = try await told.practice.register("jo@example.com")
        try await told.practice.run("ALTER TABLE webhook_deliveries RENAME TO elsewhere")
        #expect(try await jo.book(jan("06T09:00")).status == 500)
        #expect(try await told.practice.numbers("SELECT COUNT(*) FROM bookings") == [0])
        #expect(try await told.practice.numbers("SELECT COUNT(*) FROM taken_cells") == [0])
        try await told.practice.run("ALTER TABLE elsewhere RENAME TO webhook_deliveries")
        let patient = jo.with("Idempotency-Key", "one")
        for _ in 0..<3 { _ = try await patient.mustBook(jan("06T09:00")) }
        #expect(try await told.practice.published() == ["booking.scheduled"])
    }

    @Test("each webhook is told of what it asked for, under one id, and those that are switched off of nothing")
    func choice() async throws {
        let told = try await ToldPractice.open()
        let both = try await told.boss.addWebhook(
            "https://b.example/", ["events": ["booking.cancelled", "booking.scheduled"]])
        let one = try await told.boss.addWebhook("https://c.example/", ["events": ["booking.cancelled"]])
        _ = try await told.boss.addWebhook("https://d.example/", ["active": false])
        let id = try await told.boss.mustBook(jan("06T09:00"))
        _ = try await told.boss.post("/api/bookings/\(id)/cancel")
        let rows = try await told.practice.texts(
            "SELECT type || ' ' || webhook_id FROM webhook_deliveries ORDER BY type, webhook_id")
        let expected: [String] =
            [told.webhook, both.id, one.id].map { "booking.cancelled \($0)" }
            + [told.webhook, both.id].map { "booking.scheduled \($0)" }
        #expect(rows == expected)
        #expect(try await told.practice.texts("SELECT DISTINCT event_id FROM webhook_deliveries").count == 2)
        try await told.practice.work()
        let hosts = told.practice.calls.all.compactMap { URL(string: $0.url)?.host }
        #expect(hosts.sorted() == ["b.example", "b.example", "c.example", "receiver.example", "receiver.example"])
    }
}
