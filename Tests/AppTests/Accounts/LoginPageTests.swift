import App
import Foundation
import HTTPTypes
import Storage
import Synchronization
import Testing

@Suite("Signing in by a page")
struct LoginPageTests {
    private static let session = "__Host-informat_session"
    private static let email = "boss@example.com"

    private static func cookie(_ name: String, of answer: Answer) -> String? {
        answer.headers[values: .setCookie].first { $0.hasPrefix("\(name)=") }
    }

    @Test("whoever knows the password is signed in by a cookie that scripts and other sites cannot use")
    func signIn() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        let shown = try await browser.get("/login")
        #expect(shown.status == 200 && shown.header("Cache-Control") == "no-store")
        #expect(shown.header("Content-Type") == "text/html; charset=utf-8")
        let answer = try await browser.send("/login", [("email", Self.email), ("password", Practice.password)])
        #expect(answer.status == 303 && answer.header("Location") == "/practice" && answer.bytes.isEmpty)
        let cookie = try #require(Self.cookie(Self.session, of: answer))
        for property in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=15552000"] {
            #expect(cookie.contains("; \(property)"), "\(cookie)")
        }
        #expect(!cookie.contains("Domain"))
        let home = try await browser.get("/account")
        #expect(home.status == 200 && home.text.contains("boss@example.com") && home.text.contains("Sign out"))
        let stored = try await practice.texts("SELECT cookie_hash FROM sessions WHERE cookie_hash IS NOT NULL")
        #expect(stored.count == 1 && stored[0].count == 64)
        #expect(!stored[0].contains(try #require(browser.cookies[Self.session])))
    }

    @Test("where the server is reached without TLS the cookies have plain names, and are not Secure")
    func plain() async throws {
        let practice = try await Practice.open { $0.publicURL = "http://127.0.0.1:8080" }
        let browser = PageBrowser(practice)
        let answer = try await browser.signIn(Self.email)
        let cookie = try #require(Self.cookie("informat_session", of: answer))
        #expect(!cookie.contains("Secure") && cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax"))
        #expect(try await browser.get("/account").status == 200)
    }

    @Test("each sign-in has a cookie of its own, and ends the session that the browser had before")
    func anew() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        _ = try await browser.get("/login")
        let (token, visitor) = (browser.formToken, browser.cookies)
        try await browser.signIn(Self.email)
        let first = browser.cookies
        // Another tab still shows the page where one signs in.
        let fields = [("email", Self.email), ("password", Practice.password)]
        #expect(try await browser.send("/login", fields, token: token).status == 303)
        #expect(browser.cookies[Self.session] != first[Self.session])
        #expect(try await browser.get("/account").status == 200)
        let old = PageBrowser(practice)
        old.cookies = first
        #expect(try await old.get("/account").status == 303)
        old.cookies = visitor
        #expect(try await old.get("/account").status == 303)
    }

    @Test("what did not work is told above the form and at its field, with the address as it was typed, no password")
    func failures() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        _ = try await browser.get("/login")
        let wrong = try await browser.send("/login", [("email", Self.email), ("password", "not the password")])
        #expect(wrong.status == 401 && wrong.text.contains("No account has this e-mail address with this password."))
        #expect(wrong.text.contains(#"role="alert""#) && wrong.text.contains("<title>Error: Sign in"))
        #expect(wrong.text.contains(#"value="boss@example.com""#) && !wrong.text.contains("not the password"))
        #expect(Self.cookie(Self.session, of: wrong) == nil)
        let unread = try await browser.send("/login", [("email", "<boss>"), ("password", "")])
        #expect(unread.status == 422 && unread.text.contains(#"value="&lt;boss&gt;""#))
        #expect(
            unread.text.contains(
                ##"<a href="#email">That is not a complete e-mail address. One looks like this: name@example.org</a>"##)
        )
        #expect(unread.text.contains(##"<a href="#password">Type your password.</a>"##))
        #expect(unread.text.contains(#"aria-invalid="true" aria-describedby="email-error""#))
        let nobody = [("email", "nobody@example.com"), ("password", "not the password")]
        let unknown = try await browser.send("/login", nobody)
        let plain = wrong.text.replacing(Self.email, with: "nobody@example.com")
        #expect(unknown.status == 401 && unknown.text == plain)
        let long = [("email", Self.email), ("password", String(repeating: "a", count: 5_000))]
        #expect(try await browser.send("/login", long).status == 401)
    }

    @Test("the page has a label for each field, says how it may be filled in, and speaks German to Germans")
    func words() async throws {
        let practice = try await Practice.open()
        let english = try await PageBrowser(practice).get("/login").text
        for part in [
            #"<label for="email">E-mail address</label>"#, #"<label for="password">Password</label>"#,
            #"id="email" name="email" type="email" autocomplete="username""#,
            #"id="password" name="password" type="password" autocomplete="current-password""#,
        ] {
            #expect(english.contains(part), "\(part)")
        }
        let browser = PageBrowser(practice.visitor.with("Accept-Language", "de"))
        let german = try await browser.get("/login")
        #expect(german.text.contains(#"<html lang="de""#) && german.text.contains("Anmelden"))
        #expect(german.header("Content-Language") == "de")
        let refused = try await browser.send("/login", [("email", Self.email), ("password", "falsch")])
        #expect(refused.text.contains("<title>Fehler: Anmelden"))
        #expect(refused.text.contains("Zu dieser Adresse passt das Passwort nicht."))
        try await browser.signIn(Self.email)
        #expect(try await browser.get("/account").text.contains("Sie sind angemeldet als"))
    }

    @Test("signing out ends the session at once, and no other")
    func signOut() async throws {
        let practice = try await Practice.open()
        let (here, there) = (PageBrowser(practice), PageBrowser(practice))
        try await here.signIn(Self.email)
        try await there.signIn(Self.email)
        let copy = PageBrowser(practice)
        copy.cookies = here.cookies
        _ = try await here.get("/account")
        let answer = try await here.send("/logout")
        #expect(answer.status == 303 && answer.header("Location") == "/login?done=signed_out")
        let told = try await here.get("/login?done=signed_out")
        #expect(told.text.contains(#"role="status""#) && told.text.contains("You are signed out."))
        #expect(here.cookies[Self.session] == nil)
        #expect(try await here.get("/account").header("Location") == "/login?next=/account")
        #expect(try await copy.get("/account").status == 303)
        #expect(try await there.get("/account").status == 200)
        #expect(try await there.get("/logout").header("Location") == "/", "an address alone signs nobody out")
        #expect(try await there.get("/account").status == 200)
    }

    @Test(
        "one is led back to the page that was asked for, and never to another site",
        arguments: [
            ("/account?tab=1&x=%20", "/account?tab=1&x=%20"), ("/a+b", "/a+b"),
            ("//evil.example", "/practice"), ("https://evil.example/", "/practice"), ("/\\evil.example", "/practice"),
            ("/\t/evil.example", "/practice"), ("javascript:alert(1)", "/practice"), ("", "/practice"),
            ("/\r\nSet-Cookie: a=b", "/practice"), ("/ä", "/practice"), ("account", "/practice"),
            ("/login", "/practice"),
            ("/login?next=/login", "/practice"),
        ])
    func next(wish: String, goal: String) async throws {
        let browser = PageBrowser(try await Shared.practice())
        let query = wish.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let page = try await browser.get("/login?next=\(query)")
        // The foot has a form of its own, which leads back here.
        let form = page.text.components(separatedBy: "<footer")[0]
        #expect(form.contains(#"name="next""#) == (goal == wish))
        let fields = [("email", Self.email), ("password", Practice.password), ("next", wish)]
        #expect(try await browser.send("/login", fields).header("Location") == goal)
        #expect(try await browser.get("/login?next=\(query)").header("Location") == goal)
    }

    private enum Shared {
        private static let opened = Task { try await Practice.open { $0.rateLimits = false } }
        static func practice() async throws -> Practice { try await opened.value }
    }
}
