import Domain
import Foundation
import Storage

/// All SQL of the table `webhook_deliveries`: what was told, or is to be told, to whom, and how far it got. The text is
/// made when it is sent and nowhere kept, as that of a mail.
extension Transaction {
    /// Writes down that something happened to a booking, for every webhook that wants to hear of it, with the jobs that
    /// tell. `eventID` is random and the same for all of them.
    func publish(_ news: BookingNews, eventID: String) throws {
        let jobs = try rows(
            """
            INSERT INTO webhook_deliveries (webhook_id, event_id, type, booking_id, created_at, state, attempts, actor,
                previous_start, refund_minor, refund_currency, previous_host_id)
            SELECT webhooks.id, \(eventID), \(news.event), CAST(\(news.bookingID) AS BIGINT), CAST(\(now) AS BIGINT),
                \(WebhookDelivery.State.due), 0, \(news.actor), CAST(\(news.previousStart) AS BIGINT),
                CAST(\(news.refund?.minor) AS BIGINT), CAST(\(news.refund?.currency.code) AS TEXT),
                CAST(\(news.previousHostID) AS BIGINT)
            FROM webhook_events JOIN webhooks ON webhooks.id = webhook_events.webhook_id
            WHERE webhook_events.type = \(news.event) AND webhooks.active = 1
            RETURNING id, webhook_id
            """
        ) { NewJob(kind: .webhook, queue: try $0.int(1), subjectID: try $0.int(0), dueAt: now) }
        guard !jobs.isEmpty else { return }
        try addJobs(jobs)
    }

    /// The same of a hand-over of many bookings, each with the id of its event: no statement more for each.
    func publish(handOverOf bookings: [(id: BookingID, eventID: String)], from host: UserID) throws {
        let event = WebhookEvent.bookingHandedOver
        let webhooks = try rows(
            """
            SELECT webhooks.id FROM webhook_events JOIN webhooks ON webhooks.id = webhook_events.webhook_id
            WHERE webhook_events.type = \(event) AND webhooks.active = 1 ORDER BY webhooks.id
            """
        ) { try $0.int(0) }
        guard !webhooks.isEmpty, !bookings.isEmpty else { return }
        let deliveries = bookings.flatMap { booking in
            webhooks.map { webhook -> SQL in
                """
                (\(webhook), \(booking.eventID), \(event), \(booking.id), \(now), \(WebhookDelivery.State.due), 0,
                    \(BookingActor.admin), \(host))
                """
            }
        }
        let jobs = try rows(
            """
            INSERT INTO webhook_deliveries (webhook_id, event_id, type, booking_id, created_at, state, attempts, actor,
                previous_host_id)
            VALUES \(deliveries.joined(", ")) RETURNING id, webhook_id
            """
        ) { NewJob(kind: .webhook, queue: try $0.int(1), subjectID: try $0.int(0), dueAt: now) }
        try addJobs(jobs)
    }

    /// Writes down that a test is to be sent, and returns its id.
    func addWebhookTest(of webhook: WebhookID, eventID: String) throws -> WebhookDeliveryID {
        let id: WebhookDeliveryID = try insert(
            """
            INSERT INTO webhook_deliveries (webhook_id, event_id, type, booking_id, created_at, state, attempts, actor)
            VALUES (\(webhook), \(eventID), \(WebhookEvent.test), 0, \(now), \(WebhookDelivery.State.due), 0,
                \(BookingActor.admin))
            RETURNING id
            """)
        try addJob(NewJob(kind: .webhook, queue: webhook.rawValue, subject: id, dueAt: now))
        return id
    }

    func webhookDelivery(_ id: WebhookDeliveryID) throws -> WebhookDelivery? {
        try row(
            "SELECT \(WebhookDelivery.columns) FROM webhook_deliveries WHERE id = \(id)", WebhookDelivery.init(row:))
    }

    /// Newest first; those of all webhooks where none is named.
    func webhookDeliveries(
        of webhook: WebhookID?, state: WebhookDelivery.State?, _ part: ListPart
    ) throws -> Listing<WebhookDelivery> {
        let conditions = [
            webhook.map { "webhook_id = \($0)" as SQL }, state.map { "state = \($0)" as SQL },
        ].compactMap(\.self)
        return try Listing.read(
            part,
            find: { part in
                let follows = part.after.map { ["id < \($0.numbers[0])" as SQL] } ?? []
                return try rows(
                    """
                    SELECT \(WebhookDelivery.columns) FROM webhook_deliveries \(SQL.only(conditions + follows))
                    ORDER BY id DESC LIMIT \(part.limit) OFFSET \(part.offset)
                    """, WebhookDelivery.init(row:))
            }, place: { ListPlace($0.id.rawValue) },
            count: {
                try count(
                    """
                    SELECT COUNT(*) FROM (
                        SELECT 1 FROM webhook_deliveries \(SQL.only(conditions)) LIMIT \($0)) AS counted
                    """)
            })
    }

    /// Notes an attempt, or that none is made; false where the delivery is in none of the states that it may leave.
    @discardableResult
    func moveWebhookDelivery(
        _ id: WebhookDeliveryID, to state: WebhookDelivery.State, statusCode: Int? = nil, error: String? = nil
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
    func resendWebhookDelivery(_ id: WebhookDeliveryID, of webhook: WebhookID) throws -> Bool {
        let moved = try run(
            """
            UPDATE webhook_deliveries SET state = \(WebhookDelivery.State.due), attempts = 0, status_code = NULL,
                error = NULL
            WHERE id = \(id) AND state <> \(WebhookDelivery.State.due)
            """)
        guard moved == 1 else { return false }
        try addJob(NewJob(kind: .webhook, queue: webhook.rawValue, subject: id, dueAt: now))
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
        id, webhook_id, event_id, type, booking_id, created_at, state, attempts, status_code, error, sent_at, actor,
        previous_start, refund_minor, refund_currency, previous_host_id,
        \(Job.nextDue(.webhook, subject: "webhook_deliveries.id"))
        """

    init(row: any Row) throws {
        let booking: BookingID = try row.id(4)
        let amount = try row.optionalInt(13)
        self.init(
            id: try row.id(0), webhookID: try row.id(1), eventID: try row.text(2),
            event: try row.value(3, as: WebhookEvent.self), bookingID: booking.rawValue == 0 ? nil : booking,
            createdAt: try row.date(5), state: try row.value(6, as: State.self), attempts: try row.int(7),
            statusCode: try row.optionalInt(8), error: try row.optionalText(9), sentAt: try row.optionalDate(10),
            actor: try row.optionalText(11).flatMap(BookingActor.init(rawValue:)),
            previousStart: try row.optionalDate(12),
            refund: try amount.map { Money(minor: $0, currency: Currency(stored: try row.text(14))) },
            previousHostID: try row.optionalID(15), nextTryAt: try row.optionalDate(16))
    }
}
