import Foundation

extension JSONText {
    /// `"payment": {…}`, or null where nothing is to be paid online now.
    mutating func field(_ name: StaticString, payment: OpenPayment?) {
        guard let payment else { return field(name, json: "null") }
        field(name) { json in
            json.field("provider", "stripe")
            json.field("client_secret", payment.clientSecret?.value)
            json.field("publishable_key", payment.publishableKey)
            json.field("stripe_js_url", payment.jsURL)
            json.fields(payment.money)
            json.field("expires_at", payment.expiresAt)
        }
    }
}
