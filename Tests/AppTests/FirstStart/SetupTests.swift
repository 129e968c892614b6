import App
import Foundation
import Testing

/// A practice as `bin/run` makes it on an empty folder, and its admin, signed in with what was printed.
struct NewPractice {
    let practice: Practice
    let browser: PageBrowser
    let password: String

    static let wanted = "a password of her own"

    init(_ change: (inout Settings) throws -> Void = { _ in }) async throws {
        practice = try await Practice.openEmpty {
            $0.standardZone = "UTC"
            try change(&$0)
        }
        let admin = try #require(try await practice.app.firstStart.run(email: nil, password: nil))
        #expect(admin.email == "admin@localhost" && admin.isLed)
        password = try #require(admin.password)
        browser = PageBrowser(practice)
        let signedIn = try await browser.signIn(admin.email, password)
        #expect(signedIn.header("Location") == "/practice", "\(signedIn)")
        _ = try await browser.get("/setup")
    }

    /// Saves the first step.
    func own(_ email: String = "ada@example.com") async throws -> Answer {
        try await browser.send(
            "/setup/account",
            [("email", email), ("current_password", password), ("password", Self.wanted)])
    }

    /// Whether somebody signs in so.
    func lets(in email: String, _ password: String) async throws -> Bool {
        try await PageBrowser(practice).signIn(email, password).status == 303
    }

    /// Uses the link of the latest mail that asks for a proof of an address.
    func prove(_ email: String) async throws {
        try await practice.work()
        let token = try practice.linkToken(to: email)
        let proved = try await practice.visitor.submit("/verify-email", "token=\(token)")
        #expect(proved.status == 200, "\(proved)")
    }
}

@Suite("The set-up of a new practice")
struct SetupTests {
    @Test("a new admin is led from step to step, each of which says what is set, and is at the public page in the end")
    func whole() async throws {
        let new = try await NewPractice()
        let (practice, browser) = (new.practice, new.browser)
        let first = try await browser.get("/practice")
        #expect(first.status == 303 && first.header("Location") == "/setup", "\(first)")
        let page = try await browser.get("/setup")
        for text in ["0 of 7 steps are done.", "Step 1 of 7", "You sign in as admin@localhost."] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
        func leads(_ answer: Answer, _ path: String) { #expect(answer.header("Location") == path, "\(answer)") }

        leads(try await new.own(), "/setup?step=practice&done=saved")
        let named = try await browser.send("/setup/practice", [("name", "Lindenhof"), ("time_zone", "Asia/Tokyo")])
        leads(named, "/setup?step=hours&done=saved")
        let week = [("days", "2"), ("days", "4"), ("hours.from", "10:00"), ("hours.to", "18:00")]
        let pause = [("break.from", "13:00"), ("break.to", "14:00")]
        leads(try await browser.send("/setup/hours", week + pause), "/setup?step=service&done=saved")
        let service = [("title", "First talk"), ("duration", "50"), ("amount", "€ 85.50")]
        leads(try await browser.send("/setup/service", service), "/setup?step=mail&done=saved")
        let so = try await browser.get("/setup?step=mail&done=saved")
        for text in [
            "Saved.", "4 of 7 steps are done.", "Lindenhof, Tokyo time", "14 hours a week, Tokyo time",
            "First talk, 50 minutes, ", "85.50", "Nothing was sent yet.", "It goes to ada@example.com",
        ] {
            #expect(so.text.contains(text), "\(text): \(so)")
        }
        leads(try await browser.send("/setup/mail"), "/setup?step=mail&done=sent")
        try await new.prove("ada@example.com")
        let proved = try await browser.get("/setup?step=mail")
        #expect(proved.text.contains("ada@example.com is proved: mails arrive."), "\(proved)")
        #expect(proved.text.contains("5 of 7 steps are done.") && !proved.text.contains("/setup/mail"), "\(proved)")
        leads(try await browser.send("/setup", [("step", "meetings")]), "/setup?step=texts")
        leads(try await browser.send("/setup", [("step", "texts")]), "/setup")

        #expect(try await practice.numbers("SELECT COUNT(*) FROM setup_steps") == [0])
        let end = try await browser.get("/setup")
        for text in ["Clients can book.", "<code>https://practice.example</code>", "data-copy"] {
            #expect(end.text.contains(text), "\(text): \(end)")
        }
        let day = try await browser.get("/practice")
        #expect(day.status == 200 && !day.text.contains("Set-up:"), "it never comes back: \(day)")
    }

    @Test("each form saves what the practice's own pages and the API show then")
    func saved() async throws {
        let new = try await NewPractice()
        let (practice, browser) = (new.practice, new.browser)
        _ = try await browser.send("/setup/practice", [("name", "Lindenhof"), ("time_zone", "Asia/Tokyo")])
        #expect(try await practice.texts("SELECT name FROM branding") == ["Lindenhof"])
        #expect(try await practice.texts("SELECT time_zone FROM branding") == ["Asia/Tokyo"])
        #expect(try await practice.texts("SELECT time_zone FROM users") == ["Asia/Tokyo"])
        #expect(try await practice.texts("SELECT time_zone FROM calendars") == ["Asia/Tokyo"], "hours are in it too")
        let night = [("days", "7"), ("hours.from", "22:00"), ("hours.to", "02:00")]
        _ = try await browser.send("/setup/hours", night + [("break.from", ""), ("break.to", "")])
        #expect(try await practice.numbers("SELECT weekday FROM working_hours") == [7])
        #expect(try await practice.numbers("SELECT from_minute FROM working_hours") == [22 * 60])
        #expect(try await practice.numbers("SELECT to_minute FROM working_hours") == [2 * 60])
        _ = try await browser.send("/setup/service", [("title", "Talk"), ("duration", "25"), ("amount", "")])
        let known = try #require(try await practice.visitor.get("/api/services").array("services").first)
        #expect(try known.text("title") == "Talk" && known.int("duration") == 25 && known.int("slot_step") == 25)
        let done = try await browser.get("/setup?step=hours")
        #expect(done.text.contains("3 of 7"), "\(done)")
        #expect(done.text.contains("value=\"22:00\""), "it can be changed again: \(done)")
    }

    @Test("the printed address signs in until the wished one is proved; a password of one's own counts at once")
    func ownAccount() async throws {
        let new = try await NewPractice()
        #expect(try await new.own().status == 303)
        #expect(try await new.practice.numbers("SELECT COUNT(*) FROM mails") == [0], "a later step sends it")
        #expect(try await new.browser.get("/setup").status == 200, "this session goes on")
        #expect(try await !new.lets(in: "admin@localhost", new.password))
        #expect(try await new.lets(in: "admin@localhost", NewPractice.wanted))
        #expect(try await !new.lets(in: "ada@example.com", NewPractice.wanted))
        let page = try await new.browser.get("/setup?step=account")
        let wished = "ada@example.com is noted, and not proved yet; until then you sign in as admin@localhost."
        #expect(page.text.contains(wished) && !page.text.contains("action=\"/setup/account\""), "\(page)")
        _ = try await new.browser.send("/setup/mail")
        try await new.prove("ada@example.com")
        #expect(try await new.lets(in: "ada@example.com", NewPractice.wanted))
        #expect(try await !new.lets(in: "admin@localhost", NewPractice.wanted))
        #expect(new.practice.letters.letters(to: "admin@localhost").isEmpty, "no mail reaches it")
    }

    @Test("it can be left: the day then tells how far it has come, in the reader's language, and leads back")
    func left() async throws {
        let browser = try await NewPractice().browser
        #expect(try await browser.send("/setup", [("step", "meetings")]).status == 303)
        #expect(try await browser.get("/practice").header("Location") == "/setup", "a step is no leaving")
        let left = try await browser.send("/setup", [("step", "later")])
        #expect(left.status == 303 && left.header("Location") == "/practice", "\(left)")
        let day = try await browser.get("/practice")
        #expect(day.status == 200 && day.text.contains(#"<a href="/setup">Set-up: 1 of 7</a>"#), "\(day)")
        #expect(try await browser.get("/setup").text.contains("1 of 7 steps are done."))
        let again = try await browser.send("/setup", [("step", "meetings")])
        #expect(again.status == 303, "pressed twice, it is done once")
        #expect(try await browser.get("/practice").text.contains("Set-up: 1 of 7"))
        for step in ["other", "hours"] {
            #expect(try await browser.send("/setup", [("step", step)]).status == 404, "\(step) is done by its form")
        }
        let german = try await browser.get("/setup", ["Accept-Language": "de"])
        #expect(german.text.contains("Schritt 1 von 7") && german.text.contains("Erledigt"), "\(german)")
    }

    @Test("whoever named address and password for the first admin is not led to it, and nobody of an older practice")
    func skipped() async throws {
        let practice = try await Practice.open()
        #expect(try await practice.numbers("SELECT COUNT(*) FROM setup_steps") == [0])
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let day = try await browser.get("/practice")
        #expect(day.status == 200 && !day.text.contains("Set-up:"), "\(day)")
        #expect(try await browser.get("/setup").text.contains("Clients can book."))
    }

    @Test("an admin who signs in by mail has named their own address already, and with the first code has proved it")
    func byMail() async throws {
        let practice = try await Practice.openEmpty { $0.loginWays.staff = [.code] }
        let admin = try await practice.app.firstStart.run(email: "boss@example.com", password: nil)
        #expect(admin?.isLed == true)
        let steps = try await practice.texts("SELECT step FROM setup_steps ORDER BY step")
        #expect(steps == ["hours", "mail", "meetings", "practice", "service", "texts", "welcome"])
    }
}
