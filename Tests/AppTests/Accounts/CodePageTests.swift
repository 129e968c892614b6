import App
import Foundation
import Testing

@Suite("Signing in by a code on pages")
struct CodePageTests {
    private static let email = "ann@example.com"

    /// What a page carries on unseen under a name.
    private static func hidden(_ name: String, in page: Answer) throws -> String {
        let pattern = try Regex("name=\"\(name)\" value=\"([^\"]*)\"")
        return String(try #require(page.text.firstMatch(of: pattern)?.output[1].substring))
    }

    /// Asks for a code by the page, and returns the page on which it is typed.
    private static func ask(_ browser: PageBrowser, _ fields: [(String, String)] = []) async throws -> Answer {
        _ = try await browser.get("/login/code")
        return try await browser.send("/login/code", [("email", email)] + fields)
    }

    private static func type(
        _ code: String, on page: Answer, in browser: PageBrowser, _ fields: [(String, String)] = []
    ) async throws -> Answer {
        let carried = [("request", try hidden("request", in: page)), ("email", email)]
        return try await browser.send("/login/code/verify", carried + [("code", code)] + fields)
    }

    @Test("whoever types the digits of the mail is signed in, without an account or a password beforehand")
    func signIn() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        let login = try await browser.get("/login")
        #expect(login.text.contains(#"formaction="/login/code">Send me a code instead</button>"#), "\(login)")
        let page = try await browser.send("/login/code", [("email", Self.email), ("password", ""), ("next", "")])
        #expect(page.status == 200 && page.text.contains("We have sent six digits to ann@example.com."), "\(page)")
        #expect(page.header("Cache-Control") == "no-store")
        for part in [#"autocomplete="one-time-code""#, #"inputmode="numeric""#, #"<details class="more">"#] {
            #expect(page.text.contains(part), "\(part)")
        }
        let code = try await practice.code(to: Self.email)
        #expect(!page.text.contains(code))
        let answer = try await Self.type(code, on: page, in: browser)
        #expect(answer.status == 303 && answer.header("Location") == "/account", "\(answer)")
        #expect(try await browser.get("/account").text.contains(Self.email))
        #expect(try await Self.type(code, on: page, in: browser).status == 422)
    }

    @Test("the way that was asked for before is gone on with, and no other site's")
    func next() async throws {
        let practice = try await Practice.open()
        for (wish, goal) in [
            ("/bookings?when=past", "/bookings?when=past"), ("https://evil.example", "/account"),
            ("//evil.example", "/account"), ("/login/code", "/account"), ("/login/code/verify", "/account"),
        ] {
            let browser = PageBrowser(practice)
            let page = try await Self.ask(browser, [("next", wish)])
            #expect(page.text.contains(#"name="next""#) == (wish == goal), "\(wish)")
            let code = try await practice.code(to: Self.email)
            let answer = try await Self.type(code, on: page, in: browser, [("next", wish)])
            #expect(answer.header("Location") == goal, "\(wish)")
        }
    }

    @Test("wrong digits are told at the field with the tries that are left; then a new code is offered")
    func wrong() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        let page = try await Self.ask(browser)
        let code = try await practice.code(to: Self.email)
        let other = code == "000000" ? "111111" : "000000"
        for left in [4, 3, 2, 1] {
            let told = try await Self.type(other, on: page, in: browser)
            let sentence = "The code in our mail has other digits. Tries that are left: \(left)."
            #expect(told.status == 401 && told.text.contains(##"<a href="#code">\##(sentence)</a>"##), "\(told)")
            #expect(told.text.contains("<title>Error: Type the code") && told.text.contains(#"role="alert""#))
            #expect(try Self.hidden("request", in: told) == Self.hidden("request", in: page))
            #expect(!told.text.contains(other))
        }
        let empty = try await Self.type("12", on: page, in: browser)
        #expect(empty.status == 422 && empty.text.contains("The code has six digits, for example 123456."), "\(empty)")
        let over = try await Self.type(other, on: page, in: browser)
        #expect(over.status == 422 && over.text.contains(#"<details class="more" open>"#), "\(over)")
        let again = try await browser.send("/login/code", [("email", Self.email)])
        #expect(try Self.hidden("request", in: again) != Self.hidden("request", in: page))
        let fresh = try await practice.code(to: Self.email)
        #expect(try await Self.type(fresh, on: again, in: browser).status == 303)
    }

    @Test("the address can be mended before the code is typed; what is none is told, with what was typed")
    func mend() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        _ = try await browser.get("/login")
        let typo = try await browser.send("/login/code", [("email", "an@example.com")])
        #expect(
            typo.text.contains(#"id="email" name="email" type="email" autocomplete="email" value="an@example.com""#))
        let mended = try await browser.send("/login/code", [("email", Self.email)])
        #expect(mended.text.contains("six digits to ann@example.com"))
        try await practice.work()
        #expect(practice.letters.all.map(\.to.address).sorted() == ["an@example.com", "ann@example.com"])
        let wrong = try await browser.send("/login/code", [("email", "<b>{{email}}")])
        #expect(wrong.status == 422 && wrong.text.contains("&lt;b&gt;{{email}}"), "\(wrong)")
        let hostile = [("request", "\"><b>"), ("email", "{{request}}<b>"), ("code", "123456"), ("next", "\"")]
        let told = try await browser.send("/login/code/verify", hostile)
        #expect(told.status == 422 && !told.text.contains("<b>") && told.text.contains("{{request}}&lt;b&gt;"))
    }

    @Test("page and mail speak the reader's language, and a new account is given it, and the zone that was found")
    func words() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice.visitor.with("Accept-Language", "de"))
        _ = try await browser.get("/book/consultation?time_zone=Asia/Tokyo&found=1")
        let page = try await Self.ask(browser)
        #expect(page.text.contains("<h1>Geben Sie den Code ein</h1>") && page.text.contains(#"<html lang="de""#))
        let code = try await practice.code(to: Self.email)
        #expect(practice.letters.all.last?.subject == "\(code) ist Ihr Code")
        let told = try await Self.type(code == "000000" ? "1" : "000000", on: page, in: browser)
        #expect(told.text.contains("Verbleibende Versuche: 4."), "\(told)")
        #expect(try await Self.type(code, on: page, in: browser).status == 303)
        let user = try await practice.signInByCode(Self.email).object("user")
        #expect(try user.text("locale") == "de" && user.text("time_zone") == "Asia/Tokyo")
    }

    @Test("an account without a password sets its first one, and signs in once more where that was too long ago")
    func firstPassword() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        let page = try await Self.ask(browser)
        _ = try await Self.type(try await practice.code(to: Self.email), on: page, in: browser)
        #expect(try await browser.get("/account/security").text.contains("Set a password"))
        practice.clock.move(seconds: 301)
        let late = try await browser.get("/account/password")
        #expect(late.text.contains(#"href="/login/code?next=/account/password""#), "\(late)")
        let refused = try await browser.send("/account/password", [("password", "my very first password")])
        #expect(refused.status == 403 && refused.text.contains("<h1>Sign in once more</h1>"), "\(refused)")
        let again = try await browser.get("/login/code?next=/account/password")
        #expect(again.text.contains(#"value="ann@example.com""#) && again.text.contains(#"value="/account/password""#))
        let asked = try await browser.send("/login/code", [("email", Self.email), ("next", "/account/password")])
        let code = try await practice.code(to: Self.email)
        let back = try await Self.type(code, on: asked, in: browser, [("next", "/account/password")])
        #expect(back.header("Location") == "/account/password")
        let form = try await browser.get("/account/password")
        #expect(form.text.contains("<h1>Set a password</h1>") && !form.text.contains("current_password"), "\(form)")
        let set = try await browser.send("/account/password", [("password", "my very first password")])
        #expect(set.header("Location") == "/account/security?done=password", "\(set)")
        #expect(try await browser.get("/account/password").text.contains("current_password"))
        _ = try await practice.signIn(Self.email, password: "my very first password")
    }

    @Test("pages offer the ways that the settings allow")
    func ways() async throws {
        let practice = try await Practice.open()
        func login(_ clients: Set<LoginWays.Way>, _ staff: Set<LoginWays.Way>) async throws -> (Answer, Answer) {
            let server = try await practice.anotherServer { settings in
                (settings.loginWays.clients, settings.loginWays.staff) = (clients, staff)
            }
            let browser = PageBrowser(practice.visitor.on(server))
            return (try await browser.get("/login"), try await browser.get("/login/code"))
        }
        let (onlyPassword, noCode) = try await login([.password], [.password])
        #expect(!onlyPassword.text.contains("formaction") && onlyPassword.text.contains(#"type="password""#))
        #expect(noCode.status == 303 && noCode.header("Location") == "/login")
        let (onlyCode, code) = try await login([.code], [.code])
        #expect(!onlyCode.text.contains(#"type="password""#) && !onlyCode.text.contains("/forgot-password"))
        #expect(onlyCode.text.contains(#"action="/login/code""#) && code.status == 200)
        let (both, _) = try await login([.code], [.password])
        #expect(both.text.contains("formaction") && both.text.contains(#"type="password""#))
    }
}
