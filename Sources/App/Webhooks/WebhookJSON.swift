import Foundation

extension JSONText {
    /// With its secret where that is shown: when it is new.
    mutating func webhook(_ webhook: Webhook, secret: Secret? = nil) {
        object { json in
            json.field("id", webhook.id)
            json.field("url", webhook.url)
            json.field("events", each: webhook.events) { $0.string($1.rawValue) }
            json.field("active", webhook.isActive)
            json.field("created_at", webhook.createdAt)
            if let secret { json.field("secret", secret.value) }
            json.field("failures", webhook.standing.failures)
            json.field("failing_since", webhook.standing.failingSince)
            json.field("switched_off_at", webhook.standing.switchedOffAt)
            json.field("switched_off_because", webhook.standing.switchedOffBecause?.rawValue)
        }
    }

    mutating func delivery(_ delivery: WebhookDelivery) {
        object { json in
            json.field("id", delivery.id)
            json.field("webhook_id", delivery.webhookID)
            json.field("event_id", delivery.eventID)
            json.field("type", delivery.event.rawValue)
            json.field("booking_id", delivery.bookingID)
            json.field("state", delivery.state.rawValue)
            json.field("attempts", delivery.attempts)
            json.field("status_code", delivery.statusCode)
            json.field("error", delivery.error)
            json.field("created_at", delivery.createdAt)
            json.field("sent_at", delivery.sentAt)
            json.field("next_try_at", delivery.nextTryAt)
        }
    }
}
