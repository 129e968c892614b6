import Foundation
import Storage

/// All SQL of the tables `webhooks` and `webhook_events`.
extension Transaction {
    /// All of them, oldest first; there are few.
    func webhooks() throws -> [Webhook] { try webhooks("") }

    func webhook(_ id: Int64) throws -> Webhook? { try webhooks("WHERE id = \(id)").first }

    private func webhooks(_ which: SQL) throws -> [Webhook] {
        let bare = try rows(
            "SELECT id, url, active, secret_generation, created_at FROM webhooks \(which) ORDER BY id",
            Webhook.init(row:))
        return try bare.map { bare in
            var webhook = bare
            webhook.events = try events(of: bare.id)
            return webhook
        }
    }

    private func events(of webhook: Int64) throws -> [WebhookEvent] {
        let events = try rows("SELECT type FROM webhook_events WHERE webhook_id = \(webhook)") {
            try $0.value(0, as: WebhookEvent.self)
        }
        return WebhookEvent.allCases.filter(events.contains)
    }

    func webhookCount() throws -> Int { try count("SELECT COUNT(*) FROM webhooks") }

    /// Returns the id that it is given.
    func addWebhook(_ webhook: Webhook) throws -> Int64 {
        let id = try insert(
            """
            INSERT INTO webhooks (url, active, secret_generation, created_at)
            VALUES (\(webhook.url), \(webhook.isActive), \(webhook.secretGeneration), \(webhook.createdAt)) RETURNING id
            """)
        try add(webhook.events, to: id)
        return id
    }

    func changeWebhook(_ webhook: Webhook) throws {
        try run("UPDATE webhooks SET url = \(webhook.url), active = \(webhook.isActive) WHERE id = \(webhook.id)")
        try run("DELETE FROM webhook_events WHERE webhook_id = \(webhook.id)")
        try add(webhook.events, to: webhook.id)
    }

    private func add(_ events: [WebhookEvent], to webhook: Int64) throws {
        let rows = events.map { "(\(webhook), \($0))" as SQL }
        try run("INSERT INTO webhook_events (webhook_id, type) VALUES \(rows.joined(", "))")
    }

    /// False where there is none.
    func renewWebhookSecret(_ id: Int64) throws -> Bool {
        try run("UPDATE webhooks SET secret_generation = secret_generation + 1 WHERE id = \(id)") == 1
    }

    /// Its deliveries go with it. False where there is none.
    func deleteWebhook(_ id: Int64) throws -> Bool {
        try run("DELETE FROM webhooks WHERE id = \(id)") == 1
    }

    /// False where it is switched off already, or leads to another address by now.
    func switchOff(_ webhook: Webhook) throws -> Bool {
        try run("UPDATE webhooks SET active = 0 WHERE id = \(webhook.id) AND url = \(webhook.url) AND active = 1") == 1
    }
}

extension Webhook {
    /// Without its events, which stand in a table of their own.
    fileprivate init(row: any Row) throws {
        self.init(
            id: try row.int(0), url: try row.text(1), events: [], isActive: try row.flag(2),
            secretGeneration: try row.int(3), createdAt: try row.date(4))
    }
}
