import Foundation
import Testing

@Suite("The pages of one's sign-in and security")
struct SecurityPageTests {
    private static let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    private static let other = "another fine password"

    private static func signedIn(_ practice: Practice, _ agent: String = firefox) async throws -> PageBrowser {
        let browser = PageBrowser(practice.visitor.with("User-Agent", agent))
        try await browser.signIn("kim@example.com")
        return browser
    }

    /// The sessions that the page offers to end.
    private static func ids(_ page: Answer) -> [String] {
        page.text.matches(of: /action="\/account\/sessions\/(\d+)\/end"/).map { String($0.output.1) }
    }

    @Test("it lists where one is signed in, this one first, and ends any other")
    func sessions() async throws {
        let practice = try await Practice.open()
        let program = try await practice.register("kim@example.com", ["time_zone": "Europe/Berlin"])
        let there = try await Self.signedIn(practice, "curl/8.5.0")
        practice.clock.move(seconds: 60)
        let here = try await Self.signedIn(practice)
        let page = try await here.get("/account/security")
        #expect(page.status == 200 && Self.ids(page).count == 2, "\(page)")
        #expect(page.text.contains(#"<th scope="row">Firefox on Linux <span class="pill info">this one</span></th>"#))
        #expect(page.text.contains(#"aria-label="Sign out: curl""#) && page.text.contains("(Berlin time, CET, UTC+1)"))
        let first = try #require(Self.ids(page).first)
        let ended = try await here.send("/account/sessions/\(first)/end")
        #expect(ended.header("Location") == "/account/security?done=session_ended", "\(ended)")
        #expect(try await there.get("/account").status == 303)
        #expect(try await here.send("/account/sessions/\(first)/end").status == 303, "twice is no error")
        #expect(try await program.get("/api/users/me").status == 200)
        let rest = try await here.send("/account/sessions/end-others")
        #expect(rest.header("Location") == "/account/security?done=sessions_ended")
        #expect(try await program.get("/api/users/me").status == 401)
        let alone = try await here.get("/account/security?done=sessions_ended")
        #expect(alone.text.contains("You are signed out everywhere else.") && Self.ids(alone).isEmpty, "\(alone)")
        #expect(!alone.text.contains("end-others"))
    }

    @Test("nobody ends another's session")
    func others() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("kim@example.com")
        let boss = PageBrowser(practice)
        try await boss.signIn("boss@example.com")
        let id = try #require(
            try await practice.numbers("SELECT MAX(id) FROM sessions WHERE user_id = \(practice.bossID)").first)
        let kim = try await Self.signedIn(practice)
        _ = try await kim.get("/account/security")
        #expect(try await kim.send("/account/sessions/\(id)/end").status == 303)
        #expect(try await kim.send("/account/sessions/end-others").status == 303)
        #expect(try await boss.get("/account").status == 200)
    }

    @Test("the password is changed with the present one, and every other session ends")
    func password() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("kim@example.com")
        let (here, there) = (try await Self.signedIn(practice), try await Self.signedIn(practice))
        let shown = try await here.get("/account/password")
        #expect(shown.text.contains(#"autocomplete="current-password""#) && shown.text.contains(#"minlength="10""#))
        let fields = [("current_password", "not the password"), ("password", Self.other)]
        let wrong = try await here.send("/account/password", fields)
        let sentence = "That is not your present password."
        #expect(
            wrong.status == 401 && wrong.text.contains(##"<a href="#current_password">\##(sentence)</a>"##), "\(wrong)")
        #expect(!wrong.text.contains(Self.other) && !wrong.text.contains("not the password"))
        let empty = try await here.send("/account/password", [("password", "short")])
        #expect(empty.status == 422 && empty.text.contains("The password needs at least 10 characters."), "\(empty)")
        let missing = try await here.send("/account/password", [("password", Self.other)])
        #expect(missing.status == 422 && missing.text.contains("Type your present password."), "\(missing)")
        let changed = try await here.send(
            "/account/password", [("current_password", Practice.password), ("password", Self.other)])
        #expect(changed.header("Location") == "/account/security?done=password", "\(changed)")
        #expect(try await here.get("/account").status == 200)
        #expect(try await there.get("/account").status == 303)
        _ = try await practice.signIn("kim@example.com", password: Self.other)
    }

    @Test("another address is asked for with the password, and counts once it is proved")
    func email() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("kim@example.com")
        let browser = try await Self.signedIn(practice)
        _ = try await browser.get("/account/email")
        let taken = try await browser.send(
            "/account/email", [("email", "boss@example.com"), ("current_password", Practice.password)])
        #expect(taken.status == 409 && taken.text.contains(#"value="boss@example.com""#), "\(taken)")
        let asked = try await browser.send(
            "/account/email", [("email", "new@example.com"), ("current_password", Practice.password)])
        #expect(asked.header("Location") == "/account/security?done=email_asked", "\(asked)")
        #expect(try await browser.get("/account/security").text.contains("kim@example.com is the address"))
        try await practice.work()
        let token = try practice.linkToken(to: "new@example.com")
        #expect(try await practice.visitor.submit("/verify-email", "token=\(token)").status == 200)
        #expect(try await browser.get("/account/security").text.contains("new@example.com is the address"))
    }

    @Test("all of it is in German for Germans")
    func german() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("kim@example.com", ["locale": "de"])
        let browser = try await Self.signedIn(practice)
        for (path, words) in [
            ("/account", "Name im Gespräch"), ("/account/security", "Wo Sie angemeldet sind"),
            ("/account/password", "Jetziges Passwort"), ("/account/email", "Neue E-Mail-Adresse"),
        ] {
            let page = try await browser.get(path)
            #expect(page.status == 200 && page.text.contains("<html lang=\"de\">"), "\(path): \(page)")
            #expect(page.text.contains(words) && !page.text.contains("page."), "\(path): \(page)")
        }
    }
}
