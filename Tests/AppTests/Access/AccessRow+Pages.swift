import Foundation

/// Pages of the practice lead whoever has no cookie to where one signs in, whatever token they send.
extension AccessRow {
    static let pages: [AccessRow] = [
        "GET /practice/services", "POST /practice/services", "GET /practice/services/new",
        "GET /practice/services/:id", "POST /practice/services/:id", "GET /practice/branding",
        "POST /practice/branding", "GET /practice/branding/law/:kind", "POST /practice/branding/law/:kind",
        "POST /practice/branding/logo", "POST /practice/branding/logo/remove", "GET /practice/webhooks",
        "POST /practice/webhooks", "GET /practice/webhooks/:id", "POST /practice/webhooks/:id",
        "POST /practice/webhooks/:id/secret", "POST /practice/webhooks/:id/test",
        "POST /practice/webhooks/:id/delete", "POST /practice/webhooks/deliveries/:id/resend",
    ].map { route in
        let path = String(route.split(separator: " ")[1])
        return open(route, 303, path: path.replacing(":id", with: "1").replacing(":kind", with: "imprint"))
    }
}
