import App
import Foundation
import Testing

@Suite("The pages of a second factor")
struct SecondFactorPageTests {
    private static let kim = "kim@example.com"

    private static func signedIn(_ practice: Practice, _ email: String = kim) async throws -> PageBrowser {
        let browser = PageBrowser(practice)
        try await browser.signIn(email)
        return browser
    }

    /// Takes the secret off the page, as a person who types it does.
    private static func app(_ page: Answer) throws -> AuthenticatorApp {
        let shown = try #require(page.text.firstMatch(of: /<span class="secret">(?<secret>[A-Z2-7 ]+)<\/span>/))
        return AuthenticatorApp(base32: shown.secret.filter { $0 != " " })
    }

    private static func setup(_ page: Answer) throws -> String {
        String(try #require(page.text.firstMatch(of: /name="setup" value="(?<token>[^"]+)"/)).token)
    }

    /// Sets a second factor by the pages.
    private static func set(_ practice: Practice, _ browser: PageBrowser) async throws -> (AuthenticatorApp, Answer) {
        _ = try await browser.get("/account/totp")
        let shown = try await browser.send("/account/totp", [("current_password", Practice.password)])
        let app = try Self.app(shown)
        let fields = [("code", app.code(at: practice.clock.now)), ("setup", try setup(shown))]
        let codes = try await browser.send("/account/totp/confirm", fields)
        practice.clock.move(seconds: 30)
        return (app, codes)
    }

    @Test("the secret is shown in letters and as a QR code, and a wrong code shows it again, in this session alone")
    func setting() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register(Self.kim)
        let (here, there) = (try await Self.signedIn(practice), try await Self.signedIn(practice))
        let security = try await here.get("/account/security")
        #expect(security.text.contains("Set a second factor") && security.text.contains(">Off</span>"), "\(security)")
        _ = try await here.get("/account/totp")
        let wrong = try await here.send("/account/totp", [("current_password", "not the password")])
        #expect(wrong.status == 401 && wrong.text.contains("That is not your present password."), "\(wrong)")
        let shown = try await here.send("/account/totp", [("current_password", Practice.password)])
        #expect(shown.status == 200 && shown.header("Cache-Control") == "no-store", "\(shown)")
        #expect(shown.text.contains(#"<svg class="qr" viewBox="0 0 "#) && shown.text.contains(#"role="img""#))
        #expect(shown.text.contains(#"autocomplete="one-time-code""#) && !shown.text.contains("style="))
        let (app, setup) = (try Self.app(shown), try Self.setup(shown))
        let again = try await here.send("/account/totp/confirm", [("code", "000000"), ("setup", setup)])
        #expect(again.status == 401 && again.text.contains("That code is wrong"), "\(again)")
        #expect(try Self.app(again).secret == app.secret)
        _ = try await there.get("/account/totp")
        let foreign = try await there.send("/account/totp/confirm", [("code", "000000"), ("setup", setup)])
        #expect(foreign.header("Location") == "/account/totp" && foreign.bytes.isEmpty, "\(foreign)")
        let set = try await here.send(
            "/account/totp/confirm", [("code", app.code(at: practice.clock.now)), ("setup", setup)])
        #expect(
            set.status == 200 && set.text.matches(of: /<li>([A-Z2-7]{4}-){3}[A-Z2-7]{4}<\/li>/).count == 10, "\(set)")
        let on = try await here.get("/account/security")
        #expect(on.text.contains(">On</span>") && on.text.contains("10 of 10 recovery codes are left"), "\(on)")
        #expect(try await here.get("/account/totp").header("Location") == "/account/security")
    }

    @Test("signing in asks for the code in a step of its own, which has nothing of the password and ends by itself")
    func step() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register(Self.kim)
        let (app, codes) = try await Self.set(practice, try await Self.signedIn(practice))
        let browser = PageBrowser(practice)
        _ = try await browser.get("/login?next=/account/security")
        let fields = [("email", Self.kim), ("password", Practice.password), ("next", "/account/security")]
        let asked = try await browser.send("/login", fields)
        #expect(asked.header("Location") == "/login/totp?next=/account/security", "\(asked)")
        #expect(browser.cookies["__Host-informat_session"] == nil && browser.cookies["__Host-informat_device"] == nil)
        #expect(try await browser.get("/account").status == 303)
        let page = try await browser.get("/login/totp?next=/account/security")
        #expect(page.status == 200 && page.text.contains(#"autocomplete="one-time-code""#), "\(page)")
        #expect(!page.text.contains(Practice.password) && !page.text.contains(Self.kim))
        let next = ("next", "/account/security")
        let wrong = try await browser.send("/login/totp", [("code", "000000"), next])
        #expect(wrong.status == 401 && wrong.text.contains("That code is wrong"), "\(wrong)")
        let right = try await browser.send("/login/totp", [("code", app.code(at: practice.clock.now)), next])
        #expect(right.header("Location") == "/account/security", "\(right)")
        #expect(browser.cookies["__Host-informat_step"] == nil)
        #expect(try await browser.get("/account").status == 200)

        let late = PageBrowser(practice)
        try await late.signIn(Self.kim)
        _ = try await late.get("/login/totp")
        practice.clock.move(seconds: 301)
        let over = try await late.send("/login/totp", [("code", app.code(at: practice.clock.now))])
        #expect(over.header("Location") == "/login", "\(over)")
        try await late.signIn(Self.kim)
        _ = try await late.get("/login/totp")
        let recovery = try #require(codes.text.firstMatch(of: /<li>(?<code>[A-Z2-7-]{19})<\/li>/)).code
        #expect(try await late.send("/login/totp", [("code", String(recovery))]).header("Location") == "/account")
    }

    @Test("a forged step, or none, leads back to the page where one signs in; so does one after another password")
    func forged() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register(Self.kim)
        let owner = try await Self.signedIn(practice)
        let (app, _) = try await Self.set(practice, owner)
        let browser = PageBrowser(practice)
        #expect(try await browser.get("/login/totp?next=/account").header("Location") == "/login?next=/account")
        try await browser.signIn(Self.kim)
        let step = try #require(browser.cookies["__Host-informat_step"])
        _ = try await browser.get("/login/totp")
        let code = ("code", app.code(at: practice.clock.now))
        for forged in ["x", "", String(step.dropLast(2)) + "AA", String(repeating: "A", count: 5_000)] {
            browser.cookies["__Host-informat_step"] = forged
            #expect(try await browser.send("/login/totp", [code]).header("Location") == "/login", "\(forged)")
        }
        browser.cookies["__Host-informat_step"] = step
        _ = try await owner.get("/account/password")
        let changed = try await owner.send(
            "/account/password", [("current_password", Practice.password), ("password", "another fine password")])
        #expect(changed.status == 303)
        #expect(try await browser.send("/login/totp", [code]).header("Location") == "/login")
    }

    @Test("new recovery codes and the removal ask for password and code")
    func changes() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register(Self.kim)
        let browser = try await Self.signedIn(practice)
        let (app, codes) = try await Self.set(practice, browser)
        let form = try await browser.get("/account/recovery-codes")
        #expect(form.text.contains(#"name="current_password""#) && form.text.contains(#"name="totp""#), "\(form)")
        let empty = try await browser.send("/account/recovery-codes", [("current_password", Practice.password)])
        #expect(empty.status == 422, "\(empty)")
        func fields() -> [(String, String)] {
            [("current_password", Practice.password), ("totp", app.code(at: practice.clock.now))]
        }
        let fresh = try await browser.send("/account/recovery-codes", fields())
        #expect(fresh.status == 200 && fresh.text.contains("<ol class=\"codes\">") && fresh.text != codes.text)
        practice.clock.move(seconds: 30)
        _ = try await browser.get("/account/totp/remove")
        let wrong = try await browser.send(
            "/account/totp/remove", [("current_password", Practice.password), ("totp", "000000")])
        #expect(wrong.status == 401 && wrong.text.contains("That code is wrong"), "\(wrong)")
        let removed = try await browser.send("/account/totp/remove", fields())
        #expect(removed.header("Location") == "/account/security?done=totp_removed", "\(removed)")
        #expect(try await browser.get("/account/security?done=totp_removed").text.contains("is removed"))
    }

    /// Signs in by a code, and tells what the page answers that takes it.
    private static func signInByCode(
        _ practice: Practice, _ browser: PageBrowser, next: String = ""
    ) async throws -> Answer {
        _ = try await browser.get("/login/code")
        let page = try await browser.send("/login/code", [("email", kim), ("next", next)])
        let asked = try #require(page.text.firstMatch(of: /name="request" value="(?<request>[^"]+)"/)).request
        let code = try await practice.code(to: kim)
        let fields = [("request", String(asked)), ("email", kim), ("code", code), ("next", next)]
        return try await browser.send("/login/code/verify", fields)
    }

    @Test("an account without a password signs in once more to set its second factor, and by it to change it")
    func withoutPassword() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        #expect(try await Self.signInByCode(practice, browser).header("Location") == "/account")
        practice.clock.move(seconds: 301)
        let late = try await browser.get("/account/totp")
        #expect(late.text.contains(#"href="/login/code?next=/account/totp""#), "\(late)")
        let refused = try await browser.send("/account/totp")
        #expect(refused.status == 403 && refused.text.contains(#"href="/login/code?next=/account/totp""#), "\(refused)")
        let back = try await Self.signInByCode(practice, browser, next: "/account/totp")
        #expect(back.header("Location") == "/account/totp", "\(back)")
        let (app, _) = try await Self.set(practice, browser)
        practice.clock.move(seconds: 301)
        let renewal = "/account/recovery-codes"
        #expect(try await browser.get(renewal).text.contains("href=\"/login/code?next=\(renewal)\""))
        let asked = try await Self.signInByCode(practice, browser, next: renewal)
        #expect(asked.header("Location") == "/login/totp?next=\(renewal)", "\(asked)")
        let step = try await browser.get("/login/totp?next=\(renewal)")
        #expect(step.status == 200 && step.text.contains(#"autocomplete="one-time-code""#), "\(step)")
        let code = app.code(at: practice.clock.now)
        #expect(
            try await browser.send("/login/totp", [("code", code), ("next", renewal)]).header("Location") == renewal)
        let form = try await browser.get(renewal)
        #expect(form.text.contains(#"name="totp""#) && !form.text.contains("current_password"), "\(form)")
    }

    @Test("whoever is signed in and is somebody else, who has a second factor, books as nobody before its code")
    func somebodyElse() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register(Self.kim)
        _ = try await practice.register("jo@example.com")
        let (app, _) = try await Self.set(practice, try await Self.signedIn(practice))
        let browser = try await Self.signedIn(practice, "jo@example.com")
        _ = try await browser.get(CheckoutPageTests.you + "&way=known")
        let fields = [("at", jan("06T10:00")), ("way", "known"), ("email", Self.kim), ("password", Practice.password)]
        let asked = try await browser.send("/book/consultation/you", fields)
        let step = try await browser.get(try #require(asked.header("Location"), "\(asked)"))
        #expect(step.status == 200 && step.text.contains(#"autocomplete="one-time-code""#), "\(step)")
        let code = [("code", app.code(at: practice.clock.now)), ("next", CheckoutPageTests.confirm)]
        #expect(try await browser.send("/login/totp", code).header("Location") == CheckoutPageTests.confirm)
        let look = try await browser.get(CheckoutPageTests.confirm)
        #expect(look.text.contains(Self.kim) && !look.text.contains("jo@example.com"), "\(look)")
    }

    @Test("all of it is in German for Germans")
    func german() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register(Self.kim, ["locale": "de"])
        let browser = try await Self.signedIn(practice)
        let start = try await browser.get("/account/totp")
        #expect(start.text.contains("Zweiten Faktor einrichten") && !start.text.contains("page."), "\(start)")
        let (_, codes) = try await Self.set(practice, browser)
        #expect(codes.text.contains("Ihre Wiederherstellungscodes") && !codes.text.contains("page."), "\(codes)")
        #expect(try await browser.get("/account/security").text.contains("10 von 10"))
    }
}
