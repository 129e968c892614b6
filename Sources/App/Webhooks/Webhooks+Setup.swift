import Domain
import Foundation
import Storage

extension Webhooks {
    /// Each of them is told of every booking.
    static let most = 20

    func list() async throws -> [Webhook] { try await database.read { try $0.webhooks() } }

    /// Throws `not_found`.
    func webhook(_ id: WebhookID) async throws -> Webhook {
        try await database.read { try Self.require(id, in: $0) }
    }

    /// Adds the webhook that `new` makes of its id. Throws `too_many_webhooks`, and what `new` throws.
    func add(by admin: User, _ new: @escaping @Sendable (WebhookID) throws -> Webhook) async throws -> Webhook {
        try await write("webhook.created", by: admin) { tx in
            let webhook = try new(try tx.nextWebhookID())
            guard try tx.webhookCount() < Self.most else {
                throw Problem(.tooManyWebhooks, arguments: ["maximum": String(Self.most)])
            }
            try tx.addWebhook(webhook)
            return webhook.id
        }
    }

    /// Throws `not_found`, and what `change` throws.
    func change(
        _ id: WebhookID, by admin: User, _ change: @escaping @Sendable (Webhook) throws -> Webhook
    ) async throws -> Webhook {
        try await write("webhook.changed", by: admin) { tx in
            try tx.changeWebhook(try change(try Self.require(id, in: tx)))
            return id
        }
    }

    /// The secret before is worth nothing from now on. Throws `not_found`.
    func rotateSecret(of id: WebhookID, by admin: User) async throws -> Webhook {
        try await write("webhook.secret_rotated", by: admin) { tx in
            guard try tx.renewWebhookSecret(id) else { throw Problem(.notFound) }
            return id
        }
    }

    /// Throws `not_found`.
    func delete(_ id: WebhookID, by admin: User) async throws {
        try await database.write { tx in
            guard try tx.deleteWebhook(id) else { throw Problem(.notFound) }
            try tx.audit("webhook.deleted", by: admin.id, detail: Self.detail(of: id))
        }
    }

    /// Runs one change of the webhook whose id `body` returns, and returns the webhook as it is afterwards.
    private func write(
        _ action: String, by admin: User, _ body: @escaping @Sendable (any Transaction) throws -> WebhookID
    ) async throws -> Webhook {
        try await database.write { tx in
            let id = try body(tx)
            try tx.audit(action, by: admin.id, detail: Self.detail(of: id))
            return try Self.require(id, in: tx)
        }
    }

    private static func require(_ id: WebhookID, in tx: any Transaction) throws -> Webhook {
        guard let webhook = try tx.webhook(id) else { throw Problem(.notFound) }
        return webhook
    }

    // MARK: Deliveries

    /// Newest first. Throws `not_found` where there is no such webhook.
    func deliveries(
        of id: WebhookID, state: WebhookDelivery.State?, _ part: ListPart
    ) async throws -> Listing<WebhookDelivery> {
        try await database.read(.long) { tx in
            _ = try Self.require(id, in: tx)
            return try tx.webhookDeliveries(of: id, state: state, part)
        }
    }

    /// Makes a delivery due at once, whether it was done with or waits for its next try; it is rendered anew. Throws
    /// `not_found`, `delivery_due` where its turn has come already, or `webhook_inactive` where it would only be
    /// dropped.
    func resend(_ id: WebhookDeliveryID, by admin: User) async throws -> WebhookDelivery {
        try await database.write { tx in
            guard let delivery = try tx.webhookDelivery(id) else { throw Problem(.notFound) }
            guard try Self.require(delivery.webhookID, in: tx).isActive else { throw Problem(.webhookInactive) }
            guard
                try tx.resendWebhookDelivery(id, of: delivery.webhookID)
                    || tx.hastenJob(.webhook, subject: id),
                let due = try tx.webhookDelivery(id)
            else { throw Problem(.deliveryDue) }
            try tx.audit(
                "webhook.resent", by: admin.id, booking: delivery.bookingID,
                detail: ["delivery": String(id), "webhook": String(delivery.webhookID)])
            return due
        }
    }

    /// Sends a test, about no booking. Throws `not_found`, or `webhook_inactive`.
    func test(_ id: WebhookID, by admin: User) async throws -> WebhookDelivery {
        let eventID = "evt_" + Digest.hex(random(16))
        return try await database.write { tx in
            guard try Self.require(id, in: tx).isActive else { throw Problem(.webhookInactive) }
            let delivery = try tx.addWebhookTest(of: id, eventID: eventID)
            try tx.audit("webhook.tested", by: admin.id, detail: Self.detail(of: id))
            guard let due = try tx.webhookDelivery(delivery) else { throw Problem(.notFound) }
            return due
        }
    }
}
