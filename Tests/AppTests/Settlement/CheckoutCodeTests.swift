import App
import Foundation
import Testing

@Suite("Booking by pages without an account")
struct CheckoutCodeTests {
    private static let path = "/book/consultation/you"

    /// What a page carries on unseen under a name.
    private static func hidden(_ name: String, in page: Answer) throws -> String {
        let pattern = try Regex("name=\"\(name)\" value=\"([^\"]*)\"")
        return String(try #require(page.text.firstMatch(of: pattern)?.output[1].substring))
    }

    private static func fields(_ email: String = "kim@example.com") -> [(String, String)] {
        [("at", jan("06T10:00")), ("way", "code"), ("first_name", "Kim"), ("last_name", ""), ("email", email)]
    }

    /// Types a code on the page that asks for it.
    private static func type(_ code: String, on page: Answer, in browser: PageBrowser, notes: String = "")
        async throws -> Answer
    {
        let request = ("request", try hidden("request", in: page))
        return try await browser.send("\(path)/code", fields() + [request, ("code", code), ("notes", notes)])
    }

    @Test(
        "name, address and six digits of a mail are all that is needed; the slip stays, and wrong digits are told"
    )
    func wholeWay() async throws {
        let practice = try await Practice.open()
        let kim = PageBrowser(practice)
        let you = try await kim.get(CheckoutPageTests.you)
        #expect(you.text.contains("Send me the code") && !you.text.contains(#"type="password""#), "\(you)")
        #expect(you.text.contains("way=known") && you.text.contains("way=new"))
        let unnamed = try await kim.send(
            Self.path, [("at", jan("06T10:00")), ("way", "code"), ("email", "kim")])
        #expect(unnamed.status == 422 && unnamed.text.contains(##"href="#first_name""##), "\(unnamed)")
        let page = try await kim.send(Self.path, Self.fields())
        #expect(page.status == 200 && page.text.contains("We have sent six digits to kim@example.com."), "\(page)")
        #expect(page.text.contains("10:00</time> – 11:00") && page.text.contains(#"autocomplete="one-time-code""#))
        let code = try await practice.code(to: "kim@example.com")
        let other = code == "000000" ? "111111" : "000000"
        let wrong = try await Self.type(other, on: page, in: kim)
        #expect(wrong.status >= 400 && wrong.text.contains(##"<a href="#code">"##), "\(wrong)")
        #expect(wrong.text.contains("10:00</time> – 11:00") && wrong.text.contains(#"name="first_name" value="Kim""#))
        let right = try await Self.type(code, on: page, in: kim)
        #expect(right.header("Location") == CheckoutPageTests.confirm, "\(right)")
        let look = try await kim.get(CheckoutPageTests.confirm)
        #expect(look.text.contains("kim@example.com") && look.text.contains("Kim"))
        let id = try await kim.mustBook(look)
        #expect(try await practice.texts("SELECT first_name FROM users WHERE email = 'kim@example.com'") == ["Kim"])
        #expect(try await practice.texts("SELECT status FROM bookings WHERE id = \(id)") == ["scheduled"])
    }

    @Test("a note goes along to the digits and is there again after them")
    func note() async throws {
        let practice = try await Practice.open()
        let kim = PageBrowser(practice)
        _ = try await kim.get(CheckoutPageTests.you)
        let page = try await kim.send(Self.path, Self.fields() + [("notes", "My <knee>")])
        #expect(page.text.contains(#"name="notes" value="My &lt;knee&gt;""#), "\(page)")
        let code = try await practice.code(to: "kim@example.com")
        let look = try await Self.type(code, on: page, in: kim, notes: "My <knee>")
        #expect(look.status == 200 && look.text.contains("My &lt;knee&gt;</textarea>"), "\(look)")
        _ = try await kim.mustBook(look, notes: "My <knee>")
    }

    @Test("an address that was mistyped is mended on the page of the digits, and name and note stay")
    func mended() async throws {
        let practice = try await Practice.open()
        let kim = PageBrowser(practice)
        _ = try await kim.get(CheckoutPageTests.you)
        _ = try await kim.send(Self.path, Self.fields("kin@example.com") + [("notes", "My knee")])
        let page = try await kim.send(Self.path, Self.fields() + [("notes", "My knee")])
        #expect(page.text.contains("six digits to kim@example.com"), "\(page)")
        #expect(page.text.contains(#"name="first_name" value="Kim""#) && page.text.contains(#"value="My knee""#))
        let code = try await practice.code(to: "kim@example.com")
        let look = try await Self.type(code, on: page, in: kim, notes: "My knee")
        #expect(look.status == 200 && look.text.contains("My knee</textarea>"), "\(look)")
        #expect(try await practice.numbers("SELECT COUNT(*) FROM users WHERE email = 'kin@example.com'") == [0])
    }

    @Test("whoever has an account with a proved address comes in by a code too, under the name that it has")
    func owner() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("kim@example.com", ["first_name": "Kimberly"])
        let kim = PageBrowser(practice)
        _ = try await kim.get(CheckoutPageTests.you)
        let page = try await kim.send(Self.path, Self.fields())
        let right = try await Self.type(try await practice.code(to: "kim@example.com"), on: page, in: kim)
        #expect(right.header("Location") == CheckoutPageTests.confirm, "\(right)")
        #expect(try await kim.get(CheckoutPageTests.confirm).text.contains("Kimberly"))
        #expect(try await practice.signIn("kim@example.com").token != nil, "the password is what it was")
    }

    @Test("where bookings want a proved address, the code is the proof")
    func proof() async throws {
        let practice = try await Practice.open { $0.bookingNeedsProof = true }
        let kim = PageBrowser(practice)
        _ = try await kim.get(CheckoutPageTests.you)
        let page = try await kim.send(Self.path, Self.fields())
        _ = try await Self.type(try await practice.code(to: "kim@example.com"), on: page, in: kim)
        let id = try await kim.mustBook(try await kim.get(CheckoutPageTests.confirm))
        #expect(try await practice.texts("SELECT status FROM bookings WHERE id = \(id)") == ["scheduled"])
    }

    @Test("a second factor is asked after the code, and leads on to the last look")
    func secondFactor() async throws {
        let practice = try await Practice.open()
        let (app, _) = try await practice.setSecondFactor(of: try await practice.register("kim@example.com"))
        practice.clock.move(seconds: 60)
        let kim = PageBrowser(practice)
        _ = try await kim.get(CheckoutPageTests.you)
        let page = try await kim.send(Self.path, Self.fields())
        let asked = try await Self.type(try await practice.code(to: "kim@example.com"), on: page, in: kim)
        let step = try #require(asked.header("Location"), "\(asked)")
        #expect(asked.status == 303 && step.hasPrefix("/login/totp?next="), "\(step)")
        #expect(try await kim.get("/account").status == 303, "nobody is signed in yet")
        _ = try await kim.get(step)
        let typed = [("code", app.code(at: practice.clock.now)), ("next", CheckoutPageTests.confirm)]
        let right = try await kim.send("/login/totp", typed)
        #expect(right.header("Location") == CheckoutPageTests.confirm, "\(right)")
        #expect(try await kim.get(CheckoutPageTests.confirm).text.contains("Book this time"))
    }

    @Test("only the ways that the practice allows are offered")
    func ways() async throws {
        for (clients, staff, first) in [
            (Set([LoginWays.Way.password]), Set([LoginWays.Way.password]), #"type="password""#),
            ([.code], [.password], "Send me the code"), ([.code], [.code], "Send me the code"),
        ] {
            let practice = try await Practice.openEmpty { settings in
                (settings.loginWays.clients, settings.loginWays.staff) = (clients, staff)
                settings.standardZone = "UTC"
            }
            _ = try await practice.app.firstStart.run(email: "boss@example.com", password: nil)
            let page = try await PageBrowser(practice).get(CheckoutPageTests.you)
            #expect(page.text.contains(first), "\(page)")
            #expect(page.text.contains("way=known") == (clients.contains(.password) || staff.contains(.password)))
            #expect(page.text.contains("Choose a password instead") == (clients == [.code, .password]))
        }
    }
}
