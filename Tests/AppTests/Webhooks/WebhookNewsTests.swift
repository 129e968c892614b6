import App
import Foundation
import Testing
import Wire

@Suite("What an event itself tells")
struct WebhookNewsTests {
    /// `booking.scheduled client`, for each that was told so far.
    private static func actors(_ practice: Practice) throws -> [String] {
        try practice.calls.all.map { try $0.json().text("type") + " " + $0.json().text("actor") }
    }

    @Test("each event says who did it, after the members that were there before")
    func actors() async throws {
        let told = try await ToldPractice.open()
        let practice = told.practice
        let jo = try await practice.register("jo@example.com")
        let paid = try await told.boss.addService("Advice", 60, ["amount": 50])
        var id: Int64 = 0
        func deed(_ body: () async throws -> Answer) async throws -> [String] {
            practice.calls.forget()
            let answer = try await body()
            #expect((200...201).contains(answer.status), "\(answer)")
            id = try answer.object("booking").int("id")
            try await practice.work()
            return try Self.actors(practice)
        }
        #expect(try await deed { try await jo.book(jan("06T09:00")) } == ["booking.scheduled client"])
        #expect(practice.calls.all.count == 1)
        #expect(try practice.calls.all[0].json().names == ["id", "type", "created_at", "data", "actor"])
        #expect(try await deed { try await jo.move(id, to: jan("06T10:00")) } == ["booking.rescheduled client"])
        let move: [String: any Sendable] = ["scheduled_at": jan("06T12:00")]
        #expect(
            try await deed { try await told.boss.post("/api/host/bookings/\(id)/reschedule", move) }
                == ["booking.rescheduled host"])
        #expect(try await deed { try await jo.post("/api/bookings/\(id)/cancel") } == ["booking.cancelled client"])
        let wish: [String: any Sendable] = [
            "service_id": paid, "scheduled_at": jan("06T11:00"), "email": "ann@example.com",
        ]
        #expect(
            try await deed { try await told.boss.post("/api/admin/bookings", wish) } == ["booking.scheduled admin"])
        #expect(
            try await deed { try await told.boss.post("/api/admin/bookings/\(id)/mark-paid") }
                == ["payment.succeeded admin"])
    }

    @Test("what a payment company says and what a clock does is done by the system")
    func system() async throws {
        let paid = try await PaidPractice.open()
        _ = try await paid.boss.addWebhook("https://receiver.example")
        _ = try await paid.paid()
        _ = try await paid.hold(jan("08T14:00"))
        try await paid.practice.live(hours: 1)
        #expect(
            Set(try Self.actors(paid.practice)) == [
                "booking.held client", "booking.scheduled system", "payment.succeeded system",
                "booking.expired system",
            ])
    }

    @Test("a move tells the start before it, each its own, also where both are told after the second")
    func previous() async throws {
        let told = try await ToldPractice.open()
        let id = try await told.boss.mustBook(jan("06T09:00"))
        for hour in ["10", "11"] { _ = try await told.boss.move(id, to: jan("06T\(hour):00")) }
        try await told.practice.work()
        let starts = try told.practice.calls.all.map { call in
            let data = try call.json().object("data")
            let previous = !data.isNull("previous") ? try data.object("previous").text("scheduled_at") : "-"
            return try "\(previous) \(data.object("booking").text("scheduled_at"))"
        }
        let last = jan("06T11:00")
        #expect(starts.sorted() == ["- \(last)", "\(jan("06T09:00")) \(last)", "\(jan("06T10:00")) \(last)"])
    }

    @Test("a refund tells its own amount and who gave it back, and the booking tells the sum")
    func refunds() async throws {
        let paid = try await PaidPractice.open()
        _ = try await paid.boss.addWebhook("https://receiver.example", ["events": ["payment.refunded"]])
        let id = try await paid.paid()
        let path = "/api/admin/bookings/\(id)/refund"
        for amount in [10.5, 20] {
            #expect(try await paid.boss.post(path, ["amount": amount]).status == 200)
            try await paid.practice.work()
            try await paid.tell()
        }
        let calls = paid.practice.calls.all
        let bodies = calls.map { String(decoding: $0.body ?? [], as: UTF8.self) }
        #expect(bodies.count == 2)
        #expect(bodies.filter { $0.contains(#""refund":{"amount":10.50,"currency":"usd"}"#) }.count == 1, "\(bodies)")
        #expect(bodies.filter { $0.contains(#""refund":{"amount":20.00,"currency":"usd"}"#) }.count == 1, "\(bodies)")
        #expect(bodies.contains { $0.contains(#""amount_refunded":30.50"#) })
        #expect(try calls.allSatisfy { try $0.json().text("actor") == "host" }, "the admin is the booking's host")
    }

    @Test("a test is sent to the one webhook, whatever it asked for, and tells of no booking")
    func test() async throws {
        let told = try await ToldPractice.open("https://a.example/", ["events": ["booking.cancelled"]])
        _ = try await told.boss.addWebhook("https://b.example/")
        let sent = try await told.boss.post("\(told.path)/test")
        #expect(sent.status == 200)
        let delivery = try sent.object("delivery")
        #expect(try delivery.text("type") == "test" && delivery.isNull("booking_id") && delivery.text("state") == "due")
        try await told.practice.work()
        let call = try #require(told.practice.calls.all.first)
        #expect(told.practice.calls.all.count == 1 && call.url == "https://a.example/")
        #expect(call.header("InFormat-Event") == "test")
        #expect(try call.json().object("data").names == ["webhook_id"])
        #expect(try call.json().text("actor") == "admin")
        #expect(try await told.state() == "sent 1 200")
        _ = try await told.boss.patch(told.path, ["active": false])
        #expect(try await told.boss.post("\(told.path)/test").code == "webhook_inactive")
        #expect(try await told.boss.post("/api/admin/webhooks/9/test").status == 404)
        let refused = try await told.boss.post(
            "/api/admin/webhooks", ["url": "https://c.example/", "events": ["test"]])
        #expect(refused.complainedFields == ["events[0]"])
    }

    @Test("a delivery that waits shows its next try, and is sent now when an admin says so")
    func now() async throws {
        let told = try await ToldPractice.open()
        told.practice.calls.answer { _ in 503 }
        _ = try await told.boss.mustBook(jan("06T09:00"))
        try await told.practice.work()
        let due = try await told.practice.numbers("SELECT due_at FROM jobs WHERE kind = 'webhook'")
        let next = Date(timeIntervalSince1970: Double(due[0])).ISO8601Format()
        #expect(try await told.delivery().text("next_try_at") == next)
        told.practice.calls.answer { _ in 200 }
        let hastened = try await told.resend()
        #expect(hastened.status == 200)
        let now = told.practice.clock.now.ISO8601Format()
        #expect(try hastened.object("delivery").text("next_try_at") == now)
        #expect(try hastened.object("delivery").int("attempts") == 1)
        #expect(try await told.resend().code == "delivery_due")
        try await told.practice.work()
        #expect(try await told.state() == "sent 2 200")
        #expect(try await told.delivery().isNull("next_try_at"))
        #expect(told.practice.calls.all.count == 2)
    }
}
