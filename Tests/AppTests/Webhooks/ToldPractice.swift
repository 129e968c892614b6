import App
import Foundation
import Storage
import Testing
import Wire

/// A practice with one webhook, that is told of everything.
struct ToldPractice {
    let practice: Practice
    let boss: Asker
    let webhook: Int64
    let secret: String

    /// Where admins find the webhook.
    var path: String { "/api/admin/webhooks/\(webhook)" }

    static func open(
        _ url: String = "https://receiver.example/hook?token=abcdef", _ fields: [String: any Sendable] = [:],
        _ change: (inout Settings) throws -> Void = { _ in }
    ) async throws -> ToldPractice {
        let practice = try await Practice.openForLong { try change(&$0) }
        let boss = try await practice.boss()
        let (id, secret) = try await boss.addWebhook(url, fields)
        return ToldPractice(practice: practice, boss: boss, webhook: id, secret: secret)
    }

    /// What was told so far, each with the booking's status in it: `booking.scheduled scheduled`.
    func told() throws -> [String] {
        try practice.calls.all.map { try $0.json().text("type") + " " + $0.booking().text("status") }
    }

    /// The only delivery, or the newest.
    func delivery(_ query: String = "") async throws -> Fields {
        try #require(try await boss.get("\(path)/deliveries\(query)").array("deliveries").first)
    }

    /// Sends the only delivery again, or the newest.
    func resend() async throws -> Answer {
        try await boss.post("/api/admin/webhook-deliveries/\(try await delivery().int("id"))/resend")
    }

    /// Lives on while the receiver takes other things, so that it is not switched off.
    func liveWithOtherNews(hours: Int) async throws {
        for _ in 0..<hours {
            try await practice.live(hours: 1)
            try await practice.run("UPDATE webhooks SET failures = 0, failing_since = NULL")
        }
    }

    /// `due 3 500 The answer was 500.`
    func state() async throws -> String {
        let one = try await delivery()
        let (status, error) = (one.values["status_code"] as? Int, one.values["error"] as? String)
        let rest = [status.map(String.init), error].compactMap { $0 }.map { " " + $0 }.joined()
        return try "\(one.text("state")) \(one.int("attempts"))" + rest
    }
}

extension Practice {
    /// Types of what was written down for webhooks, in their order.
    func published() async throws -> [String] { try await texts("SELECT type FROM webhook_deliveries ORDER BY id") }

    /// Seconds until the only webhook job is due.
    func webhookWait() async throws -> Double {
        let due = try await numbers("SELECT due_at FROM jobs WHERE kind = 'webhook'")
        try #require(due.count == 1)
        return Double(due[0]) - clock.now.timeIntervalSince1970
    }
}

extension Asker {
    /// A webhook made by this admin.
    func addWebhook(
        _ url: String, _ fields: [String: any Sendable] = [:]
    ) async throws -> (id: Int64, secret: String) {
        let answer = try await post("/api/admin/webhooks", fields.merging(["url": url]) { own, _ in own })
        try #require(answer.status == 201, "\(answer)")
        return (try answer.object("webhook").int("id"), try answer.object("webhook").text("secret"))
    }
}
