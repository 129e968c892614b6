import Foundation

/// Pages of the practice lead whoever has no cookie to where one signs in, whatever token they send.
extension AccessRow {
    static let pages: [AccessRow] = [
        "GET /practice", "GET /practice/events", "GET /practice/services", "POST /practice/services",
        "GET /practice/services/new", "GET /practice/week", "GET /practice/book", "POST /practice/book",
        "GET /practice/book/people",
        "GET /practice/keys", "POST /practice/keys", "POST /practice/keys/:id/end",
        "GET /practice/services/:id", "POST /practice/services/:id", "POST /practice/services/:id/delete",
        "GET /practice/branding", "POST /practice/branding", "GET /practice/branding/mail",
        "GET /practice/branding/law/:kind", "POST /practice/branding/law/:kind",
        "POST /practice/branding/logo", "POST /practice/branding/logo/remove", "GET /practice/webhooks",
        "POST /practice/webhooks", "GET /practice/webhooks/:id", "POST /practice/webhooks/:id",
        "POST /practice/webhooks/:id/secret", "POST /practice/webhooks/:id/test",
        "POST /practice/webhooks/:id/delete", "POST /practice/webhooks/deliveries/:id/resend",
        "GET /practice/bookings/:id", "GET /practice/bookings/:id/cancel", "GET /practice/bookings/:id/move",
        "GET /practice/bookings/:id/refund", "GET /practice/bookings/:id/invite",
        "POST /practice/bookings/:id/cancel", "POST /practice/bookings/:id/move",
        "POST /practice/bookings/:id/refund", "POST /practice/bookings/:id/invite",
        "POST /practice/bookings/:id/admit", "POST /practice/bookings/:id/complete",
        "POST /practice/bookings/:id/no-show", "POST /practice/bookings/:id/mark-paid",
        "POST /practice/bookings/:id/notes", "POST /practice/bookings/:id/clash/keep",
        "POST /practice/bookings/:id/mails/:mail/resend",
        "POST /practice/bookings/:id/people/:participant/remove",
        "POST /practice/bookings/:id/people/:participant/revoke", "GET /practice/bookings",
        "GET /practice/bookings.csv", "GET /practice/lobby", "GET /practice/lobby/events", "GET /practice/why",
        "GET /practice/hours", "POST /practice/hours", "POST /practice/hours/off", "POST /practice/hours/exceptions",
        "POST /practice/hours/exceptions/remove", "GET /practice/hours/holidays", "POST /practice/hours/holidays",
        "GET /practice/calendars", "POST /practice/calendars", "GET /practice/calendars/:id",
        "GET /practice/calendars/server", "POST /practice/calendars/server", "POST /practice/calendars/server/link",
        "POST /practice/calendars/:id", "POST /practice/calendars/:id/check", "POST /practice/calendars/:id/unlink",
        "POST /practice/lobby/:id/open", "POST /practice/lobby/:id/close",
        "POST /practice/lobby/:id/admit", "POST /practice/lobby/:id/late", "GET /practice/audit",
        "GET /setup", "POST /setup", "POST /setup/account", "POST /setup/practice", "POST /setup/hours",
        "POST /setup/service", "POST /setup/mail",
        "GET /practice/check", "POST /practice/check", "GET /practice/mails", "POST /practice/mails/:list/all",
        "POST /practice/mails/:list/:id/:deed", "GET /practice/people", "GET /practice/people/:id",
        "POST /practice/people/:id", "POST /practice/people/:id/rights", "POST /practice/people/:id/totp",
        "POST /practice/people/:id/export", "GET /practice/people/:id/delete", "POST /practice/people/:id/delete",
        "GET /practice/stats", "GET /practice/stats.csv",
    ].map { route in
        open(route, 303, path: route.split(separator: " ")[1].split(separator: "/").map(filled).joined())
    }

    /// A part of a path, with its slash.
    private static func filled(_ part: Substring) -> String {
        let values = [":id": "1", ":kind": "imprint", ":mail": "1", ":participant": "client", ":list": "mails"]
        return "/" + (values[String(part)] ?? (part == ":deed" ? "resend" : String(part)))
    }
}
