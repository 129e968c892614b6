/// How the practice charges through Stripe.
package struct StripeSettings: Sendable, Equatable {
    package var secretKey: Secret
    package var publishableKey: String
    /// Signs the events that Stripe sends; nil where none are expected, as on a developer's laptop.
    package var webhookSecret: Secret?
    package var apiURL = "https://api.stripe.com"
    package var jsURL = "https://js.stripe.com/v3/"

    package init(secretKey: Secret, publishableKey: String, webhookSecret: Secret? = nil) {
        self.secretKey = secretKey
        self.publishableKey = publishableKey
        self.webhookSecret = webhookSecret
    }

    /// Whether real money moves.
    package var isLive: Bool { publishableKey.hasPrefix("pk_live_") }
}
