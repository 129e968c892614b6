import Domain
import Foundation
import Storage

/// All SQL of the tables `webhooks` and `webhook_events`.
extension Transaction {
    /// All of them, oldest first; there are few.
    func webhooks() throws -> [Webhook] { try webhooks("") }

    func webhook(_ id: WebhookID) throws -> Webhook? { try webhooks("WHERE id = \(id)").first }

    private func webhooks(_ which: SQL) throws -> [Webhook] {
        let bare = try rows(
            """
            SELECT id, url, active, secret_generation, created_at, failures, failing_since, switched_off_at,
                switched_off_because
            FROM webhooks \(which) ORDER BY id
            """, Webhook.init(row:))
        return try bare.map { bare in
            var webhook = bare
            webhook.events = try events(of: bare.id)
            return webhook
        }
    }

    private func events(of webhook: WebhookID) throws -> [WebhookEvent] {
        let events = try rows("SELECT type FROM webhook_events WHERE webhook_id = \(webhook)") {
            try $0.value(0, as: WebhookEvent.self)
        }
        return WebhookEvent.allCases.filter(events.contains)
    }

    func webhookCount() throws -> Int { try count("SELECT COUNT(*) FROM webhooks") }

    /// An id for a webhook that this write is going to add.
    func nextWebhookID() throws -> WebhookID {
        try insert("SELECT \(SQL.nextID(of: "webhooks"))")
    }

    func addWebhook(_ webhook: Webhook) throws {
        try run(
            """
            INSERT INTO webhooks (id, url, active, secret_generation, created_at)
            VALUES (\(webhook.id), \(webhook.url), \(webhook.isActive), \(webhook.secretGeneration),
                \(webhook.createdAt))
            """)
        try add(webhook.events, to: webhook.id)
    }

    /// Its receiver begins anew, and what the server had against it is forgotten once it is switched on again.
    func changeWebhook(_ webhook: Webhook) throws {
        try run(
            """
            UPDATE webhooks SET url = \(webhook.url), active = \(webhook.isActive), failures = 0, failing_since = NULL
            WHERE id = \(webhook.id)
            """)
        try run(
            """
            UPDATE webhooks SET switched_off_at = NULL, switched_off_because = NULL
            WHERE id = \(webhook.id) AND active = 1
            """)
        try run("DELETE FROM webhook_events WHERE webhook_id = \(webhook.id)")
        try add(webhook.events, to: webhook.id)
    }

    private func add(_ events: [WebhookEvent], to webhook: WebhookID) throws {
        let rows = events.map { "(\(webhook), \($0))" as SQL }
        try run("INSERT INTO webhook_events (webhook_id, type) VALUES \(rows.joined(", "))")
    }

    /// False where there is none.
    func renewWebhookSecret(_ id: WebhookID) throws -> Bool {
        try run("UPDATE webhooks SET secret_generation = secret_generation + 1 WHERE id = \(id)") == 1
    }

    /// Its deliveries go with it, and their jobs. False where there is none.
    func deleteWebhook(_ id: WebhookID) throws -> Bool {
        guard try run("DELETE FROM webhooks WHERE id = \(id)") == 1 else { return false }
        try deleteJobs(.webhook, inQueue: id.rawValue)
        return true
    }

    /// False where it is switched off already, or leads to another address by now.
    func switchOff(_ webhook: Webhook, because cause: Webhook.Standing.Cause) throws -> Bool {
        try run(
            """
            UPDATE webhooks SET active = 0, switched_off_at = \(now), switched_off_because = \(cause)
            WHERE id = \(webhook.id) AND url = \(webhook.url) AND active = 1
            """) == 1
    }

    /// Counts a failure of its receiver; nil where nobody is told there any more.
    func noteFailure(of webhook: Webhook) throws -> (failures: Int64, since: Date)? {
        try row(
            """
            UPDATE webhooks SET failures = failures + 1, failing_since = COALESCE(failing_since, \(now))
            WHERE id = \(webhook.id) AND url = \(webhook.url) AND active = 1
            RETURNING failures, failing_since
            """
        ) { (try $0.int(0), try $0.date(1)) }
    }

    /// Its receiver has taken something.
    func forgetFailures(of webhook: Webhook) throws {
        try run("UPDATE webhooks SET failures = 0, failing_since = NULL WHERE id = \(webhook.id) AND failures > 0")
    }
}

extension Webhook {
    /// Without its events, which stand in a table of their own.
    fileprivate init(row: any Row) throws {
        self.init(
            id: try row.id(0), url: try row.text(1), events: [], isActive: try row.flag(2),
            secretGeneration: try row.int(3), createdAt: try row.date(4),
            standing: Standing(
                failures: try row.int(5), failingSince: try row.optionalDate(6),
                switchedOffAt: try row.optionalDate(7),
                switchedOffBecause: try row.optionalText(8).flatMap(Standing.Cause.init(rawValue:))))
    }
}
