import Foundation

extension Settings {
    /// Nil where no payment company is set up. The two keys come together, and of the same mode.
    static func stripe(_ source: SettingSource) throws -> StripeSettings? {
        guard let secret = source.text("STRIPE_SECRET_KEY") else {
            for name in ["STRIPE_PUBLISHABLE_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_API_URL", "STRIPE_JS_URL"]
            where source.text(name) != nil {
                throw SettingError(name, "It needs STRIPE_SECRET_KEY beside it.")
            }
            return nil
        }
        let secretMode = try mode(secret, ["sk", "rk"], of: "STRIPE_SECRET_KEY")
        guard let publishable = source.text("STRIPE_PUBLISHABLE_KEY") else {
            throw SettingError("STRIPE_PUBLISHABLE_KEY", "It is needed with STRIPE_SECRET_KEY.")
        }
        guard try mode(publishable, ["pk"], of: "STRIPE_PUBLISHABLE_KEY") == secretMode else {
            throw SettingError("STRIPE_PUBLISHABLE_KEY", "It is of another mode, test or live, than STRIPE_SECRET_KEY.")
        }
        var stripe = StripeSettings(secretKey: Secret(secret), publishableKey: publishable)
        if let webhook = source.text("STRIPE_WEBHOOK_SECRET") {
            guard webhook.hasPrefix("whsec_"), webhook.utf8.count >= 16 else {
                throw SettingError("STRIPE_WEBHOOK_SECRET", "It begins with whsec_ and has 16 characters or more.")
            }
            stripe.webhookSecret = Secret(webhook)
        }
        if let url = source.text("STRIPE_API_URL") { stripe.apiURL = try origin(url, of: "STRIPE_API_URL") }
        if let url = source.text("STRIPE_JS_URL") { stripe.jsURL = try script(url) }
        return stripe
    }

    /// `test` or `live`, as a key says itself. The key is never repeated.
    private static func mode(_ key: String, _ kinds: [String], of name: String) throws -> Substring {
        let parts = key.split(separator: "_", maxSplits: 2)
        guard parts.count == 3, kinds.contains(String(parts[0])), ["test", "live"].contains(parts[1]),
            key.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
        else {
            let forms = kinds.map { "\($0)_test_… or \($0)_live_…" }.joined(separator: ", ")
            throw SettingError(name, "It is not of the form \(forms).")
        }
        return parts[1]
    }

    private static func script(_ text: String) throws -> String {
        guard let url = URLComponents(string: text), ["http", "https"].contains(url.scheme), url.host?.isEmpty == false,
            url.user == nil
        else { throw SettingError("STRIPE_JS_URL", "It is not of the form https://js.stripe.com/v3/.") }
        return text
    }
}
