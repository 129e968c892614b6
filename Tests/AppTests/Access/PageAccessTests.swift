import App
import Domain
import Foundation
import Hummingbird
import Testing

/// Who looks at a page, or sends a form of one.
private enum PageRole: String, CaseIterable {
    /// Nobody; an admin's token without a cookie.
    case visitor, bearer
    case client, host, admin

    var isSignedIn: Bool { self != .visitor && self != .bearer }
}

@Suite("Who may see which page, and send which form")
struct PageAccessTests {
    /// A practice with a host who is no admin and an admin who is no host, each in a browser of their own.
    private struct Stage {
        let practice: Practice
        let boss: Asker
        private let browsers: [PageRole: PageBrowser]

        /// `responds` answers in place of the whole server.
        init(_ responds: (App) -> (@Sendable (Request, AppContext) async throws -> Response)? = { _ in nil })
            async throws
        {
            practice = try await Practice.open { $0.rateLimits = false }
            boss = try await practice.boss()
            let host = try await practice.register("host@example.com")
            _ = try await practice.register("client@example.com")
            #expect(try await boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]).status == 200)
            #expect(try await boss.patch("/api/admin/users/\(practice.bossID)", ["is_host": false]).status == 200)
            var browsers: [PageRole: PageBrowser] = [:]
            for role in PageRole.allCases {
                let signedIn = PageBrowser(practice)
                _ = try await signedIn.get("/login")
                if role.isSignedIn {
                    try await signedIn.signIn(role == .admin ? "boss@example.com" : "\(role)@example.com")
                }
                var asker = role == .bearer ? boss : practice.visitor
                asker.responds = responds(practice.app)
                let browser = PageBrowser(asker)
                browser.cookies = signedIn.cookies
                browsers[role] = browser
            }
            self.browsers = browsers
        }

        subscript(role: PageRole) -> PageBrowser { browsers[role]! }
    }

    private enum Outcome: String { case shown, leads, refused, stale, other }

    /// What a request comes to at routes that are nothing but their contexts.
    private static func outcome(_ ask: () async throws -> Answer) async throws -> Outcome {
        do {
            switch try await ask().status {
            case 200: return .shown
            case 303: return .leads
            default: return .other
            }
        } catch let error as ToldError {
            guard let problem = error.cause as? Problem, problem.code == .forbidden else { return .other }
            return problem.obstacle == .staleForm ? .stale : .refused
        }
    }

    @Sendable private static func shown(_: Request, _: some RequestContext) -> Response { Response(status: .ok) }

    /// A route for each context, behind the doors of the server.
    private static func contexts(_ app: App) -> @Sendable (Request, AppContext) async throws -> Response {
        let router = Router(context: AppContext.self)
        let doors = app.pageDoors
        doors.visitorPages(of: router).get("/visitor") { Self.shown($0, $1) }
        let pages = doors.signedInPages(of: router)
        pages.get("/signed-in") { Self.shown($0, $1) }
        pages.group(context: HostPage.self).get("/host") { Self.shown($0, $1) }
        pages.group(context: AdminPage.self).get("/admin") { Self.shown($0, $1) }
        doors.visitorForms(of: router).post("/visitor") { Self.shown($0, $1) }
        let forms = doors.signedInForms(of: router)
        forms.post("/signed-in") { Self.shown($0, $1) }
        forms.group(context: HostForm.self).post("/host") { Self.shown($0, $1) }
        forms.group(context: AdminForm.self).post("/admin") { Self.shown($0, $1) }
        let responder = router.buildResponder()
        return { try await responder.respond(to: $0, context: $1) }
    }

    /// In the order of `PageRole`.
    private static let expected: [(path: String, outcomes: [Outcome])] = [
        ("/visitor", [.shown, .shown, .shown, .shown, .shown]),
        ("/signed-in", [.leads, .leads, .shown, .shown, .shown]),
        ("/host", [.leads, .leads, .refused, .shown, .refused]),
        ("/admin", [.leads, .leads, .refused, .refused, .shown]),
    ]

    /// The token of a form that the server has shown to a browser.
    private static func token(_ stage: Stage, _ role: PageRole) async throws -> String {
        let browser = PageBrowser(stage.practice)
        browser.cookies = stage[role].cookies
        _ = try await browser.get(role.isSignedIn ? "/account" : "/login")
        return browser.formToken
    }

    @Test("each context lets in whom it is for by their cookie, whatever token is sent, and nobody else")
    func contexts() async throws {
        let stage = try await Stage { Self.contexts($0) }
        for (path, outcomes) in Self.expected {
            for (role, expected) in zip(PageRole.allCases, outcomes) {
                let token = try await Self.token(stage, role)
                #expect(try await Self.outcome { try await stage[role].get(path) } == expected, "\(path) as \(role)")
                let sent = try await Self.outcome { try await stage[role].send(path, token: token) }
                #expect(sent == expected, "POST \(path) as \(role)")
            }
        }
    }

    @Test("a form without its token, with another's, or of another site is refused before anything is done")
    func forms() async throws {
        let stage = try await Stage { Self.contexts($0) }
        let visitors = try await Self.token(stage, .visitor)
        let clients = try await Self.token(stage, .client)
        for (path, outcomes) in Self.expected {
            for (role, expected) in zip(PageRole.allCases, outcomes) where expected != .leads {
                let own = try await Self.token(stage, role)
                let others = role == .client ? try await Self.token(stage, .admin) : clients
                for token in ["", "x", others, String(own.dropLast(4)) + "AAA=", String(repeating: "A", count: 5_000)] {
                    let sent = try await Self.outcome { try await stage[role].send(path, token: token) }
                    #expect(sent == .stale, "POST \(path) as \(role) with \(token.prefix(20))")
                }
                let foreign: [[String: String]] = [
                    ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
                    ["Origin": "https://evil.example"], ["Origin": "https://practice.example.evil.example"],
                    ["Origin": "https://practice.example:8443"],
                ]
                for headers in foreign {
                    let sent = try await Self.outcome { try await stage[role].send(path, token: own, headers) }
                    #expect(sent == .stale, "POST \(path) as \(role) with \(headers)")
                }
                let ours: [[String: String]] = [
                    ["Sec-Fetch-Site": "same-origin", "Origin": "null"], ["Origin": "https://practice.example"],
                    ["Origin": "null"],
                ]
                for headers in ours {
                    let sent = try await Self.outcome { try await stage[role].send(path, token: own, headers) }
                    #expect(sent == expected, "POST \(path) as \(role) with \(headers)")
                }
            }
        }
        // What one was shown before one signed in is for visitors' forms alone.
        let early = PageBrowser(stage.practice)
        early.cookies = stage[.visitor].cookies
        try await early.signIn("client@example.com")
        #expect(try await early.send("/logout", token: visitors).status == 403)
        #expect(try await early.get("/account").status == 200)
    }

    @Test("no route of the API is reached by a cookie, and none sets one")
    func api() async throws {
        let stage = try await Stage()
        let cookies = stage[.admin].cookies
        let browser = PageBrowser(stage.practice)
        browser.cookies = cookies
        for row in AccessRow.all where row.route.contains(" /api/") {
            let path = row.path.replacing(/\{\w+\}/, with: "1")
            let header = cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
            let sent = try await stage.practice.visitor.with("Cookie", header).ask(row.method, path, row.body)
            let plain = try await stage.practice.visitor.ask(row.method, path, row.body)
            #expect(sent.status == plain.status && sent.header("Set-Cookie") == nil, "\(row.route): \(sent)")
            if row.expected[0] == 401 { #expect(sent.status == 401, "\(row.route)") }
        }
        #expect(try await browser.get("/account").status == 200)
    }

    /// For whoever is signed in: their page, and their form, sent without its token.
    static let (page, form) = ([303, 303, 200, 200, 200], [303, 303, 403, 403, 403])
    /// Of a booking that there is not.
    private static let missing = [303, 303, 404, 404, 404]
    /// As above, for those who run the practice.
    static let desk = [303, 303, 403, 404, 404]
    /// Of an admin's page that there is, and of one about somebody whom there is not.
    static let (adminPage, missingToAdmin) = ([303, 303, 403, 403, 200], [303, 303, 403, 403, 404])
    /// Of a text that the practice has not given.
    private static let none = [404, 404, 404, 404, 404]

    /// All of them.
    private static let table = practice.merging(others) { $1 }

    /// Those that are not the practice's own, by role; forms are sent without a token.
    private static let others: [String: [Int]] = [
        "GET /": [200, 200, 200, 200, 200], "GET /book/:slug": Self.none, "GET /embed/:slug": Self.none,
        "GET /docs": [200, 200, 200, 200, 200],
        "GET /docs/:name": Self.none, "GET /docs/diagrams/:name": Self.none,
        "GET /imprint": Self.none, "GET /privacy": Self.none, "GET /terms": Self.none, "GET /withdrawal": Self.none,
        "GET /verify-email": [422, 422, 422, 422, 422], "POST /verify-email": [422, 422, 422, 422, 422],
        "GET /reset-password": [200, 200, 200, 200, 200], "POST /reset-password": [422, 422, 422, 422, 422],
        "GET /receipts/:token": [404, 404, 404, 404, 404], "GET /login": [200, 200, 303, 303, 303],
        "POST /login": [403, 403, 403, 403, 403], "GET /account": [303, 303, 200, 200, 200],
        "GET /m/:opaque": [422, 422, 422, 422, 422], "GET /m/:opaque/cancel": [422, 422, 422, 422, 422],
        "GET /m/:opaque/move": [422, 422, 422, 422, 422], "POST /m/:opaque/move": [422, 422, 422, 422, 422],
        "POST /m/:opaque/cancel": [422, 422, 422, 422, 422], "GET /m/:opaque/withdraw": [422, 422, 422, 422, 422],
        "POST /m/:opaque/withdraw": [422, 422, 422, 422, 422],
        "GET /join/:opaque": [422, 422, 422, 422, 422], "POST /join/:opaque": [422, 422, 422, 422, 422],
        "POST /join/:opaque/name": [422, 422, 422, 422, 422],
        "GET /join/:opaque/events": [403, 403, 403, 403, 403],
        "POST /logout": [303, 303, 403, 403, 403], "GET /forgot-password": [200, 200, 200, 200, 200],
        "GET /account/totp": Self.page, "POST /account/totp": Self.form, "POST /account/totp/confirm": Self.form,
        "GET /account/totp/remove": [303, 303, 303, 303, 303], "POST /account/totp/remove": Self.form,
        "GET /account/recovery-codes": [303, 303, 303, 303, 303], "POST /account/recovery-codes": Self.form,
        "GET /login/totp": [303, 303, 303, 303, 303], "POST /login/totp": [403, 403, 403, 403, 403],
        "GET /login/code": [200, 200, 200, 200, 200], "POST /login/code": [403, 403, 403, 403, 403],
        "POST /login/code/verify": [403, 403, 403, 403, 403],
        "POST /forgot-password": [403, 403, 403, 403, 403], "POST /language": [422, 422, 422, 422, 422],
        "GET /bookings/held": Self.page, "GET /bookings/:id/pay": Self.missing,
        "POST /bookings/:id/pay/let-go": Self.form,
        "POST /account": Self.form, "POST /account/proof": Self.form, "GET /account/security": Self.page,
        "GET /account/password": Self.page, "POST /account/password": Self.form, "GET /account/email": Self.page,
        "POST /account/email": Self.form, "POST /account/sessions/:id/end": Self.form,
        "POST /account/sessions/end-others": Self.form,
        "GET /account/export": Self.page, "POST /account/export": Self.form,
        "GET /account/delete": Self.page, "POST /account/delete": Self.form,
        "GET /book/:slug/you": Self.none, "POST /book/:slug/you": [403, 403, 403, 403, 403],
        "POST /book/:slug/you/code": [403, 403, 403, 403, 403],
        "POST /book/:slug/you/totp": [403, 403, 403, 403, 403],
        "GET /book/:slug/confirm": Self.none, "POST /book/:slug/confirm": Self.none,
        "POST /book/:slug/time": [403, 403, 403, 403, 403],
        "GET /bookings/:id/booked": [303, 303, 404, 404, 404],
        "GET /bookings": Self.page, "GET /bookings/:id": Self.missing, "GET /bookings/:id/cancel": Self.missing,
        "GET /bookings/:id/move": Self.missing, "POST /bookings/:id/move": Self.form,
        "GET /bookings/:id/withdraw": Self.missing, "POST /bookings/:id/withdraw": Self.form,
        "POST /bookings/:id/cancel": Self.form, "GET /bookings/:id/calendar.ics": Self.missing,
        "GET /bookings/:id/receipt": Self.missing,
        "POST /join/:opaque/accept": [422, 422, 422, 422, 422],
        "POST /join/:opaque/decline": [422, 422, 422, 422, 422],
    ]

    @Test("every page answers every role as the table says, and the table knows every page")
    func pages() async throws {
        let stage = try await Stage()
        // A server that stops opens no streams, which would have no end here.
        stage.practice.app.stopping.begin()
        let files: Set = [
            "/style.css", "/favicon.ico", "/openapi.yaml", "/openapi.json", "/health", "/health/live", "/health/ready",
            "/metrics",
        ]
        let forPrograms = ["/api/", "/assets/", "/jitsi/", "/reservations/", "/feeds/"]
        let routes = stage.practice.app.routes.filter { route in
            route.method != "HEAD" && !files.contains(route.path)
                && !forPrograms.contains(where: route.path.hasPrefix)
        }.map { "\($0.method) \($0.path.replacing(/\{(\w+)\}/) { ":\($0.output.1)" })" }
        #expect(Set(routes) == Set(Self.table.keys))
        for (route, statuses) in Self.table {
            let path = String(route.split(separator: " ")[1]).replacing(/:(?:token|opaque)/, with: "99.forged")
                .replacing(":id", with: "1")
            for (role, expected) in zip(PageRole.allCases, statuses) {
                let browser = stage[role]
                let answer = try await route.hasPrefix("GET") ? browser.get(path) : browser.send(path, token: "")
                #expect(answer.status == expected, "\(route) as \(role): \(answer)")
                if answer.status >= 400 { #expect(answer.header("Content-Type") == "text/html; charset=utf-8") }
            }
        }
    }

    @Test("a form behind a mail's link needs no cookie, but is refused from another site")
    func linked() async throws {
        let stage = try await Stage()
        _ = try await stage.practice.register("jo@example.com", proved: false)
        try await stage.practice.work()
        let token = try stage.practice.linkToken(to: "jo@example.com")
        let visitor = stage.practice.visitor
        let refused = try await visitor.with("Sec-Fetch-Site", "cross-site").submit("/verify-email", "token=\(token)")
        #expect(refused.status == 403 && refused.header("Content-Type") == "text/html; charset=utf-8")
        #expect(try await visitor.submit("/verify-email", "token=\(token)").status == 200)
    }
}
