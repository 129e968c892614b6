import Domain
import Foundation
import Storage

/// Tells other programs what happened to bookings: reloads what was written down, renders, signs and hands it over.
struct Webhooks: Sendable {
    let database: any Database
    let now: @Sendable () -> Date
    let sender: WebhookSender
    let secrets: WebhookSecrets

    /// After so many attempts a delivery is parked, where an admin sees it and may resend it.
    static let mostAttempts: Int64 = 12

    /// The handler of `webhook` jobs.
    func run(_ job: Job) async throws -> JobEnd {
        let moment = now()
        guard let due = try await database.read({ try Self.load(job.subjectID, in: $0) }) else {
            return .done {
                try $0.moveWebhookDelivery(
                    job.subjectID, to: .dropped, error: "The webhook is switched off.", now: moment)
            }
        }
        let status: Int
        do { status = try await sender.send(due.call(secrets, now: moment)) } catch {
            return again(job, error: "\(error)", now: moment)
        }
        switch status {
        case 200..<300:
            return .done { try $0.moveWebhookDelivery(job.subjectID, to: .sent, statusCode: status, now: moment) }
        case 410: return gone(due, now: moment)
        case 300..<400:
            return again(job, status, error: "The answer was \(status); redirects are not followed.", now: moment)
        default: return again(job, status, error: "The answer was \(status).", now: moment)
        }
    }

    /// What is to be told; nil where nothing is due, or nobody wants to hear it any more.
    private static func load(_ id: Int64, in tx: any Transaction) throws -> DueDelivery? {
        guard let delivery = try tx.webhookDelivery(id), delivery.state == .due,
            let webhook = try tx.webhook(delivery.webhookID), webhook.isActive,
            let entry = try tx.booking(delivery.bookingID)
        else { return nil }
        return DueDelivery(delivery: delivery, webhook: webhook, entry: entry)
    }

    private func again(_ job: Job, _ status: Int? = nil, error: String, now: Date) -> JobEnd {
        let text = String(error.prefix(500))
        let id = job.subjectID
        if job.attempt >= Self.mostAttempts {
            return .done {
                try $0.moveWebhookDelivery(id, to: .parked, statusCode: status, error: text, now: now)
            }
        }
        return .again(error: text) {
            try $0.moveWebhookDelivery(id, to: .due, statusCode: status, error: text, now: now)
        }
    }

    /// 410 Gone: the receiver says that it will never want to hear anything again (RFC 9110, 15.5.11).
    private func gone(_ due: DueDelivery, now: Date) -> JobEnd {
        .done { tx in
            try tx.moveWebhookDelivery(
                due.delivery.id, to: .parked, statusCode: 410,
                error: "The answer was 410: the webhook is switched off.",
                now: now)
            guard try tx.switchOff(due.webhook) else { return }
            try tx.audit("webhook.gone", by: nil, at: now, detail: Self.detail(of: due.webhook.id))
        }
    }

    static func detail(of webhook: Int64) -> [String: String] { ["webhook": String(webhook)] }
}
