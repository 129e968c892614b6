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
            INSERT INTO webhook_deliveries (webhook_id, event_id, type, booking_id, occurred_at, state, attempts)
            SELECT webhooks.id, \(eventID), \(event), CAST(\(booking) AS BIGINT), CAST(\(now) AS BIGINT),
                \(Mail.State.due), 0
            FROM webhook_events JOIN webhooks ON webhooks.id = webhook_events.webhook_id
            WHERE webhook_events.type = \(event) AND webhooks.active = 1
            RETURNING id
            """
        ) { try $0.int(0) }
        guard !ids.isEmpty else { return }
        try addJobs(ids.map { NewJob(kind: .webhook, subjectID: $0, dueAt: now) }, now: now)
    }
}
