import Foundation

/// How the practice charges online.
package struct Payments: Sendable {
    package let gateway: PaymentGateway
    package let publishableKey: String
    let jsURL: String
    /// How long a booking owns its time while its payment is awaited.
    let holdSeconds: Double
    /// How often a payment is looked at while its client may be paying, in seconds.
    let lookSeconds: Double

    package init(_ stripe: StripeSettings, gateway: PaymentGateway, holdMinutes: Int) {
        self.gateway = gateway
        publishableKey = stripe.publishableKey
        jsURL = stripe.jsURL
        holdSeconds = Double(holdMinutes) * 60
        lookSeconds = stripe.webhookSecret == nil ? LookSeconds.withoutEvents : LookSeconds.besideEvents
    }
}
