/// What Stripe.js needs a page to load beside our own (https://docs.stripe.com/security/guide#content-security-policy).
struct StripeSources {
    /// By the directive of a Content-Security-Policy.
    let directives: [String: [String]]

    /// `jsURL` is where Stripe.js comes from: where it is not Stripe, a stand-in does all of it.
    init(jsURL: String) {
        let origin = jsURL.split(separator: "/", maxSplits: 2).prefix(2).joined(separator: "//")
        guard origin == "https://js.stripe.com" else {
            directives = ["script-src": [origin], "connect-src": [origin], "frame-src": [origin]]
            return
        }
        let scripts = [origin, "https://*.js.stripe.com"]
        directives = [
            "script-src": scripts, "connect-src": ["https://api.stripe.com"],
            "frame-src": scripts + ["https://hooks.stripe.com"],
        ]
    }
}
