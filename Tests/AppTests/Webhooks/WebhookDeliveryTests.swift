import App
import Foundation
import Testing
import Wire

@Suite("How webhooks are told")
struct WebhookDeliveryTests {
    @Test("the request carries the event and the practice's form of the booking, without any way into the meeting")
    func request() async throws {
        let told = try await ToldPractice.open()
        let jo = try await told.practice.register("jo@example.com", ["first_name": "Zoë", "last_name": "\"Q\" 東京"])
        let id = try await jo.mustBook(jan("06T09:00"), ["notes": "Knee"])
        told.practice.clock.move(seconds: 90)
        try await told.practice.work()
        let call = try #require(told.practice.calls.all.first)
        #expect(call.method == "POST" && call.url == "https://receiver.example/hook?token=abcdef")
        #expect(
            call.headers.map(\.name) == ["Content-Type", "InFormat-Event", "InFormat-Delivery", "InFormat-Signature"])
        #expect(call.header("Content-Type") == "application/json")
        #expect(call.header("InFormat-Event") == "booking.scheduled")
        #expect(try await call.header("InFormat-Delivery") == "\(told.delivery().int("id"))")
        let event = try call.json()
        #expect(event.names == ["id", "type", "created_at", "data", "actor"])
        #expect(try event.text("type") == "booking.scheduled" && event.text("created_at") == jan("05T08:00"))
        #expect(try event.object("data").names == ["booking", "previous", "refund"])
        let body = String(decoding: call.body ?? [], as: UTF8.self)
        #expect(!body.contains("jitsi") && !body.contains("meet") && !body.contains("booking-\(id)-"))
        let shown = try await told.boss.get("/api/admin/bookings").array("bookings")[0]
        let hidden = [
            "jitsi_room_id", "jitsi_room_url", "admin_meeting_url", "meeting", "answers", "withdrawal",
            "private_notes", "clash",
        ]
        let expected = shown.values.filter { !hidden.contains($0.key) }
        #expect(NSDictionary(dictionary: try call.booking().values) == NSDictionary(dictionary: expected))
        #expect(shown.values.count == expected.count + hidden.count)
        #expect(try call.booking().object("user").text("name") == "Zoë \"Q\" 東京")
    }

    @Test("what is told late tells of the booking as it is by then")
    func present() async throws {
        let told = try await ToldPractice.open()
        told.practice.calls.answer { _ in 503 }
        let id = try await told.boss.mustBook(jan("06T09:00"))
        try await told.practice.work()
        _ = try await told.boss.move(id, to: jan("06T11:00"))
        _ = try await told.boss.post("/api/bookings/\(id)/cancel")
        told.practice.calls.answer { _ in 200 }
        told.practice.calls.forget()
        try await told.practice.live(hours: 1)
        #expect(
            Set(try told.told()) == [
                "booking.scheduled cancelled", "booking.rescheduled cancelled", "booking.cancelled cancelled",
            ])
        let starts = try told.practice.calls.all.map { try $0.booking().text("scheduled_at") }
        #expect(Set(starts) == [jan("06T11:00")])
    }

    @Test("any answer from 200 to 299 is the end of it", arguments: [200, 201, 202, 204, 299])
    func taken(status: Int) async throws {
        let told = try await ToldPractice.open()
        told.practice.calls.answer { _ in status }
        _ = try await told.boss.mustBook(jan("06T09:00"))
        #expect(try await told.state() == "due 0")
        try await told.practice.live(hours: 24)
        #expect(try await told.state() == "sent 1 \(status)" && told.practice.calls.all.count == 1)
        #expect(try await told.delivery().text("sent_at") == jan("05T09:00"))
    }

    @Test(
        "every other answer is tried again, redirects too",
        arguments: [100, 199, 301, 302, 307, 304, 400, 404, 429, 500])
    func refused(status: Int) async throws {
        let told = try await ToldPractice.open()
        told.practice.calls.answer { _ in status }
        _ = try await told.boss.mustBook(jan("06T09:00"))
        try await told.practice.work()
        let redirect = (300..<400).contains(status) ? "; redirects are not followed." : "."
        #expect(try await told.state() == "due 1 \(status) The answer was \(status)\(redirect)")
        #expect(try await told.delivery().isNull("sent_at"))
        #expect((45...60).contains(try await told.practice.webhookWait()))
        told.practice.calls.answer { _ in 200 }
        try await told.practice.live(hours: 0.1)
        #expect(try await told.state() == "sent 2 200")
    }

    @Test("waits grow from a minute to six hours; after twelve attempts the delivery is parked")
    func parked() async throws {
        let told = try await ToldPractice.open()
        told.practice.calls.answer { _ in throw HTTPError.unreachable("receiver.example: Connection refused") }
        _ = try await told.boss.mustBook(jan("09T09:00"))
        try await told.practice.work()
        for attempt in 1...12 {
            // A receiver that takes other things meanwhile is not switched off.
            try await told.practice.run("UPDATE webhooks SET failures = 0, failing_since = NULL")
            let state = attempt < 12 ? "due" : "parked"
            #expect(try await told.state() == "\(state) \(attempt) receiver.example: Connection refused")
            guard attempt < 12 else { break }
            let wait = try await told.practice.webhookWait()
            let longest = min(60 * pow(2, Double(attempt - 1)), 6 * 3_600)
            #expect(wait <= longest && wait >= (longest * 0.75).rounded(.down), "wait \(attempt) is \(wait) s")
            told.practice.clock.move(seconds: wait - 1)
            try await told.practice.work()
            #expect(told.practice.calls.all.count == attempt)
            told.practice.clock.move(seconds: 1)
            try await told.practice.work()
        }
        #expect(try await told.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'webhook'") == [0])
        let ids = try told.practice.calls.all.map { try $0.json().text("id") }
        #expect(ids.count == 12 && Set(ids).count == 1)
        #expect(Set(told.practice.calls.all.compactMap { $0.header("InFormat-Signature") }).count == 12)
    }

    @Test("410 switches the webhook off: this delivery is parked, those that wait are dropped, nothing new is told")
    func gone() async throws {
        let told = try await ToldPractice.open()
        told.practice.calls.answer { _ in 500 }
        _ = try await told.boss.mustBook(jan("06T09:00"))
        try await told.practice.work()
        told.practice.calls.answer { _ in 410 }
        _ = try await told.boss.mustBook(jan("06T10:00"))
        try await told.practice.work()
        #expect(try await told.state() == "parked 1 410 The answer was 410: the webhook is switched off.")
        #expect(try await !told.boss.get(told.path).object("webhook").flag("active"))
        told.practice.calls.forget()
        _ = try await told.boss.mustBook(jan("06T11:00"))
        try await told.practice.live(hours: 1)
        #expect(told.practice.calls.all.isEmpty)
        let all = try await told.boss.get("\(told.path)/deliveries").array("deliveries")
        let states = try all.map { try $0.text("state") + " \($0.values["error"] ?? "")" }
        #expect(
            states == [
                "parked The answer was 410: the webhook is switched off.", "dropped The webhook is switched off.",
            ])
        let audit = try await told.practice.texts("SELECT detail FROM audit WHERE action = 'webhook.gone'")
        #expect(audit == [#"{"webhook":"\#(told.webhook)"}"#])
    }

    @Test("410 from an address that the admin has left meanwhile switches nothing off")
    func goneElsewhere() async throws {
        let told = try await ToldPractice.open()
        let (boss, path) = (told.boss, told.path)
        told.practice.calls.answer { _ in
            _ = try await boss.patch(path, ["url": "https://new.example/"])
            return 410
        }
        _ = try await boss.mustBook(jan("06T09:00"))
        try await told.practice.work()
        #expect(try await boss.get(path).object("webhook").flag("active"))
        #expect(try await told.practice.numbers("SELECT COUNT(*) FROM audit WHERE action = 'webhook.gone'") == [0])
    }

    @Test("what waits for a webhook that is switched off is dropped, and can be sent again once it is on")
    func inactive() async throws {
        let told = try await ToldPractice.open()
        _ = try await told.boss.mustBook(jan("06T09:00"))
        _ = try await told.boss.patch(told.path, ["active": false])
        try await told.practice.work()
        #expect(told.practice.calls.all.isEmpty)
        #expect(try await told.state() == "dropped 0 The webhook is switched off.")
        let refused = try await told.resend()
        #expect(refused.status == 409 && refused.code == "webhook_inactive")
        _ = try await told.boss.patch(told.path, ["active": true])
        #expect(try await told.resend().status == 200)
        try await told.practice.work()
        #expect(try await told.state() == "sent 1 200")
    }

    @Test("a receiver that hangs or fails delays no other receiver, and no mail")
    func others() async throws {
        let told = try await ToldPractice.open()
        _ = try await told.boss.addWebhook("https://well.example/")
        told.practice.calls.answer { call in
            if call.url.contains("receiver.example") { throw HTTPError.unreachable("receiver.example: timeout") }
            return 200
        }
        _ = try await told.boss.mustBook(jan("06T09:00"))
        try await told.practice.work()
        let states = try await told.practice.texts("SELECT state FROM webhook_deliveries ORDER BY webhook_id")
        #expect(states == ["due", "sent"] && told.practice.letters.all.count == 1)
    }
}
