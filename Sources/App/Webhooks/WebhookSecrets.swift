import Cryptography
import Foundation

/// The secrets with which webhooks know that it is this server that tells them: derived, so that none is stored.
struct WebhookSecrets: Sendable {
    let keys: Keys

    /// `whsec_…`, for its receiver.
    func secret(of webhook: Webhook) -> Secret { Self.secret(of: webhook, by: keys.present) }

    /// `t=1700000000,v1=…`, made and checked as Stripe's (see `StripeSignature`). While `JWT_SECRET` is being changed
    /// there are two: the receiver knows the secret that was derived from the one before.
    func signature(of body: [UInt8], for webhook: Webhook, now: Date) -> String {
        let time = String(Int64(now.timeIntervalSince1970))
        let codes = keys.all.map {
            "v1=" + StripeSignature.code(time: time, body: body, secret: Self.secret(of: webhook, by: $0))
        }
        return (["t=\(time)"] + codes).joined(separator: ",")
    }

    private static func secret(of webhook: Webhook, by key: Keys.Key) -> Secret {
        // The instant, because ids repeat once a backup was restored.
        let text = "\(webhook.id)\n\(webhook.secretGeneration)\n\(Int64(webhook.createdAt.timeIntervalSince1970))"
        return Secret("whsec_" + Base64URL.text(key.derived(for: "webhooks").code(of: text)))
    }
}
