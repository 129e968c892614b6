import App
import Foundation
import Testing

@Suite("API keys in a browser")
struct KeyPageTests {
    private static let path = "/practice/keys"

    /// A practice whose admin has proved the address.
    private static func open() async throws -> Practice {
        let practice = try await Practice.open()
        try await practice.run("UPDATE users SET email_verified_at = 1 WHERE id = \(practice.bossID)")
        return practice
    }

    private static func browser(_ practice: Practice, _ email: String) async throws -> PageBrowser {
        let browser = PageBrowser(practice)
        try await browser.signIn(email)
        _ = try await browser.get(path)
        return browser
    }

    private static func fields(_ more: [(String, String)] = []) -> [(String, String)] {
        [("name", "ERP"), ("scopes", "bookings:read"), ("current_password", Practice.password)] + more
    }

    @Test("a key is made with the password, shown this once and kept nowhere, and works until it is ended")
    func life() async throws {
        let practice = try await Self.open()
        let browser = try await Self.browser(practice, "boss@example.com")
        #expect(try await browser.get(Self.path).text.contains("No program has a key of yours."))
        let made = try await browser.send(Self.path, Self.fields([("scopes", "admin:read")]))
        #expect(made.status == 200 && made.header("Cache-Control") == "no-store", "\(made)")
        let key = try #require(made.text.firstMatch(of: /inf_[A-Za-z0-9_\-]{43}/)).output
        #expect(made.text.contains("\n<span>See everything that admins see</span>"), "\(made)")
        #expect(made.text.contains("Works until you end it"))
        let later = try await browser.get(Self.path)
        #expect(!later.text.contains("inf_") && later.text.contains(">ERP<"), "\(later)")
        #expect(later.text.contains("Never used") && later.text.contains("aria-current=\"page\""))
        var program = practice.visitor
        program.token = String(key)
        #expect(try await program.get("/api/admin/bookings").status == 200)
        #expect(try await browser.get(Self.path).text.contains("Last used on"))
        let place = try #require(later.text.firstMatch(of: /action="([^"]+\/end)"/)?.output.1)
        let ended = try await browser.send(String(place))
        #expect(ended.header("Location") == "\(Self.path)?done=ended", "\(ended)")
        #expect(try await program.get("/api/admin/bookings").status == 401)
        #expect(try await browser.send(String(place)).status == 303, "twice is no error")
        #expect(try await browser.get("\(Self.path)?done=ended").text.contains("The key is ended."))
    }

    @Test("its last day is the owner's, and what cannot be is told at its field with what was typed")
    func days() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("jo@example.com", ["time_zone": "Europe/Berlin"])
        let browser = try await Self.browser(practice, "jo@example.com")
        let made = try await browser.send(Self.path, Self.fields([("expires_at", "2026-02-01")]))
        #expect(made.status == 200 && made.text.contains("2 February 2026, 00:00 (Berlin time"), "\(made)")
        let past = try await browser.send(Self.path, Self.fields([("expires_at", "2026-01-01")]))
        #expect(past.status == 422 && past.text.contains("Choose a day that is not over yet."), "\(past)")
        #expect(past.text.contains(#"value="2026-01-01""#) && past.text.contains(#"value="ERP""#))
        #expect(past.text.contains(#"value="bookings:read" checked"#) && !past.text.contains(Practice.password))
        let odd = try await browser.send(Self.path, Self.fields([("expires_at", "soon")]))
        #expect(odd.status == 422 && odd.text.contains(##"<a href="#expires_at">"##), "\(odd)")
        let bare = try await browser.send(Self.path, [("name", ""), ("current_password", Practice.password)])
        for field in ["name", "scopes"] { #expect(bare.text.contains(##"<a href="#\##(field)">"##), "\(bare)") }
        let wrong = try await browser.send(
            Self.path, [("name", "ERP"), ("scopes", "bookings:read"), ("current_password", "not the password")])
        #expect(wrong.status == 401 && wrong.text.contains("That is not your present password."), "\(wrong)")
        #expect(try await practice.numbers("SELECT COUNT(*) FROM api_keys") == [1])
        practice.clock.move(hours: 24 * 40)
        let over = try await Self.browser(practice, "jo@example.com").get(Self.path)
        #expect(over.text.contains("Over</span>"), "\(over)")
    }

    @Test("nobody is offered a scope of no use to them, or ends another's key")
    func others() async throws {
        let practice = try await Self.open()
        let boss = try await practice.boss()
        _ = try await KeyTests.program(practice, of: boss, ["admin"])
        let id = try await boss.get("/api/users/me/keys").array("api_keys")[0].int("id")
        _ = try await practice.register("jo@example.com")
        let browser = try await Self.browser(practice, "jo@example.com")
        let page = try await browser.get(Self.path)
        #expect(page.text.contains("bookings:write") && !page.text.contains("admin:read"), "\(page)")
        #expect(!page.text.contains("<body class=\"desk\">"), "\(page)")
        #expect(try await browser.send("\(Self.path)/\(id)/end").status == 303)
        #expect(try await boss.get("/api/users/me/keys").array("api_keys").count == 1)
        let refused = try await browser.send(Self.path, Self.fields([("scopes", "admin")]))
        #expect(refused.status == 422 && refused.text.contains(##"<a href="#scopes">"##), "\(refused)")
        #expect(try await browser.get("/account/security").text.contains("href=\"\(Self.path)\""))
    }

    @Test("without a proved address, or beyond twenty, the page says so in place of the form")
    func barred() async throws {
        let practice = try await Practice.open { $0.rateLimits = false }
        _ = try await practice.register("eve@example.com", proved: false)
        let eve = try await Self.browser(practice, "eve@example.com")
        let page = try await eve.get(Self.path)
        #expect(page.text.contains("Only people who have confirmed"), "\(page)")
        #expect(!page.text.contains("name=\"scopes\""))
        #expect(try await eve.send(Self.path, Self.fields()).status == 403)
        let jo = try await practice.register("jo@example.com")
        for _ in 0..<20 { _ = try await KeyTests.program(practice, of: jo, ["bookings:read"]) }
        let full = try await Self.browser(practice, "jo@example.com").get(Self.path)
        #expect(full.text.contains("There may be 20 keys at most."), "\(full)")
        #expect(!full.text.contains("name=\"scopes\""))
    }

    @Test("who has no password signs in anew first, where the sign-in is more than five minutes old")
    func fresh() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let browser = try await Self.browser(practice, "jo@example.com")
        try await practice.run("UPDATE users SET password_hash = NULL WHERE id = \(jo.userID)")
        let page = try await browser.get(Self.path)
        #expect(page.text.contains("name=\"scopes\"") && !page.text.contains("current_password"), "\(page)")
        practice.clock.move(seconds: 301)
        let old = try await browser.get(Self.path)
        #expect(old.text.contains("/login/code?next=/practice/keys") && !old.text.contains("name=\"scopes\""), "\(old)")
        #expect(try await browser.send(Self.path, [("name", "ERP"), ("scopes", "bookings:read")]).status == 403)
    }

    @Test("it is in German for Germans")
    func german() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("jo@example.com", ["locale": "de"])
        let browser = try await Self.browser(practice, "jo@example.com")
        let page = try await browser.send(Self.path, Self.fields())
        #expect(page.text.contains("Der neue Schlüssel") && page.text.contains("Gilt, bis Sie ihn beenden"), "\(page)")
        #expect(!page.text.contains("page.keys"))
    }
}
