import App
import Foundation
import HTTPTypes
import Storage
import Synchronization
import Testing

@Suite("Sessions of browsers")
struct BrowserSessionTests {
    private static let email = "boss@example.com"
    private static let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

    private static func isIn(_ browser: PageBrowser) async throws -> Bool {
        try await browser.get("/account").status == 200
    }

    @Test("a browser's session stands in the list of the others, and is ended there")
    func list() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice.visitor.with("User-Agent", Self.firefox))
        try await browser.signIn(Self.email)
        let boss = try await practice.boss()
        let listed = try await boss.get("/api/users/me/sessions").array("sessions")
        let own = try #require(listed.first { !$0.isNull("device") })
        #expect(try own.text("device") == "Firefox on Linux")
        #expect(try own.flag("current") == false)
        #expect(try await boss.delete("/api/users/me/sessions/\(try own.int("id"))").status == 204)
        #expect(try await !Self.isIn(browser))
    }

    @Test("another password ends it, and so does one's leaving")
    func ends() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let browser = PageBrowser(practice)
        try await browser.signIn("jo@example.com")
        let other = "quite another password"
        let change = ["current_password": Practice.password, "password": other]
        #expect(try await jo.post("/api/users/me/password", change).status == 204)
        #expect(try await !Self.isIn(browser))
        #expect(try await browser.signIn("jo@example.com", other).status == 303)
        #expect(try await jo.delete("/api/users/me", ["password": other]).status == 204)
        #expect(try await !Self.isIn(browser))
    }

    @Test("it lives thirty days after its last use, and 180 in all")
    func life() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        try await browser.signIn(Self.email)
        for _ in 1...8 {
            practice.clock.move(hours: 20 * 24)
            #expect(try await Self.isIn(browser))
        }
        practice.clock.move(hours: 20 * 24 - 1)
        #expect(try await Self.isIn(browser))
        practice.clock.move(seconds: 3_600)
        #expect(try await !Self.isIn(browser))
        try await browser.signIn(Self.email)
        practice.clock.move(hours: 30 * 24)
        #expect(try await !Self.isIn(browser))
    }

    @Test("another JWT_SECRET ends access tokens and the forms that are open, and signs nobody out")
    func secret() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        try await browser.signIn(Self.email)
        _ = try await browser.get("/account")
        let body = ["email": Self.email, "password": Practice.password]
        let tokens = try TokenPair(try await practice.visitor.post("/api/auth/login", body))
        let server = try await practice.anotherServer { $0.jwtSecret = String(repeating: "another ", count: 4) }
        var program = practice.visitor.on(server)
        let later = PageBrowser(program)
        later.cookies = browser.cookies
        #expect(try await later.send("/logout", token: browser.formToken).status == 403)
        #expect(try await Self.isIn(later))
        program.token = tokens.access
        #expect(try await program.get("/api/users/me").status == 401)
        #expect(try await program.post("/api/auth/refresh", ["refresh_token": tokens.refresh]).status == 200)
    }

    @Test("its use is written down once an hour, not at each page")
    func use() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        try await browser.signIn(Self.email)
        func lastUse() async throws -> Int64 {
            try await practice.numbers("SELECT last_used_at FROM sessions WHERE cookie_hash IS NOT NULL")[0]
        }
        let begun = try await lastUse()
        practice.clock.move(seconds: 3_599)
        #expect(try await Self.isIn(browser))
        #expect(try await lastUse() == begun)
        practice.clock.move(seconds: 1)
        #expect(try await Self.isIn(browser))
        #expect(try await lastUse() == begun + 3_600)
    }

    @Test("a page counts tries as the API does, together with it, and whoever guards the server reads of them")
    func limits() async throws {
        let practice = try await Practice.open()
        let lines = Mutex([String]())
        let log = SecurityLog(now: { practice.clock.now }) { line in lines.withLock { $0.append(line) } }
        let server = try await practice.another(mailer: practice.letters.mailer, security: log)
        let visitor = Asker(app: server).from("203.0.113.7")
        let browser = PageBrowser(visitor)
        for _ in 1...5 { #expect(try await browser.signIn(Self.email, "wrong").status == 401) }
        let body = ["email": Self.email, "password": "wrong"]
        for _ in 1...5 { #expect(try await visitor.post("/api/auth/login", body).status == 401) }
        let refused = try await browser.signIn(Self.email)
        #expect(refused.status == 429 && refused.header("Retry-After") == "900")
        #expect(refused.text.contains("Please wait a little before you try again."))
        #expect(refused.text.contains("<li>You may try again in 15 minutes.</li>"))
        let noted = lines.withLock { $0 }.map { $0.split(separator: " ")[2] }
        #expect(noted == Array(repeating: "sign_in_failed", count: 10) + ["sign_in_refused"])
    }

    @Test("a browser that has signed in before passes where its address is kept out, by a cookie that opens nothing")
    func device() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice, from: "203.0.113.7")
        let answer = try await browser.signIn(Self.email)
        let device = try #require(answer.headers[values: .setCookie].first { $0.contains("informat_device") })
        #expect(device.contains("; Max-Age=34560000") && device.contains("; HttpOnly") && device.contains("; Secure"))
        _ = try await browser.get("/account")
        _ = try await browser.send("/logout")
        #expect(browser.cookies["__Host-informat_device"] != nil)
        #expect(try await !Self.isIn(browser))
        let stranger = PageBrowser(practice, from: "203.0.113.7")
        for _ in 1...10 { try await stranger.signIn(Self.email, "wrong") }
        #expect(try await stranger.signIn(Self.email).status == 429)
        #expect(try await browser.signIn(Self.email).status == 303)
    }

    @Test("docs/OPERATIONS.md tells of each cookie, for privacy notices")
    func told() throws {
        let text = try String(contentsOfFile: ProjectFolder.path("docs/OPERATIONS.md"), encoding: .utf8)
        for name in BrowserCookies.Name.allCases { #expect(text.contains("\n| `\(name.rawValue)` |"), "\(name)") }
    }

    @Test("cookies that another program of the same host has set keep nobody from signing in")
    func others() async throws {
        let browser = PageBrowser(try await Practice.open())
        browser.cookies = ["a": "J\u{FC}rgen", "b": "a\u{301}", "c": "informat_session=x", "d\u{FC}": "1"]
        #expect(try await browser.signIn(Self.email).status == 303)
        #expect(try await Self.isIn(browser))
    }

    @Test("of two cookies of one name the first counts, whatever stands around it")
    func twice() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        try await browser.signIn(Self.email)
        let name = "__Host-informat_session"
        let good = "\(name)=\(try #require(browser.cookies[name]))"
        for (cookie, status) in [
            ("a=b;;   \(good); \(name)=other", 200), ("x\(name)=other;\(good)", 200), ("\(name)=other; \(good)", 303),
        ] {
            #expect(try await practice.visitor.with("Cookie", cookie).get("/account").status == status, "\(cookie)")
        }
    }

    @Test("rubbish in the cookies is a visitor's, and harms nothing")
    func rubbish() async throws {
        let practice = try await Practice.open()
        for cookie in [
            "", "=", ";;;", "__Host-informat_session", "__Host-informat_session=", "__Host-informat_session=ä",
            "__Host-informat_session=\(String(repeating: "a", count: 7_000))", "a\u{301}=b",
            "__Host-informat_session=x; __Host-informat_visitor=; __Host-informat_device=1.2.3.4",
            String(repeating: "a=b; ", count: 2_000),
        ] {
            let visitor = practice.visitor.with("Cookie", cookie)
            #expect(try await visitor.get("/account").status == 303, "\(cookie.prefix(40))")
            #expect(try await visitor.get("/login").status == 200, "\(cookie.prefix(40))")
        }
    }
}
