import App
import Domain
import Foundation
import Testing

@Suite("The description of the API")
struct APIDescriptionTests {
    @Test("it knows exactly the routes that the server has")
    func routes() async throws {
        let practice = try await Practice.open()
        // Pages that no program asks for.
        let left: Set<String> = [
            "GET /", "GET /style.css", "GET /login", "POST /login", "GET /account", "POST /logout",
            "GET /practice/lobby", "GET /practice/lobby/events", "POST /practice/lobby/:id/open",
            "POST /practice/lobby/:id/close", "POST /practice/lobby/:id/admit", "POST /practice/lobby/:id/late",
            "GET /forgot-password", "POST /forgot-password", "POST /language", "POST /account", "POST /account/proof",
            "GET /account/security", "GET /account/password", "POST /account/password", "GET /account/email",
            "POST /account/email", "POST /account/sessions/:id/end", "POST /account/sessions/end-others",
        ]
        let named = practice.app.routes.filter { $0.method != "HEAD" }.map { route -> String in
            let path = route.path.replacing(/\{(\w+)\}/) { ":\($0.output.1)" }
            return "\(route.method) \(path)"
        }
        let routes = Set(named).subtracting(left)
        let described = Set(try APIDescription().operations.keys).subtracting(left)
        #expect(routes.subtracting(described) == [], "not described")
        #expect(described.subtracting(routes) == [], "described only")
    }

    @Test("it knows exactly the names that queries of the API may have")
    func queryNames() async throws {
        let practice = try await Practice.open()
        let api = try APIDescription()
        let described = api.operations.keys.filter { $0.contains(" /api/") }.map { ($0, api.queryNames($0)) }
        let known = practice.app.queryNames.map { route, names in
            (route.replacing(/\{(\w+)\}/) { ":\($0.output.1)" }, names)
        }
        let (left, right) = (described.filter { !$0.1.isEmpty }, known)
        #expect(Dictionary(uniqueKeysWithValues: left) == Dictionary(uniqueKeysWithValues: right))
    }

    @Test("its lists of words are those of the program")
    func words() throws {
        let api = try APIDescription()
        let lists: [(String, [String])] = [
            ("ProblemCode", Problem.Code.allCases.map(\.rawValue)),
            ("BookingStatus", BookingStatus.allCases.map(\.rawValue)),
            ("PaymentStatus", PaymentStatus.allCases.map(\.rawValue)),
            ("MailKind", Mail.Kind.allCases.map(\.rawValue)), ("MailState", Mail.State.allCases.map(\.rawValue)),
            ("WebhookEvent", WebhookEvent.allCases.map(\.rawValue)),
        ]
        for (name, words) in lists {
            let described = api.schema(named: name)["enum"] as? [String] ?? []
            #expect(described.sorted() == words.sorted(), "\(name)")
        }
    }

    @Test("each operation says that it may be asked too often: the requests of one client in work are bounded")
    func tooManyRequests() throws {
        let operations = try APIDescription().operations
        let silent = operations.filter { ($0.value["responses"] as? [String: Any])?["429"] == nil }
        #expect(operations.count > 60 && silent.keys.sorted() == [])
    }

    @Test("each operation takes every field that is described, and refuses any other")
    func requests() async throws {
        let practice = try await Practice.open { $0.rateLimits = false }
        let boss = try await practice.boss()
        let api = try APIDescription()
        var seen = 0
        // An event is in Stripe's own form, of which a part is read.
        for (route, _) in api.operations where route != "POST /api/webhooks/stripe" {
            guard let schema = api.request(route) else { continue }
            seen += 1
            #expect(schema["additionalProperties"] as? Bool == false, "\(route)")
            let parts = route.split(separator: " ")
            let path = String(parts[1]).replacing("services/:id", with: "services/\(practice.service)")
                .replacing(/(users|hosts)\/:id/) { "\($0.output.1)/\(practice.bossID)" }
                .replacing(":id", with: "99").replacing(":date", with: "2026-01-20")
            var body: [String: any Sendable] = [:]
            for name in (schema["properties"] as? [String: Any] ?? [:]).keys { body[name] = NSNull() }
            let known = try await boss.ask(String(parts[0]), path, body)
            #expect(!known.text.contains("is not a field"), "\(route): \(known)")
            body["surplus"] = 1
            let answer = try await boss.ask(String(parts[0]), path, body)
            #expect(answer.status == 422 && answer.complainedFields == ["surplus"], "\(route): \(answer)")
        }
        #expect(seen > 15)
    }

    @Test("every answer of the server has the fields, types and words that are described, and all of them")
    func answers() async throws {
        var held = HeldAnswers(api: try APIDescription())
        let practice = try await Practice.open { $0.tokenMinutes = 1_440 }
        try await held.askOpen(practice)
        try await held.askPersonal(practice)
        try await held.askLobby(practice)
        try await held.askHost(practice)
        try await held.askAdmin(practice)
        try await held.askWebhooks(practice)
        try await held.askPayments(try await PaidPractice.open())
        try await held.askWrongly(practice)
        #expect(held.faults.sorted() == [])
        let all = held.api.operations.keys.flatMap { route in held.api.jsonSuccesses(route).map { "\(route) \($0)" } }
        #expect(Set(all).subtracting(held.seen) == [], "answers that nobody looked at")
    }
}

/// Answers of the server held against the description.
private struct HeldAnswers {
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
    }

    mutating func askPersonal(_ practice: Practice) async throws {
        let jo = try await practice.signIn("jo@example.com")
        // Before the proof of an address there are two coming bookings at most.
        try await practice.work()
        _ = try await jo.post("/api/auth/verify-email", ["token": try practice.linkToken(to: "jo@example.com")])
        try await ask(jo, "GET /api/users/me")
        try await ask(jo, "GET /api/users/me/sessions")
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
        try await ask(boss, "GET /api/host/bookings")
    }

    mutating func askAdmin(_ practice: Practice) async throws {
        let boss = try await practice.boss()
        try await ask(boss, "GET /api/admin/bookings")
        try await ask(boss, "GET /api/admin/bookings/:id", id: bookings[4])
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
        try await ask(later, "GET /api/admin/users")
        try await ask(later, "PATCH /api/admin/users/:id", id: host, body: ["is_host": true])
        let other = try await practice.register("eve@example.com").userID
        try await ask(later, "PATCH /api/admin/users/:id", id: other, body: ["is_host": true])
        try await ask(later, "POST /api/admin/hosts/:id/hand-over", id: host, body: ["to_host_id": other])
        try await ask(later, "GET /api/admin/branding")
        let legal: [String: any Sendable] = ["text": ["en": "Here"]]
        try await ask(
            later, "PUT /api/admin/branding", body: ["name": "Lindenhof", "accent": "#095b46", "imprint": legal])
        let logo = "/api/admin/branding/logo"
        try hold(
            "PUT \(logo)", 200, try await later.ask("PUT", logo, bytes: LogoTests.png, type: "image/png"))
        try await ask(practice.visitor, "GET /jitsi/branding")
        try await ask(later, "GET /api/admin/mails")
        let mail = try #require(try await practice.numbers("SELECT MIN(id) FROM mails").first)
        try await ask(later, "POST /api/admin/mails/:id/resend", id: mail)
        try await ask(later, "GET /api/admin/audit")
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
