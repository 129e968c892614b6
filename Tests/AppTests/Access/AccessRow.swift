import Foundation

/// Who asks.
enum AccessRole: Int, CaseIterable {
    /// Nobody; somebody else; the booking's client.
    case none, other, owner
    /// The booking's host, who is no admin; an admin, who is a host but not of this booking.
    case host, admin
}

/// One route with the status that each role is answered with, in the order of `AccessRole`.
struct AccessRow {
    let route: String
    /// With `{fresh}` for the id of a new booking, `{slot}` for a free start, and `{boss}` and the like for what is
    /// there already.
    let path: String
    var body: [String: any Sendable]?
    let expected: [Int]

    init(_ route: String, _ path: String?, _ body: [String: any Sendable]?, _ expected: [Int]) {
        self.route = route
        self.path = path ?? String(route.split(separator: " ")[1])
        self.body = body
        self.expected = expected
    }

    var method: String { String(route.prefix { $0 != " " }) }

    /// For everybody.
    static func open(_ route: String, _ status: Int = 200, path: String? = nil) -> AccessRow {
        AccessRow(route, path, nil, Array(repeating: status, count: 5))
    }

    /// For whoever is signed in.
    private static func signedIn(
        _ route: String, _ status: Int = 200, body: [String: any Sendable]? = nil
    ) -> AccessRow {
        AccessRow(route, nil, body, [401] + Array(repeating: status, count: 4))
    }

    /// For the people of one booking; everybody else is told that there is none.
    private static func people(_ route: String, body: [String: any Sendable]? = nil) -> AccessRow {
        AccessRow(route, fresh(route), body, [401, 404, 200, 200, 200])
    }

    /// For those who run one booking's meeting; its client is told that it is not for them.
    private static func lobby(_ route: String, _ status: Int, body: [String: any Sendable]? = nil) -> AccessRow {
        AccessRow(route, fresh(route), body, [401, 404, 403, status, status])
    }

    /// For the host of one booking; the admin is a host too, but not of this one.
    private static func host(_ route: String, _ status: Int, body: [String: any Sendable]? = nil) -> AccessRow {
        AccessRow(route, fresh(route), body, [401, 403, 403, status, 404])
    }

    private static func admin(
        _ route: String, _ status: Int = 200, path: String? = nil, body: [String: any Sendable]? = nil
    ) -> AccessRow {
        AccessRow(route, path, body, [401, 403, 403, 403, status])
    }

    /// For an admin, on a booking.
    private static func practice(
        _ route: String, _ status: Int = 200, body: [String: any Sendable]? = nil
    ) -> AccessRow {
        admin(route, status, path: fresh(route), body: body)
    }

    private static func fresh(_ route: String) -> String {
        String(route.split(separator: " ")[1]).replacing(":id", with: "{fresh}")
            .replacing(":participant", with: "client")
    }

    static let all: [AccessRow] =
        openRows + pages + personalRows + hostRows + calendars + statistics + practiceRows
        + [signedIn("POST /api/auth/logout", 204)]

    private static let personalRows: [AccessRow] = [
        signedIn("GET /api/users/me"), signedIn("PATCH /api/users/me", body: ["locale": "en"]),
        signedIn("POST /api/users/me/verify-email", 202), signedIn("DELETE /api/users/me", 422),
        signedIn("GET /api/users/me/export"),
        signedIn("GET /api/users/me/totp"), signedIn("POST /api/users/me/totp", 422),
        signedIn("DELETE /api/users/me/totp", 422), signedIn("POST /api/users/me/totp/confirm", 422),
        signedIn("POST /api/users/me/totp/recovery-codes", 422),
        signedIn("GET /api/users/me/feed"), signedIn("POST /api/users/me/feed/rotate"),
        signedIn("POST /api/users/me/password", 422), signedIn("POST /api/users/me/email", 422),
        signedIn("GET /api/users/me/sessions"),
        AccessRow(
            "DELETE /api/users/me/sessions/:id", "/api/users/me/sessions/999999", nil, [401, 404, 404, 404, 404]),
        signedIn("GET /api/users/me/keys"), signedIn("POST /api/users/me/keys", 422),
        AccessRow("DELETE /api/users/me/keys/:id", "/api/users/me/keys/999999", nil, [401, 404, 404, 404, 404]),
        signedIn("GET /api/bookings"),
        signedIn("POST /api/bookings", 201, body: ["service_id": "{service}", "scheduled_at": "{slot}"]),
        people("GET /api/bookings/:id"), people("POST /api/bookings/:id/cancel"),
        // The bookings here came without a right to withdraw, hence 409 for their client.
        AccessRow(
            "POST /api/bookings/:id/withdraw", "/api/bookings/{fresh}/withdraw", nil, [401, 404, 409, 403, 403]),
        people("POST /api/bookings/:id/reschedule", body: ["scheduled_at": "{slot}"]),
        // The bookings here are free of charge, so that nobody has a receipt.
        AccessRow("GET /api/bookings/:id/receipt", "/api/bookings/{fresh}/receipt", nil, [401, 404, 404, 404, 404]),
        AccessRow(
            "GET /api/bookings/:id/slots", "/api/bookings/{fresh}/slots?from=2026-01-06&to=2026-01-07", nil,
            [401, 404, 200, 200, 200]),
        people("GET /api/bookings/:id/participants"),
        AccessRow(
            "POST /api/bookings/:id/participants", "/api/bookings/{fresh}/participants",
            ["email": "guest@example.com", "name": "Guest"], [401, 404, 201, 201, 201]),
        // Client and host follow from the booking.
        AccessRow(
            "PATCH /api/bookings/:id/participants/:participant", "/api/bookings/{fresh}/participants/client",
            ["name": "Guest"], [401, 404, 403, 403, 403]),
        AccessRow(
            "DELETE /api/bookings/:id/participants/:participant", "/api/bookings/{fresh}/participants/host", nil,
            [401, 404, 403, 403, 403]),
        people("POST /api/bookings/:id/revoke-manage-link"),
        people("GET /api/bookings/:id/calendar.ics"), people("GET /api/meetings/:id/link"),
        // The bookings here have no waiting room, hence 409 for those who may open one.
        lobby("GET /api/meetings/:id", 200), lobby("POST /api/meetings/:id/open", 409),
        lobby("POST /api/meetings/:id/close", 409),
        lobby("POST /api/meetings/:id/admit", 409, body: ["participant_id": "client"]),
        lobby("POST /api/meetings/:id/late", 200, body: ["minutes": 10]),
        // Links lead straight into the room here.
        lobby("POST /api/bookings/:id/participants/:participant/revoke-link", 409),
    ]

    // Nothing is over before it has begun, hence 409 for those who may say so.
    private static let hostRows: [AccessRow] = [
        AccessRow("GET /api/host/bookings", nil, nil, [401, 403, 403, 200, 200]),
        // The admin is a host too, but does not offer this service.
        AccessRow(
            "POST /api/host/bookings", nil,
            ["service_id": "{service}", "scheduled_at": "{slot}", "email": "owner@example.com"],
            [401, 403, 403, 201, 422]),
        AccessRow("GET /api/host/bookings.csv", nil, nil, [401, 403, 403, 200, 200]),
        host("PATCH /api/host/bookings/:id", 200, body: ["private_notes": "Tea"]),
        host("GET /api/host/bookings/:id/history", 200),
        host("POST /api/host/bookings/:id/cancel", 200),
        host("POST /api/host/bookings/:id/reschedule", 200, body: ["scheduled_at": "{slot}"]),
        AccessRow("GET /api/host/working-hours", nil, nil, [401, 403, 403, 200, 200]),
        AccessRow("PUT /api/host/working-hours", nil, nil, [401, 403, 403, 422, 422]),
        AccessRow(
            "GET /api/host/overrides", "/api/host/overrides?from=2026-01-01&to=2026-02-01", nil,
            [401, 403, 403, 200, 200]),
        AccessRow(
            "PUT /api/host/overrides/:date", "/api/host/overrides/2026-03-20", ["intervals": [[String: String]]()],
            [401, 403, 403, 200, 200]),
        AccessRow(
            "DELETE /api/host/overrides/:date", "/api/host/overrides/2026-03-20", nil, [401, 403, 403, 204, 204]),
        AccessRow(
            "POST /api/host/time-off", nil, ["from": "2026-03-20", "to": "2026-03-20"], [401, 403, 403, 200, 200]),
        // The admin is a host, but not of this service.
        AccessRow(
            "GET /api/host/services/:id/explain", "/api/host/services/{service}/explain?date=2026-01-06", nil,
            [401, 403, 403, 200, 404]),
        host("POST /api/host/bookings/:id/clash/keep", 200),
        host("POST /api/host/bookings/:id/complete", 409), host("POST /api/host/bookings/:id/no-show", 409),
    ]

    private static let practiceRows: [AccessRow] = [
        // The first, so that the bookings below are told of and wait.
        admin("POST /api/admin/webhooks", 201, body: ["url": "https://receiver.example"]),
        admin("GET /api/admin/bookings"), practice("GET /api/admin/bookings/:id"),
        practice("PATCH /api/admin/bookings/:id", body: ["private_notes": "Tea"]),
        admin("GET /api/admin/bookings.csv"),
        admin(
            "POST /api/admin/bookings", 201,
            body: ["service_id": "{service}", "scheduled_at": "{slot}", "user_id": "{boss}"]),
        practice("POST /api/admin/bookings/:id/cancel"),
        practice("POST /api/admin/bookings/:id/reschedule", body: ["scheduled_at": "{slot}"]),
        practice("POST /api/admin/bookings/:id/clash/keep"),
        practice("POST /api/admin/bookings/:id/complete", 409), practice("POST /api/admin/bookings/:id/no-show", 409),
        practice("POST /api/admin/bookings/:id/mark-paid"), practice("POST /api/admin/bookings/:id/refund", 409),
        practice("POST /api/admin/bookings/:id/mark-refunded", 409),
        practice("GET /api/admin/bookings/:id/payments"), practice("GET /api/admin/bookings/:id/history"),
        admin("GET /api/admin/services"),
        admin("POST /api/admin/services", 201, body: ["title": "Short talk", "duration": 15]),
        admin("GET /api/admin/services/:id", path: "/api/admin/services/{service}"),
        admin("PATCH /api/admin/services/:id", path: "/api/admin/services/{service}", body: ["title": "Five minutes"]),
        admin(
            "GET /api/admin/services/:id/explain", path: "/api/admin/services/{service}/explain?date=2026-01-06"),
        admin("DELETE /api/admin/services/:id", 204, path: "/api/admin/services/{spare}"),
        admin("GET /api/admin/hosts/:id/working-hours", path: "/api/admin/hosts/{host}/working-hours"),
        admin(
            "PUT /api/admin/hosts/:id/working-hours", path: "/api/admin/hosts/{boss}/working-hours",
            body: ["time_zone": "UTC", "weekly": [[String: String]]()]),
        admin(
            "GET /api/admin/hosts/:id/overrides",
            path: "/api/admin/hosts/{boss}/overrides?from=2026-01-01&to=2026-02-01"),
        admin(
            "PUT /api/admin/hosts/:id/overrides/:date", path: "/api/admin/hosts/{boss}/overrides/2026-01-20",
            body: ["intervals": [[String: String]]()]),
        admin("DELETE /api/admin/hosts/:id/overrides/:date", 204, path: "/api/admin/hosts/{boss}/overrides/2026-01-20"),
        admin(
            "POST /api/admin/hosts/:id/time-off", path: "/api/admin/hosts/{boss}/time-off",
            body: ["from": "2026-03-21", "to": "2026-03-21"]),
        admin(
            "POST /api/admin/hosts/:id/hand-over", path: "/api/admin/hosts/{boss}/hand-over",
            body: ["to_host_id": "{host}"]),
        admin("GET /api/admin/users"),
        admin("GET /api/admin/users/:id", path: "/api/admin/users/{host}"),
        admin("GET /api/admin/users/:id/export", path: "/api/admin/users/{host}/export"),
        // Not without the admin's own password.
        admin("DELETE /api/admin/users/:id", 422, path: "/api/admin/users/{host}"),
        admin("PATCH /api/admin/users/:id", path: "/api/admin/users/{host}", body: ["is_host": true]),
        admin("DELETE /api/admin/users/:id/totp", 404, path: "/api/admin/users/{host}/totp"),
        admin("GET /api/admin/branding"), admin("PUT /api/admin/branding", body: [:]),
        // A JSON object is no picture.
        admin("PUT /api/admin/branding/logo", 415), admin("DELETE /api/admin/branding/logo", 204),
        admin("GET /api/admin/mails"),
        admin("POST /api/admin/mails/:id/resend", path: "/api/admin/mails/{mail}/resend"),
        admin("POST /api/admin/mails/:id/give-up", path: "/api/admin/mails/{mail}/give-up"),
        admin("POST /api/admin/mails/resend", 422), admin("POST /api/admin/mails/give-up", 422),
        admin("GET /api/admin/check"), admin("POST /api/admin/check"), admin("GET /api/admin/jobs"),
        admin("POST /api/admin/jobs/retry"),
        admin("POST /api/admin/jobs/:id/retry", 404, path: "/api/admin/jobs/999999/retry"),
        admin("POST /api/admin/jobs/:id/give-up", 404, path: "/api/admin/jobs/999999/give-up"),
        admin("GET /api/admin/webhooks"), admin("GET /api/admin/webhooks/:id", path: "/api/admin/webhooks/{webhook}"),
        admin("PATCH /api/admin/webhooks/:id", path: "/api/admin/webhooks/{webhook}", body: ["active": true]),
        admin("POST /api/admin/webhooks/:id/rotate-secret", path: "/api/admin/webhooks/{webhook}/rotate-secret"),
        admin("POST /api/admin/webhooks/:id/test", path: "/api/admin/webhooks/{webhook}/test"),
        admin("GET /api/admin/webhooks/:id/deliveries", path: "/api/admin/webhooks/{webhook}/deliveries"),
        admin(
            "POST /api/admin/webhook-deliveries/:id/resend", 409,
            path: "/api/admin/webhook-deliveries/{delivery}/resend"),
        admin("GET /api/admin/webhook-deliveries"),
        admin("POST /api/admin/webhook-deliveries/resend", 422),
        admin("POST /api/admin/webhook-deliveries/give-up", 422),
        admin(
            "POST /api/admin/webhook-deliveries/:id/give-up",
            path: "/api/admin/webhook-deliveries/{delivery}/give-up"),
        admin("DELETE /api/admin/webhooks/:id", 204, path: "/api/admin/webhooks/{webhook}"),
        admin("GET /api/admin/audit"),
    ]
}
