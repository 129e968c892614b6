import App
import Domain
import Foundation
import Jitsi
import Testing

/// Answers of the server held against the description.
struct HeldAnswers {
    let api: APIDescription
    var faults: Set<String> = []
    var seen: Set<String> = []
    /// What was booked at first, in its order.
    private var bookings: [Int64] = []

    init(api: APIDescription) { self.api = api }

    mutating func hold(_ route: String, _ status: Int, _ answer: Answer) throws {
        guard answer.status == status else { return faults.formUnion(["\(route): \(answer)"]) as Void }
        seen.insert("\(route) \(status)")
        guard let schema = api.answer(route, status) else {
            return faults.formUnion(["\(route) \(status): not described"])
        }
        let value = try JSONReader.value(in: Array(answer.bytes), .program)
        faults.formUnion(api.faults(value, schema, at: "\(route) \(status)"))
    }

    /// Asks for a route whose path has an id or the date of the override.
    @discardableResult
    mutating func ask(
        _ asker: Asker, _ route: String, _ status: Int = 200, id: Int64? = nil, query: String = "",
        body: [String: any Sendable]? = nil
    ) async throws -> Answer {
        let parts = route.split(separator: " ")
        var path = String(parts[1]).replacing(":date", with: "2026-01-20") + query
        if let id { path = path.replacing(":id", with: "\(id)") }
        let answer = try await asker.ask(String(parts[0]), path, body)
        try hold(route, status, answer)
        return answer
    }

    mutating func askOpen(_ practice: Practice) async throws {
        let visitor = practice.visitor
        for route in ["/health", "/health/live", "/health/ready", "/openapi.json", "/api/services"] {
            try await ask(visitor, "GET \(route)")
        }
        try await ask(
            visitor, "GET /api/services/:id/slots", id: practice.service,
            query: "?from=2026-01-06&to=2026-01-06&time_zone=Asia/Tokyo")
        let body = ["email": "jo@example.com", "password": Practice.password]
        try await ask(visitor, "POST /api/auth/register", 201, body: body)
        let login = try await visitor.post("/api/auth/login", body)
        try hold("POST /api/auth/login", 200, login)
        try await ask(visitor, "POST /api/auth/refresh", body: ["refresh_token": try login.text("refresh_token")])
        for status in [201, 200] {
            let asked = try await ask(visitor, "POST /api/auth/code", 202, body: ["email": "ann@example.com"])
            let code = try await practice.code(to: "ann@example.com")
            let typed = ["request": try asked.text("request"), "code": code]
            try await ask(visitor, "POST /api/auth/code/verify", status, body: typed)
        }
    }

    mutating func askPersonal(_ practice: Practice) async throws {
        let jo = try await practice.signIn("jo@example.com")
        // Before the proof of an address there are two coming bookings at most.
        try await practice.work()
        _ = try await jo.post("/api/auth/verify-email", ["token": try practice.linkToken(to: "jo@example.com")])
        try await ask(jo, "GET /api/users/me")
        try await ask(jo, "GET /api/users/me/sessions")
        let key: [String: any Sendable] = [
            "name": "Calendar", "scopes": ["bookings:read"], "current_password": Practice.password,
        ]
        try await ask(jo, "POST /api/users/me/keys", 201, body: key)
        try await ask(jo, "GET /api/users/me/keys")
        try await ask(jo, "GET /api/users/me/feed")
        try await ask(jo, "POST /api/users/me/feed/rotate")
        try await ask(jo, "PATCH /api/users/me", body: ["first_name": "Jo", "display_name": "Dr. Jo"])
        for hour in [10, 11, 12, 13, 14] {
            let start = "2026-01-05T\(hour):00:00Z"
            let wish: [String: any Sendable] = [
                "service_id": practice.service, "scheduled_at": start, "notes": "Knee",
            ]
            let booked = try await ask(jo, "POST /api/bookings", 201, body: wish)
            bookings.append(try booked.object("booking").int("id"))
        }
        let id = bookings[0]
        try await ask(jo, "GET /api/bookings")
        try await ask(jo, "GET /api/bookings/:id", id: id)
        try await ask(jo, "GET /api/meetings/:id/link", id: id)
        try await ask(jo, "GET /api/bookings/:id/slots", id: id, query: "?from=2026-01-06&to=2026-01-06")
        try await askParticipants(jo, id)
        try await ask(
            jo, "POST /api/bookings/:id/reschedule", id: id, body: ["scheduled_at": "2026-01-05T15:00:00Z"])
        try await ask(jo, "POST /api/bookings/:id/cancel", id: id, body: ["reason": "Ill"])
        try await ask(jo, "GET /api/meetings/:id/link", id: id)
        try await practice.work()
        try await ask(jo, "GET /api/users/me/export")
    }

    mutating func askLobby(_ practice: Practice) async throws {
        let boss = try await practice.boss()
        let service = try await boss.addService("Room", 5, ["waiting_room": true])
        let id = try await boss.mustBook("2026-01-06T09:00:00Z", service: service)
        _ = try await practice.app.meetings.arrive(.client, at: BookingID(rawValue: id))
        try await ask(boss, "GET /api/meetings/:id", id: id)
        try await ask(boss, "POST /api/meetings/:id/admit", id: id, body: ["participant_id": "client"])
        try await ask(boss, "POST /api/meetings/:id/open", id: id)
        try await ask(boss, "POST /api/meetings/:id/close", id: id)
        try await ask(boss, "POST /api/meetings/:id/late", id: id, body: ["minutes": 10])
        let revoked = try await boss.post("/api/bookings/\(id)/participants/client/revoke-link")
        try hold("POST /api/bookings/:id/participants/:participant/revoke-link", 200, revoked)
        try await ask(boss, "POST /api/bookings/:id/revoke-manage-link", id: id)
    }

    /// By somebody who sets a second factor and takes it away again.
    mutating func askSecondFactor(_ practice: Practice) async throws {
        let kim = try await practice.register("kim.factor@example.com")
        let password: [String: any Sendable] = ["current_password": Practice.password]
        let begun = try await ask(kim, "POST /api/users/me/totp", body: password)
        let app = AuthenticatorApp(base32: try begun.text("secret"))
        let code = app.code(at: practice.clock.now)
        try await ask(kim, "POST /api/users/me/totp/confirm", body: ["code": code])
        try await ask(kim, "GET /api/users/me/totp")
        practice.clock.move(seconds: 30)
        let next = password.merging(["totp": app.code(at: practice.clock.now)]) { old, _ in old }
        try await ask(kim, "POST /api/users/me/totp/recovery-codes", body: next)
    }

    /// By the client of a service with the right to withdraw.
    mutating func askWithdrawal(_ practice: Practice) async throws {
        let right: [String: any Sendable] = ["right_of_withdrawal": true, "withdrawal_days": 1]
        let service = try await practice.boss().addService("Contract", 5, right)
        let jo = try await practice.signIn("jo@example.com")
        let id = try await jo.mustBook(jan("08T10:00"), service: service)
        try await ask(jo, "POST /api/bookings/:id/withdraw", id: id)
    }

    /// What a Jitsi server asks.
    mutating func askJitsi() async throws {
        let secret = "0123456789abcdef01234567"
        let key = try TokenKeyTests.key("k1")
        let doors = try await Doors.open {
            $0.jitsi = try JitsiServer(url: "https://meet.example.org")
            $0.meetings.reservationSecret = Secret(secret)
            $0.meetings.tokens = TokenIssuer(.own(subject: "meet.jitsi"), appID: "practice", key: key)
        }
        let visitor = doors.practice.visitor
        try await ask(visitor, "GET /jitsi/jwks.json")
        doors.move(to: 0)
        let (path, room) = ("/reservations/\(secret)/conference", try await doors.room())
        let opened = try await visitor.submit(path, "name=\(room)")
        try hold("POST /reservations/:secret/conference", 200, opened)
        let shown = try await visitor.get(path + "/" + (try opened.json().text("id")))
        try hold("GET /reservations/:secret/conference/:id", 200, shown)
    }

    private mutating func askParticipants(_ jo: Asker, _ id: Int64) async throws {
        let route = "/api/bookings/:id/participants"
        let guest = ["email": "guest@example.com", "name": "Guest"]
        let made = try await ask(jo, "POST \(route)", 201, id: id, body: guest).object("participant")
        try await ask(jo, "GET \(route)", id: id)
        let path = "/api/bookings/\(id)/participants/" + (try made.text("participant_id"))
        try hold(
            "PATCH \(route)/:participant", 200, try await jo.patch(path, ["name": "Other", "role": "observer"]))
    }

    mutating func askHost(_ practice: Practice) async throws {
        let boss = try await practice.boss()
        try await ask(
            boss, "POST /api/host/bookings/:id/reschedule", id: bookings[1],
            body: ["scheduled_at": "2026-01-05T16:00:00Z"])
        try await ask(boss, "POST /api/host/bookings/:id/cancel", id: bookings[1])
        practice.clock.move(hours: 7)
        try await ask(boss, "POST /api/host/bookings/:id/complete", id: bookings[2])
        try await ask(boss, "POST /api/host/bookings/:id/no-show", id: bookings[3])
        try await ask(boss, "POST /api/admin/bookings/:id/complete", id: bookings[4])
        try await ask(boss, "PATCH /api/host/bookings/:id", id: bookings[3], body: ["private_notes": "Tea"])
        try await ask(boss, "GET /api/host/bookings/:id/history", id: bookings[3])
        let body: [String: any Sendable] = [
            "service_id": practice.service, "scheduled_at": "2026-01-08T10:00:00Z", "email": "ida@example.com",
        ]
        try await ask(boss, "POST /api/host/bookings", 201, body: body)
        try await ask(boss, "GET /api/host/bookings")
        for room in ["admin", "host"] {
            try await ask(
                boss, "GET /api/\(room)/services/:id/explain", id: practice.service, query: "?date=2026-01-05")
        }
    }

    mutating func askAdmin(_ practice: Practice) async throws {
        let boss = try await practice.boss()
        try await ask(boss, "GET /api/admin/bookings")
        try await ask(boss, "GET /api/admin/bookings/:id", id: bookings[4])
        try await ask(boss, "PATCH /api/admin/bookings/:id", id: bookings[4], body: ["private_notes": NSNull()])
        let (service, host) = (practice.service, practice.bossID)
        try await ask(
            boss, "PATCH /api/admin/services/:id", id: service, body: ["amount": 12.5, "description": "Talk"])
        var ids: [Int64] = []
        for day in [6, 7] {
            let body: [String: any Sendable] = [
                "service_id": service, "scheduled_at": "2026-01-0\(day)T10:00:00Z", "email": "ann@example.com",
            ]
            let booked = try await ask(boss, "POST /api/admin/bookings", 201, body: body)
            ids.append(try booked.object("booking").int("id"))
        }
        try await ask(boss, "POST /api/admin/bookings/:id/mark-paid", id: ids[0])
        try await ask(boss, "POST /api/admin/bookings/:id/mark-refunded", id: ids[0], body: ["amount": 2.5])
        try await ask(
            boss, "POST /api/admin/bookings/:id/reschedule", id: ids[0], body: ["scheduled_at": "2026-01-06T12:00:00Z"])
        try await ask(boss, "POST /api/admin/bookings/:id/cancel", id: ids[1])
        practice.clock.move(hours: 29)
        let later = try await practice.boss()
        try await ask(later, "POST /api/admin/bookings/:id/no-show", id: ids[0])
        try await ask(
            later, "POST /api/admin/services", 201, body: ["title": "Short talk", "duration": 15, "currency": "jpy"])
        try await ask(later, "GET /api/admin/services")
        try await ask(later, "GET /api/admin/services/:id", id: service)
        let week: [[String: any Sendable]] = [["weekday": 1, "from": "22:00", "to": "02:00"]]
        try await ask(
            later, "PUT /api/admin/hosts/:id/working-hours", id: host, body: ["time_zone": "UTC", "weekly": week])
        try await ask(later, "GET /api/admin/hosts/:id/working-hours", id: host)
        let ranges = ["intervals": [["from": "09:00", "to": "24:00"]]]
        try await ask(later, "PUT /api/admin/hosts/:id/overrides/:date", id: host, body: ranges)
        try await ask(later, "GET /api/admin/hosts/:id/overrides", id: host, query: "?from=2026-01-01&to=2026-02-01")
        try await ask(later, "PUT /api/host/working-hours", body: ["time_zone": "UTC", "weekly": week])
        try await ask(later, "GET /api/host/working-hours")
        try await ask(later, "PUT /api/host/overrides/:date", body: ranges)
        try await ask(later, "GET /api/host/overrides", query: "?from=2026-01-01&to=2026-02-01")
        let days = ["from": "2026-01-01", "to": "2026-01-31"]
        try await ask(later, "POST /api/admin/hosts/:id/time-off", id: host, body: days)
        try await ask(later, "POST /api/host/time-off", body: days)
        try await ask(later, "GET /api/admin/users")
        try await ask(later, "PATCH /api/admin/users/:id", id: host, body: ["is_host": true])
        let other = try await practice.register("eve@example.com").userID
        try await ask(later, "PATCH /api/admin/users/:id", id: other, body: ["is_host": true])
        try await ask(later, "POST /api/admin/hosts/:id/hand-over", id: host, body: ["to_host_id": other])
        try await ask(later, "GET /api/admin/branding")
        let legal: [String: any Sendable] = ["text": ["en": "Here"]]
        try await ask(
            later, "PUT /api/admin/branding",
            body: ["name": "Lindenhof", "time_zone": "Europe/Berlin", "accent": "#095b46", "imprint": legal])
        let logo = "/api/admin/branding/logo"
        try hold(
            "PUT \(logo)", 200, try await later.ask("PUT", logo, bytes: LogoTests.png, type: "image/png"))
        try await ask(practice.visitor, "GET /jitsi/branding")
        try await askFailures(practice, later)
    }

    mutating func askWebhooks(_ practice: Practice) async throws {
        let boss = try await practice.boss()
        let hook = ["url": "https://receiver.example/hook"]
        let id = try await ask(boss, "POST /api/admin/webhooks", 201, body: hook).object("webhook").int("id")
        try await ask(boss, "GET /api/admin/webhooks")
        try await ask(boss, "GET /api/admin/webhooks/:id", id: id)
        try await ask(boss, "PATCH /api/admin/webhooks/:id", id: id, body: ["events": NSNull()])
        _ = try await boss.mustBook(jan("20T10:00"))
        try await practice.work()
        let all = try await ask(boss, "GET /api/admin/webhooks/:id/deliveries", id: id).array("deliveries")
        let delivery = try #require(all.first).int("id")
        try await ask(boss, "POST /api/admin/webhook-deliveries/:id/resend", id: delivery)
        try await ask(boss, "POST /api/admin/webhook-deliveries/:id/resend", 409, id: delivery)
        try await ask(boss, "GET /api/admin/webhook-deliveries")
        try await ask(boss, "POST /api/admin/webhook-deliveries/:id/give-up", id: delivery)
        for deed in ["resend", "give-up"] {
            try await ask(boss, "POST /api/admin/webhook-deliveries/\(deed)", body: ["status": "parked"])
        }
        try await ask(boss, "POST /api/admin/webhooks/:id/test", id: id)
        try await ask(boss, "POST /api/admin/webhooks/:id/rotate-secret", id: id)
        let told = try #require(practice.calls.all.first?.body)
        let value = try JSONReader.value(in: told, .program)
        faults.formUnion(api.faults(value, api.schema(named: "Event"), at: "Event"))
    }

    mutating func askPayments(_ paid: PaidPractice) async throws {
        let body: [String: any Sendable] = ["service_id": paid.service, "scheduled_at": jan("08T10:00")]
        let booked = try await paid.client.post("/api/bookings", body)
        try hold("POST /api/bookings", 201, booked)
        let id = try booked.object("booking").int("id")
        try await ask(paid.client, "GET /api/bookings/:id", id: id)
        try paid.stripe.pay(try booked.object("payment").text("client_secret"))
        for event in paid.stripe.takeEvents() {
            try hold("POST /api/webhooks/stripe", 200, try await paid.send(event))
        }
        try await paid.practice.work()
        try await ask(paid.boss, "POST /api/admin/bookings/:id/refund", id: id, body: ["amount": 12.34])
        try await paid.practice.work()
        try await ask(paid.client, "GET /api/bookings/:id", id: id)
        try await ask(paid.boss, "GET /api/admin/bookings/:id/payments", id: id)
        try await ask(paid.boss, "GET /api/admin/bookings/:id/history", id: id)
        try await ask(paid.client, "GET /api/users/me/export")
    }

    mutating func askWrongly(_ practice: Practice) async throws {
        try await ask(practice.visitor, "GET /api/users/me", 401)
        try await ask(practice.visitor, "POST /api/auth/login", 422, body: ["email": 1])
        try await ask(
            practice.visitor, "GET /api/services/:id/slots", 404, id: 9, query: "?from=2026-01-06&to=2026-01-06")
        let late = try await practice.boss()
        try await ask(late, "POST /api/admin/bookings/:id/cancel", 409, id: bookings[0])
    }
}
