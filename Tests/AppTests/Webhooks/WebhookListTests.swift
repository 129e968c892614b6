import App
import Foundation
import Testing
import Wire

@Suite("Deliveries as admins see them")
struct WebhookListTests {
    static let path = "/api/admin/webhooks/1/deliveries"

    @Test("a webhook's own deliveries are listed newest first, by state and by page")
    func list() async throws {
        let told = try await ToldPractice.open()
        _ = try await told.boss.addWebhook("https://other.example/")
        told.practice.calls.answer { call in call.header("InFormat-Event") == "booking.cancelled" ? 404 : 200 }
        for hour in ["09", "10", "11"] { _ = try await told.boss.mustBook(jan("06T\(hour):00")) }
        _ = try await told.boss.post("/api/bookings/2/cancel")
        try await told.practice.work()
        func list(_ query: String) async throws -> [String] {
            let answer = try await told.boss.get(Self.path + query)
            let rows = try answer.array("deliveries").map { try "\($0.int("booking_id")) \($0.text("state"))" }
            return rows + ["of \(try answer.int("total"))"]
        }
        #expect(try await list("") == ["2 due", "3 sent", "2 sent", "1 sent", "of 4"])
        #expect(try await list("?state=sent") == ["3 sent", "2 sent", "1 sent", "of 3"])
        #expect(try await list("?state=due") == ["2 due", "of 1"])
        #expect(try await list("?state=parked") == ["of 0"])
        #expect(try await list("?limit=2&offset=1") == ["3 sent", "2 sent", "of 4"])
        #expect(try await told.boss.get(Self.path + "?state=lost").complainedFields == ["state"])
        #expect(try await told.boss.get("/api/admin/webhooks/9/deliveries").status == 404)
        let one = try await told.delivery()
        #expect(
            one.names == [
                "id", "webhook_id", "event_id", "type", "booking_id", "state", "attempts", "status_code", "error",
                "created_at", "sent_at", "next_try_at",
            ])
    }

    @Test("a delivery is sent again with the same event under a new signature, unless it waits already")
    func resend() async throws {
        let told = try await ToldPractice.open()
        _ = try await told.boss.mustBook(jan("06T09:00"))
        let path = "/api/admin/webhook-deliveries/1/resend"
        let early = try await told.boss.post(path)
        #expect(early.status == 409 && early.code == "delivery_due")
        try await told.practice.work()
        told.practice.clock.move(seconds: 60)
        let again = try await told.boss.post(path)
        #expect(again.status == 200)
        let due = try again.object("delivery")
        #expect(try due.text("state") == "due" && due.int("attempts") == 0 && due.isNull("status_code"))
        #expect(try await told.boss.post(path).code == "delivery_due")
        try await told.practice.work()
        let calls = told.practice.calls.all
        try #require(calls.count == 2)
        #expect(calls[0].body == calls[1].body)
        #expect(calls[0].header("InFormat-Delivery") == calls[1].header("InFormat-Delivery"))
        #expect(calls[0].header("InFormat-Signature") != calls[1].header("InFormat-Signature"))
        #expect(try await told.state() == "sent 1 200")
        #expect(try await told.boss.post("/api/admin/webhook-deliveries/99/resend").status == 404)
        let audit = try await told.practice.texts("SELECT detail FROM audit WHERE action = 'webhook.resent'")
        #expect(audit == [#"{"delivery":"1","webhook":"1"}"#])
    }

    @Test("a parked delivery that is sent again has twelve attempts once more")
    func resendParked() async throws {
        let told = try await ToldPractice.open()
        told.practice.calls.answer { _ in 500 }
        _ = try await told.boss.mustBook(jan("26T09:00"))
        try await told.liveWithOtherNews(hours: 48)
        #expect(try await told.state() == "parked 12 500 The answer was 500.")
        #expect(try await told.boss.post("/api/admin/webhook-deliveries/1/resend").status == 200)
        try await told.practice.work()
        #expect(try await told.state() == "due 1 500 The answer was 500.")
        try await told.liveWithOtherNews(hours: 48)
        #expect(try await told.state() == "parked 12 500 The answer was 500." && told.practice.calls.all.count == 24)
    }

    @Test("what is done with is deleted after thirty days, what waits is kept")
    func housekeeping() async throws {
        let told = try await ToldPractice.open()
        for hour in ["09", "10", "11", "12"] { _ = try await told.boss.mustBook(jan("06T\(hour):00")) }
        let now = told.practice.clock.now
        let old = now.addingTimeInterval(-30 * 86_400 - 1)
        try await told.practice.run("UPDATE webhook_deliveries SET created_at = \(old), state = 'sent' WHERE id = 1")
        try await told.practice.run("UPDATE webhook_deliveries SET created_at = \(old), state = 'parked' WHERE id = 2")
        try await told.practice.run("UPDATE webhook_deliveries SET created_at = \(old) WHERE id = 3")
        let young = now.addingTimeInterval(-30 * 86_400)
        try await told.practice.run("UPDATE webhook_deliveries SET created_at = \(young), state = 'sent' WHERE id = 4")
        try await told.practice.run("DELETE FROM jobs WHERE kind = 'webhook'")
        try await told.practice.app.prepare()
        try await told.practice.work()
        #expect(try await told.practice.numbers("SELECT id FROM webhook_deliveries ORDER BY id") == [3, 4])
    }
}
