import Foundation

/// How the practice charges online.
package struct Payments: Sendable {
    package let gateway: PaymentGateway
    package let publishableKey: String
    let jsURL: String
    /// How long a booking owns its time while its payment is awaited.
    let holdSeconds: Double
    /// How often a payment that is not decided is looked at, in seconds. Events come sooner where they are set up;
    /// where none are, and where they are lost, this is what settles.
    let lookSeconds: Double

    /// The longest that a payment which is not decided is left alone, in seconds.
    static let longestLookSeconds = 300.0

    package init(_ stripe: StripeSettings, gateway: PaymentGateway, holdMinutes: Int) {
        self.gateway = gateway
        publishableKey = stripe.publishableKey
        jsURL = stripe.jsURL
        holdSeconds = Double(holdMinutes) * 60
        lookSeconds = stripe.webhookSecret == nil ? 5 : 60
    }
}
