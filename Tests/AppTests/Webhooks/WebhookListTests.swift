import App
import Foundation
import Testing
import Wire

@Suite("Deliveries as admins see them")
struct WebhookListTests {
    @Test("a webhook's own deliveries are listed newest first, by state and by page")
    func list() async throws {
        let told = try await ToldPractice.open()
        _ = try await told.boss.addWebhook("https://other.example/")
        told.practice.calls.answer { call in call.header("InFormat-Event") == "booking.cancelled" ? 404 : 200 }
        let ids = try await ["09", "10", "11"].asyncMap { try await told.boss.mustBook(jan("06T\($0):00")) }
        _ = try await told.boss.post("/api/bookings/\(ids[1])/cancel")
        try await told.practice.work()
        func list(_ query: String) async throws -> [String] {
            let answer = try await told.boss.get("\(told.path)/deliveries\(query)")
            let rows = try answer.array("deliveries").map { row in
                let number = try ids.firstIndex(of: row.int("booking_id")).map { "\($0 + 1)" } ?? "?"
                return try "\(number) \(row.text("state"))"
            }
            return rows + ["of \(try answer.int("total"))"]
        }
        #expect(try await list("") == ["2 due", "3 sent", "2 sent", "1 sent", "of 4"])
        #expect(try await list("?state=sent") == ["3 sent", "2 sent", "1 sent", "of 3"])
        #expect(try await list("?state=due") == ["2 due", "of 1"])
        #expect(try await list("?state=parked") == ["of 0"])
        #expect(try await list("?limit=2&offset=1") == ["3 sent", "2 sent", "of 4"])
        #expect(try await told.boss.get("\(told.path)/deliveries?state=lost").complainedFields == ["state"])
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
        let id = try await told.delivery().int("id")
        let early = try await told.resend()
        #expect(early.status == 409 && early.code == "delivery_due")
        try await told.practice.work()
        told.practice.clock.move(seconds: 60)
        let again = try await told.resend()
        #expect(again.status == 200)
        let due = try again.object("delivery")
        #expect(try due.text("state") == "due" && due.int("attempts") == 0 && due.isNull("status_code"))
        #expect(try await told.resend().code == "delivery_due")
        try await told.practice.work()
        let calls = told.practice.calls.all
        try #require(calls.count == 2)
        #expect(calls[0].body == calls[1].body)
        #expect(calls[0].header("InFormat-Delivery") == calls[1].header("InFormat-Delivery"))
        #expect(calls[0].header("InFormat-Signature") != calls[1].header("InFormat-Signature"))
        #expect(try await told.state() == "sent 1 200")
        #expect(try await told.boss.post("/api/admin/webhook-deliveries/99/resend").status == 404)
        let audit = try await told.practice.texts("SELECT detail FROM audit WHERE action = 'webhook.resent'")
        #expect(audit == [#"{"delivery":"\#(id)","webhook":"\#(told.webhook)"}"#])
    }

    @Test("a parked delivery that is sent again has twelve attempts once more")
    func resendParked() async throws {
        let told = try await ToldPractice.open()
        told.practice.calls.answer { _ in 500 }
        _ = try await told.boss.mustBook(jan("26T09:00"))
        try await told.liveWithOtherNews(hours: 48)
        #expect(try await told.state() == "parked 12 500 The answer was 500.")
        #expect(try await told.resend().status == 200)
        try await told.practice.work()
        #expect(try await told.state() == "due 1 500 The answer was 500.")
        try await told.liveWithOtherNews(hours: 48)
        #expect(try await told.state() == "parked 12 500 The answer was 500." && told.practice.calls.all.count == 24)
    }

    @Test("what is done with is deleted after thirty days, what waits is kept")
    func housekeeping() async throws {
        let told = try await ToldPractice.open()
        for hour in ["09", "10", "11", "12"] { _ = try await told.boss.mustBook(jan("06T\(hour):00")) }
        let ids = try await told.practice.numbers("SELECT id FROM webhook_deliveries ORDER BY id")
        try #require(ids.count == 4)
        let now = told.practice.clock.now
        let old = now.addingTimeInterval(-30 * 86_400 - 1)
        try await told.practice.run(
            "UPDATE webhook_deliveries SET created_at = \(old), state = 'sent' WHERE id = \(ids[0])")
        try await told.practice.run(
            "UPDATE webhook_deliveries SET created_at = \(old), state = 'parked' WHERE id = \(ids[1])")
        try await told.practice.run("UPDATE webhook_deliveries SET created_at = \(old) WHERE id = \(ids[2])")
        let young = now.addingTimeInterval(-30 * 86_400)
        try await told.practice.run(
            "UPDATE webhook_deliveries SET created_at = \(young), state = 'sent' WHERE id = \(ids[3])")
        try await told.practice.run("DELETE FROM jobs WHERE kind = 'webhook'")
        try await told.practice.app.prepare()
        try await told.practice.work()
        #expect(try await told.practice.numbers("SELECT id FROM webhook_deliveries ORDER BY id") == Array(ids[2...]))
    }
}
