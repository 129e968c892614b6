import Domain
import Foundation
import Storage

/// Of what was not sent: whether it was given up, or still waits.
package enum Unsent: String, Sendable, CaseIterable {
    case parked, due

    var state: Mail.State { self == .parked ? .parked : .due }

    /// So many are sent again, or given up, at once.
    static let most = 500
}

/// The SQL by which mails (`mails`) and deliveries (`webhook_deliveries`) are sent again or given up, one or many.
extension Transaction {
    /// The oldest first, of a kind where one is named.
    func mailIDs(_ unsent: Unsent, _ kind: Mail.Kind?) throws -> [MailID] {
        let conditions: [SQL] = ["state = \(unsent.state)"] + (kind.map { ["kind = \($0)"] } ?? [])
        return try rows("SELECT id FROM mails \(SQL.only(conditions)) ORDER BY id LIMIT \(Unsent.most)") {
            try $0.id(0)
        }
    }

    /// The oldest first, of a webhook where one is named.
    func deliveryIDs(_ unsent: Unsent, _ webhook: WebhookID?) throws -> [WebhookDeliveryID] {
        let conditions: [SQL] = ["state = \(unsent.state)"] + (webhook.map { ["webhook_id = \($0)"] } ?? [])
        return try rows(
            "SELECT id FROM webhook_deliveries \(SQL.only(conditions)) ORDER BY id LIMIT \(Unsent.most)"
        ) { try $0.id(0) }
    }

    /// Makes mails due once more that were given up, and returns how many.
    func resendMails(_ ids: [MailID]) throws -> Int {
        guard !ids.isEmpty else { return 0 }
        let jobs = try rows(
            """
            UPDATE mails SET state = \(Mail.State.due), attempts = 0, error = NULL, send_at = \(now)
            WHERE id IN (\(list: ids)) AND state = \(Mail.State.parked) RETURNING id, kind
            """
        ) { row in
            let kind = try row.value(1, as: Mail.Kind.self)
            return NewJob(kind: .mail, queue: kind.queue.rawValue, subjectID: try row.int(0), dueAt: now)
        }
        if !jobs.isEmpty { try addJobs(jobs) }
        return jobs.count
    }

    /// The same of deliveries, of webhooks that are on.
    func resendWebhookDeliveries(_ ids: [WebhookDeliveryID]) throws -> Int {
        guard !ids.isEmpty else { return 0 }
        let jobs = try rows(
            """
            UPDATE webhook_deliveries SET state = \(WebhookDelivery.State.due), attempts = 0, status_code = NULL,
                error = NULL
            WHERE id IN (\(list: ids)) AND state = \(WebhookDelivery.State.parked)
                AND webhook_id IN (SELECT id FROM webhooks WHERE active = 1)
            RETURNING id, webhook_id
            """
        ) { NewJob(kind: .webhook, queue: try $0.int(1), subjectID: try $0.int(0), dueAt: now) }
        if !jobs.isEmpty { try addJobs(jobs) }
        return jobs.count
    }

    /// What was not sent is not sent any more; returns how many there were.
    func giveUpMails(_ ids: [MailID]) throws -> Int {
        guard !ids.isEmpty else { return 0 }
        try deleteJobs(.mail, subjects: ids)
        return try run(
            """
            UPDATE mails SET state = \(Mail.State.dropped)
            WHERE id IN (\(list: ids)) AND state IN (\(Mail.State.due), \(Mail.State.parked))
            """)
    }

    /// The same of deliveries.
    func giveUpWebhookDeliveries(_ ids: [WebhookDeliveryID]) throws -> Int {
        guard !ids.isEmpty else { return 0 }
        try deleteJobs(.webhook, subjects: ids)
        return try run(
            """
            UPDATE webhook_deliveries SET state = \(WebhookDelivery.State.dropped)
            WHERE id IN (\(list: ids))
                AND state IN (\(WebhookDelivery.State.due), \(WebhookDelivery.State.parked))
            """)
    }

    /// Counted up to a number.
    func mailCount(_ unsent: Unsent, upTo most: Int) throws -> Int {
        try count(unsent.mails(upTo: most))
    }

    /// The same of deliveries.
    func webhookDeliveryCount(_ unsent: Unsent, upTo most: Int) throws -> Int {
        try count(unsent.webhookDeliveries(upTo: most))
    }
}

/// Questions that stand within others too.
extension Unsent {
    /// How many mails are so, counted up to a number.
    func mails(upTo most: Int) -> SQL {
        "SELECT COUNT(*) FROM (SELECT 1 FROM mails WHERE state = \(state) LIMIT \(most)) AS counted"
    }

    /// The same of deliveries.
    func webhookDeliveries(upTo most: Int) -> SQL {
        """
        SELECT COUNT(*) FROM (
            SELECT 1 FROM webhook_deliveries WHERE state = \(state) LIMIT \(most)) AS counted
        """
    }
}
