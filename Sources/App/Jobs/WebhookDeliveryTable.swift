import Foundation
import Storage

/// All SQL of the table `webhook_deliveries`: what was told, or is to be told, to whom, and how far it got. The text is
/// made when it is sent and nowhere kept, as that of a mail.
extension Transaction {
    /// Writes down that something happened to a booking, for every webhook that wants to hear of it, with the jobs that
    /// tell. `eventID` is random and the same for all of them.
    func publish(_ event: WebhookEvent, booking: Int64, eventID: String, now: Date) throws {
        let ids = try rows(
            """
            INSERT INTO webhook_deliveries (webhook_id, event_id, type, booking_id, created_at, state, attempts)
            SELECT webhooks.id, \(eventID), \(event), CAST(\(booking) AS BIGINT), CAST(\(now) AS BIGINT),
                \(WebhookDelivery.State.due), 0
            FROM webhook_events JOIN webhooks ON webhooks.id = webhook_events.webhook_id
            WHERE webhook_events.type = \(event) AND webhooks.active = 1
            RETURNING id
            """
        ) { try $0.int(0) }
        guard !ids.isEmpty else { return }
        try addJobs(ids.map { NewJob(kind: .webhook, subjectID: $0, dueAt: now) }, now: now)
    }

    func webhookDelivery(_ id: Int64) throws -> WebhookDelivery? {
        try row(
            "SELECT \(WebhookDelivery.columns) FROM webhook_deliveries WHERE id = \(id)", WebhookDelivery.init(row:))
    }

    /// Newest first.
    func webhookDeliveries(
        of webhook: Int64, state: WebhookDelivery.State?, _ page: Page
    ) throws -> Listing<WebhookDelivery> {
        let inState: SQL = state.map { "AND state = \($0)" } ?? ""
        let which: SQL = "FROM webhook_deliveries WHERE webhook_id = \(webhook) \(inState)"
        let items = try rows(
            """
            SELECT \(WebhookDelivery.columns) \(which)
            ORDER BY id DESC LIMIT \(page.limit) OFFSET \(page.offset)
            """, WebhookDelivery.init(row:))
        return Listing(items: items, total: try count("SELECT COUNT(*) \(which)"), page: page)
    }

    /// Notes an attempt, or that none is made; false where the delivery is in none of the states that it may leave.
    @discardableResult
    func moveWebhookDelivery(
        _ id: Int64, to state: WebhookDelivery.State, statusCode: Int? = nil, error: String? = nil, now: Date
    ) throws -> Bool {
        let sentAt = state == .sent ? now : nil
        let tried = state == .dropped ? 0 : 1
        return try run(
            """
            UPDATE webhook_deliveries SET state = \(state), attempts = attempts + \(tried),
                status_code = \(statusCode), error = \(error), sent_at = COALESCE(\(sentAt), sent_at)
            WHERE id = \(id) AND state = \(WebhookDelivery.State.due)
            """) == 1
    }

    /// Makes a delivery due once more. False where it is due already.
    func resendWebhookDelivery(_ id: Int64, now: Date) throws -> Bool {
        let moved = try run(
            """
            UPDATE webhook_deliveries SET state = \(WebhookDelivery.State.due), attempts = 0, status_code = NULL,
                error = NULL
            WHERE id = \(id) AND state <> \(WebhookDelivery.State.due)
            """)
        guard moved == 1 else { return false }
        try addJob(NewJob(kind: .webhook, subjectID: id, dueAt: now), now: now)
        return true
    }

    /// Those that are done with, one way or the other: what still waits is kept.
    func deleteOldWebhookDeliveries(before instant: Date, limit: Int) throws -> Int {
        try run(
            """
            DELETE FROM webhook_deliveries WHERE id IN (
                SELECT id FROM webhook_deliveries
                WHERE created_at < \(instant) AND state <> \(WebhookDelivery.State.due)
                ORDER BY created_at LIMIT \(limit))
            """)
    }
}

extension WebhookDelivery {
    static let columns: SQL = """
        id, webhook_id, event_id, type, booking_id, created_at, state, attempts, status_code, error, sent_at
        """

    init(row: any Row) throws {
        self.init(
            id: try row.int(0), webhookID: try row.int(1), eventID: try row.text(2),
            event: try row.value(3, as: WebhookEvent.self), bookingID: try row.int(4), createdAt: try row.date(5),
            state: try row.value(6, as: State.self), attempts: try row.int(7), statusCode: try row.optionalInt(8),
            error: try row.optionalText(9), sentAt: try row.optionalDate(10))
    }
}
