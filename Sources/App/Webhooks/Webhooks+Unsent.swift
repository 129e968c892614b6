import Domain
import Foundation
import Storage

/// What admins do with deliveries that did not arrive, one or many.
extension Webhooks {
    /// Newest first, of all webhooks.
    func deliveries(state: WebhookDelivery.State?, _ part: ListPart) async throws -> Listing<WebhookDelivery> {
        try await database.read(.long) { try $0.webhookDeliveries(of: nil, state: state, part) }
    }

    /// Such a delivery is not tried any more; one that arrived, or was given up before, stays as it is. Throws
    /// `not_found`.
    func giveUp(_ id: WebhookDeliveryID, by admin: User) async throws -> WebhookDelivery {
        try await database.write { tx in
            guard let delivery = try tx.webhookDelivery(id) else { throw Problem(.notFound) }
            guard try tx.giveUpWebhookDeliveries([id]) > 0 else { return delivery }
            try tx.audit(
                "webhook.given_up", by: admin.id, booking: delivery.bookingID,
                detail: ["delivery": String(id), "webhook": String(delivery.webhookID)])
            guard let delivery = try tx.webhookDelivery(id) else { throw Problem(.notFound) }
            return delivery
        }
    }

    /// Makes deliveries due now that were given up or wait for their next try, of a webhook where one is named, and
    /// returns how many, `Unsent.most` at most. Webhooks that are off are left alone.
    func resendAll(_ unsent: Unsent, of webhook: WebhookID?, by admin: User) async throws -> Int {
        try await database.write { tx in
            let ids = try tx.deliveryIDs(unsent, webhook)
            let count =
                unsent == .parked ? try tx.resendWebhookDeliveries(ids) : try tx.hastenJobs(.webhook, subjects: ids)
            try Self.note("webhooks.resent", count, webhook, by: admin, in: tx)
            return count
        }
    }

    /// The same deliveries are not tried any more.
    func giveUpAll(_ unsent: Unsent, of webhook: WebhookID?, by admin: User) async throws -> Int {
        try await database.write { tx in
            let count = try tx.giveUpWebhookDeliveries(try tx.deliveryIDs(unsent, webhook))
            try Self.note("webhooks.given_up", count, webhook, by: admin, in: tx)
            return count
        }
    }

    private static func note(
        _ action: String, _ count: Int, _ webhook: WebhookID?, by admin: User, in tx: any Transaction
    ) throws {
        guard count > 0 else { return }
        let named = webhook.map { detail(of: $0) } ?? [:]
        try tx.audit(action, by: admin.id, detail: ["count": String(count)].merging(named) { $1 })
    }
}
