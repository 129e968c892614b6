import Foundation
import Wire

/// A delivery with what it is about, as it stands now.
struct DueDelivery: Sendable {
    let delivery: WebhookDelivery
    let webhook: Webhook
    /// Nil for a test.
    let entry: BookingEntry?

    /// The request that tells. The booking is written as it is by now: whoever hears of it late, or of two things in
    /// the wrong order, does not take an old state for the present one.
    func call(_ secrets: WebhookSecrets, now: Date) -> HTTPCall {
        let body = Array(json.text.utf8)
        return HTTPCall(
            method: "POST", url: webhook.url,
            headers: [
                ("Content-Type", "application/json"), ("InFormat-Event", delivery.event.rawValue),
                ("InFormat-Delivery", String(delivery.id)),
                ("InFormat-Signature", secrets.signature(of: body, for: webhook, now: now)),
            ], body: body)
    }

    private var json: JSONText {
        .object(capacity: 2_048) { json in
            json.field("id", delivery.eventID)
            json.field("type", delivery.event.rawValue)
            json.field("created_at", delivery.createdAt)
            json.field("data") { json in
                guard let entry else { return json.field("webhook_id", webhook.id) }
                json.field("booking", booking: entry, .webhook)
                if let start = delivery.previousStart {
                    json.field("previous") { $0.field("scheduled_at", start) }
                } else if let host = delivery.previousHostID {
                    json.field("previous") { $0.field("host_id", host) }
                } else {
                    json.field("previous", json: "null")
                }
                guard let refund = delivery.refund else { return json.field("refund", json: "null") }
                json.field("refund") { $0.fields(refund) }
            }
            json.field("actor", delivery.actor?.rawValue)
        }
    }
}
