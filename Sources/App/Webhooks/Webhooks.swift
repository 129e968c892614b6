import Domain
import Foundation
import Storage

/// Tells other programs what happened to bookings: reloads what was written down, renders, signs and hands it over.
struct Webhooks: Sendable {
    let database: any Database
    let now: @Sendable () -> Date
    let random: @Sendable (Int) -> [UInt8]
    let sender: WebhookSender
    let secrets: WebhookSecrets

    /// After so many attempts a delivery is parked, where an admin sees it and may resend it.
    static let mostAttempts: Int64 = 12
    /// So many failures in a row, over so long a time, and the receiver is switched off.
    private static let mostFailures: Int64 = 10
    private static let failingSeconds = 3_600.0

    /// The handler of `webhook` jobs.
    func run(_ job: Job) async throws -> JobEnd {
        guard let due = try await database.read({ try Self.load(job.subject(), in: $0) }) else {
            return .done {
                try $0.moveWebhookDelivery(job.subject(), to: .dropped, error: "The webhook is switched off.")
            }
        }
        let status: Int
        do { status = try await sender.send(due.call(secrets, now: now())) } catch {
            // What is cut short has not failed, and is not parked either where this was its last attempt.
            try Task.checkCancellation()
            return again(job, due, error: "\(error)")
        }
        switch status {
        case 200..<300:
            return .done { tx in
                try tx.moveWebhookDelivery(job.subject(), to: .sent, statusCode: status)
                try tx.forgetFailures(of: due.webhook)
            }
        case 410: return gone(due)
        case 300..<400:
            return again(job, due, status, error: "The answer was \(status); redirects are not followed.")
        default: return again(job, due, status, error: "The answer was \(status).")
        }
    }

    /// What is to be told; nil where nothing is due, or nobody wants to hear it any more.
    private static func load(_ id: WebhookDeliveryID, in tx: any Transaction) throws -> DueDelivery? {
        guard let delivery = try tx.webhookDelivery(id), delivery.state == .due,
            let webhook = try tx.webhook(delivery.webhookID), webhook.isActive
        else { return nil }
        guard let bookingID = delivery.bookingID else {
            return DueDelivery(delivery: delivery, webhook: webhook, entry: nil)
        }
        return try tx.bookingEntry(bookingID).map { DueDelivery(delivery: delivery, webhook: webhook, entry: $0) }
    }

    private func again(
        _ job: Job, _ due: DueDelivery, _ status: Int? = nil, error: String
    ) -> JobEnd {
        let text = String(error.prefix(500))
        let isLast = job.failures + 1 >= Self.mostAttempts
        let effect: @Sendable (any Transaction) throws -> Void = { tx in
            try tx.moveWebhookDelivery(due.delivery.id, to: isLast ? .parked : .due, statusCode: status, error: text)
            try noteFailure(of: due.webhook, in: tx)
        }
        return isLast ? .done(effect) : .again(error: text, effect)
    }

    /// Switches a receiver off that has failed for too long: what is told to it is told to nobody, and takes turns from
    /// no other.
    private func noteFailure(of webhook: Webhook, in tx: any Transaction) throws {
        guard let failing = try tx.noteFailure(of: webhook), failing.failures >= Self.mostFailures,
            tx.now.timeIntervalSince(failing.since) >= Self.failingSeconds
        else { return }
        try switchOff(webhook, because: .failing, in: tx)
    }

    /// 410 Gone: the receiver says that it will never want to hear anything again (RFC 9110, 15.5.11).
    private func gone(_ due: DueDelivery) -> JobEnd {
        .done { tx in
            try tx.moveWebhookDelivery(
                due.delivery.id, to: .parked, statusCode: 410, error: "The answer was 410: the webhook is switched off."
            )
            try switchOff(due.webhook, because: .gone, in: tx)
        }
    }

    /// Admins are told by mail, by the webhook's JSON and by the audit trail.
    private func switchOff(_ webhook: Webhook, because cause: Webhook.Standing.Cause, in tx: any Transaction) throws {
        guard try tx.switchOff(webhook, because: cause) else { return }
        try tx.audit("webhook.\(cause.rawValue)", by: nil, detail: Self.detail(of: webhook.id))
        let mails = try tx.adminIDs().map { admin in
            NewMail(
                kind: .notice, role: .account, userID: admin, webhookID: webhook.id, token: Digest.hex(random(16)))
        }
        if !mails.isEmpty { try tx.post(mails) }
    }

    static func detail(of webhook: WebhookID) -> [String: String] { ["webhook": String(webhook)] }
}
