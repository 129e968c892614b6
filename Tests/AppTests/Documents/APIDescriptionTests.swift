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
            "GET /", "GET /book/:slug", "GET /embed/:slug", "GET /style.css", "GET /favicon.ico", "GET /login",
            "POST /login",
            "GET /login/code", "POST /login/code", "POST /login/code/verify", "GET /account", "POST /logout",
            "GET /docs/:name", "GET /docs/diagrams/:name",
            "GET /book/:slug/you", "POST /book/:slug/you", "GET /book/:slug/confirm", "POST /book/:slug/confirm",
            "POST /book/:slug/time", "POST /book/:slug/you/code", "GET /bookings/:id/booked",
            "GET /forgot-password", "POST /forgot-password", "POST /language", "POST /account", "POST /account/proof",
            "GET /account/security", "GET /account/password", "POST /account/password", "GET /account/email",
            "POST /account/email", "POST /account/sessions/:id/end", "POST /account/sessions/end-others",
            "GET /bookings", "GET /bookings/:id", "GET /bookings/:id/cancel", "POST /bookings/:id/cancel",
            "GET /bookings/:id/move", "POST /bookings/:id/move",
            "GET /bookings/:id/calendar.ics", "GET /bookings/:id/receipt",
            "GET /bookings/:id/withdraw", "POST /bookings/:id/withdraw",
            "GET /account/export", "POST /account/export", "GET /account/delete", "POST /account/delete",
            "GET /account/totp", "POST /account/totp", "POST /account/totp/confirm", "GET /account/totp/remove",
            "POST /account/totp/remove", "GET /account/recovery-codes", "POST /account/recovery-codes",
            "GET /login/totp", "POST /login/totp", "POST /book/:slug/you/totp",
            "GET /bookings/held", "GET /bookings/:id/pay", "POST /bookings/:id/pay/let-go",
        ]
        // Nor does any ask for the practice's own.
        let named = practice.app.routes.filter { route in
            route.method != "HEAD" && !["/practice", "/setup"].contains(where: route.path.hasPrefix)
        }.map { route -> String in
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
            ("JobKind", Job.Kind.allCases.map(\.rawValue)),
            ("WebhookEvent", WebhookEvent.allCases.map(\.rawValue)),
        ]
        for (name, words) in lists {
            let described = api.schema(named: name)["enum"] as? [String] ?? []
            #expect(described.sorted() == words.sorted(), "\(name)")
        }
        let problems = (api.schema(named: "CalendarProblem")["enum"] as? [Any] ?? []).compactMap { $0 as? String }
        #expect(problems.sorted() == CalendarTrouble.allCases.map(\.rawValue).sorted())
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
        try await held.askWithdrawal(practice)
        try await held.askSecondFactor(practice)
        try await held.askJitsi()
        try await held.askHost(practice)
        try await held.askAdmin(practice)
        try await held.askWebhooks(practice)
        try await held.askCalendars(practice)
        try await held.askPayments(try await PaidPractice.open())
        try await held.askWrongly(practice)
        #expect(held.faults.sorted() == [])
        let all = held.api.operations.keys.flatMap { route in held.api.jsonSuccesses(route).map { "\(route) \($0)" } }
        #expect(Set(all).subtracting(held.seen) == [], "answers that nobody looked at")
    }
}
