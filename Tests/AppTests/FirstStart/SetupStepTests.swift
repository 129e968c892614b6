import App
import Foundation
import Testing
import Wire

@Suite("Steps of the set-up")
struct SetupStepTests {
    @Test("what cannot be saved is told at its field with what was typed, and the step stays open")
    func refused() async throws {
        let new = try await NewPractice()
        let browser = new.browser
        let long = String(repeating: "a", count: 101)
        let page = try await browser.send("/setup/practice", [("name", long), ("time_zone", "Mars/Olympus")])
        #expect(page.status == 422 && page.text.contains("<title>Error: Five minutes"), "\(page)")
        for field in ["name", "time_zone"] { #expect(page.text.contains("id=\"\(field)-error\""), "\(page)") }
        #expect(page.text.contains("value=\"\(long)\"") && page.text.contains("0 of 7"), "\(page)")
        let empty = try await browser.send("/setup/practice", [("name", " "), ("time_zone", "UTC")])
        #expect(empty.status == 422 && empty.text.contains("id=\"name-error\""), "\(empty)")
        #expect(try await new.practice.numbers("SELECT COUNT(*) FROM branding") == [0])
        let service = try await browser.send("/setup/service", [("title", ""), ("duration", "7"), ("amount", "1")])
        #expect(service.status == 422 && service.text.contains("id=\"title-error\""), "\(service)")
        let odd = try await browser.send("/setup/service", [("title", "A"), ("duration", "7"), ("amount", "x")])
        for field in ["duration", "amount"] { #expect(odd.text.contains("id=\"\(field)-error\""), "\(odd)") }
        #expect(try await browser.get("/setup").text.contains("0 of 7 steps are done."))
    }

    /// A week as it is typed, and the fields that are wrong.
    struct Week: Sendable {
        let days: [String]
        var from = "09:00"
        var to = "17:00"
        var breakFrom = ""
        var breakTo = ""
        var wrong: [String] = []
    }

    @Test(
        "a week needs days, times, and its break within the hours",
        arguments: [
            Week(days: [], wrong: ["days"]),
            Week(days: ["1"], from: "25:00", to: "", wrong: ["hours.from", "hours.to"]),
            Week(days: ["1"], from: "09:02", wrong: ["hours.from"]),
            Week(days: ["1"], breakFrom: "12:00", wrong: ["break.to"]),
            Week(days: ["1"], breakFrom: "08:00", breakTo: "10:00", wrong: ["break.from"]),
            Week(days: ["1"], breakFrom: "16:00", breakTo: "17:00", wrong: ["break.from"]),
            Week(days: ["1", "2"], to: "08:00"),
        ])
    func week(week: Week) async throws {
        let browser = try await NewPractice().browser
        let times = [
            ("hours.from", week.from), ("hours.to", week.to), ("break.from", week.breakFrom),
            ("break.to", week.breakTo),
        ]
        let answer = try await browser.send("/setup/hours", week.days.map { ("days", $0) } + times)
        #expect(answer.status == (week.wrong.isEmpty ? 303 : 422), "\(answer)")
        for field in ["days"] + times.map(\.0) {
            let isWrong = answer.text.contains("id=\"\(field)-error\"")
            #expect(isWrong == week.wrong.contains(field), "\(field): \(answer)")
        }
    }

    @Test("one's own account asks for the printed password, another address than somebody else's, and a good password")
    func account() async throws {
        let new = try await NewPractice()
        let wrong = try await new.browser.send(
            "/setup/account",
            [("email", "ada@example.com"), ("current_password", "not this"), ("password", NewPractice.wanted)])
        #expect(wrong.status == 401 && wrong.text.contains("That is not your present password."), "\(wrong)")
        #expect(wrong.text.contains("value=\"ada@example.com\"") && !wrong.text.contains(NewPractice.wanted))
        let short = try await new.browser.send(
            "/setup/account", [("email", "ada"), ("current_password", new.password), ("password", "short")])
        #expect(short.status == 422, "\(short)")
        for field in ["email", "password"] { #expect(short.text.contains("id=\"\(field)-error\""), "\(short)") }
        _ = try await new.practice.register("ada@example.com")
        #expect(try await new.own().status == 409)
        let likeOwn = try await new.browser.send(
            "/setup/account",
            [("email", "longaddress@example.com"), ("current_password", new.password), ("password", "longaddress")])
        #expect(likeOwn.status == 422 && likeOwn.text.contains("id=\"password-error\""), "\(likeOwn)")
        #expect(try await new.lets(in: "admin@localhost", new.password), "nothing has changed")
    }

    @Test("what became of the test mail is told: that there is no address yet, that it waits, fails, is given up")
    func mail() async throws {
        let new = try await NewPractice()
        let (practice, browser) = (new.practice, new.browser)
        let before = try await browser.get("/setup?step=mail")
        #expect(before.text.contains("first give your own address"), "\(before)")
        #expect(!before.text.contains("/setup/mail"), "\(before)")
        #expect(before.text.contains("SMTP_URL=smtps://USER:PASSWORD@mail.example.org"), "the lines to copy: \(before)")
        #expect(try await browser.send("/setup/mail").status == 422, "no mail reaches anybody")
        _ = try await new.own()
        practice.letters.fail(SMTPError.passing(code: 451, text: "come later"))
        #expect(try await browser.send("/setup/mail").header("Location") == "/setup?step=mail&done=sent")
        let waits = try await browser.get("/setup?step=mail&done=sent")
        #expect(waits.text.contains("The mail to ada@example.com waits to be sent."), "\(waits)")
        try await practice.work()
        let tried = try await browser.get("/setup?step=mail")
        #expect(tried.text.contains("is tried again: ") && tried.text.contains("come later"), "\(tried)")
        practice.letters.fail(SMTPError.permanent(code: 550, text: "no such box"))
        _ = try await browser.send("/setup/mail")
        try await practice.work()
        let parked = try await browser.get("/setup?step=mail")
        #expect(parked.text.contains("could not be sent: ") && parked.text.contains("no such box"), "\(parked)")
        practice.letters.fail(nil)
        _ = try await browser.send("/setup/mail")
        try await practice.work()
        let sent = try await browser.get("/setup?step=mail")
        #expect(sent.text.contains("The mail to ada@example.com was sent."), "\(sent)")
        #expect(sent.text.contains("1 of 7"), "sent is not arrived: \(sent)")
        #expect(try await browser.send("/setup", [("step", "mail")]).header("Location") == "/setup?step=meetings")
    }

    @Test("whoever named an address proves that one, or wishes for another, of which the named one is told")
    func namedAddress() async throws {
        for wished in ["boss@example.com", "ada@example.com"] {
            let practice = try await Practice.openEmpty()
            let admin = try #require(try await practice.app.firstStart.run(email: "boss@example.com", password: nil))
            let password = try #require(admin.password)
            let browser = PageBrowser(practice)
            try await browser.signIn(admin.email, password)
            let page = try await browser.get("/setup")
            #expect(page.text.contains("value=\"boss@example.com\""), "\(page)")
            let own = [("email", wished), ("current_password", password), ("password", NewPractice.wanted)]
            #expect(try await browser.send("/setup/account", own).status == 303)
            #expect(try await browser.send("/setup/mail").header("Location") == "/setup?step=mail&done=sent")
            try await practice.work()
            let token = try practice.linkToken(to: wished)
            #expect(try await practice.visitor.submit("/verify-email", "token=\(token)").status == 200)
            let proved = try await browser.get("/setup?step=mail")
            #expect(proved.text.contains("\(wished) is proved: mails arrive."), "\(proved)")
            let told = practice.letters.letters(to: "boss@example.com").count
            #expect(told == 1, "the proof, or the notice that there is to be another")
        }
    }

    @Test("test mails are few an hour, and the step says so")
    func tooMany() async throws {
        let new = try await NewPractice()
        _ = try await new.own()
        for _ in 1...5 { #expect(try await new.browser.send("/setup/mail").status == 303) }
        let refused = try await new.browser.send("/setup/mail")
        #expect(refused.status == 429 && refused.text.contains("Step 5 of 7"), "\(refused)")
    }

    @Test("meetings and payment are told as they are set, with the lines to copy, and nobody is asked over the network")
    func settings() async throws {
        let browser = try await NewPractice().browser
        let page = try await browser.get("/setup?step=meetings")
        for text in [
            "Meetings at meet.jit.si, no payment in advance", "JITSI_APP_ID=", "STRIPE_SECRET_KEY=", "data-copy",
        ] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
    }

    @Test("what is set at the practice's own pages counts as done, and stays so where it is taken back")
    func elsewhere() async throws {
        let browser = try await NewPractice().browser
        let texts = ["imprint", "privacy", "terms"]
        for text in texts {
            let way = "/practice/branding/law/\(text)"
            #expect(try await browser.get("/setup?step=texts").text.contains("href=\"\(way)?next=/setup?step=texts\""))
            let form = try await browser.get("\(way)?next=/setup?step=texts")
            #expect(form.text.contains("action=\"\(way)?next=/setup?step=texts\""), "\(form)")
            let sent = [("\(text).url", "https://example.com/\(text)")]
            let saved = try await browser.send("\(way)?next=/setup?step=texts", sent)
            #expect(saved.header("Location") == "/setup?step=texts", "\(saved)")
        }
        #expect(try await browser.get("/setup").text.contains("1 of 7 steps are done."))
        for text in texts {
            let gone = try await browser.send("/practice/branding/law/\(text)", [("\(text).url", "")])
            #expect(gone.header("Location") == "/practice/branding?done=text", "\(gone)")
        }
        let then = try await browser.get("/setup?step=texts")
        #expect(then.text.contains("Still missing: Imprint, Privacy, Terms"), "\(then)")
        #expect(then.text.contains("1 of 7 steps are done."), "\(then)")
        let astray = "/practice/branding/law/imprint?next=//elsewhere.example"
        let led = try await browser.send(astray, [("imprint.url", "")])
        #expect(led.header("Location") == "/practice/branding?done=text", "to no other site: \(led)")
    }

    @Test("the practice's own pages lead back to the step from which one came, also after something was wrong")
    func back() async throws {
        let browser = try await NewPractice().browser
        let service = try await browser.get("/setup?step=service")
        let edit = try #require(service.text.firstMatch(of: /href="(\/practice\/services\/[0-9]+\?next=[^"]+)"/)).1
        for (step, path) in [
            ("practice", "/practice/branding?next=/setup?step=practice"),
            ("hours", "/practice/hours?next=/setup?step=hours"), ("service", String(edit)),
        ] {
            let page = try await browser.get("/setup?step=\(step)")
            #expect(page.text.contains("href=\"\(path)\""), "\(step): \(page)")
            let there = try await browser.get(path)
            #expect(there.text.contains("action=\"\(path)\""), "\(step): \(there)")
        }
        let host = try await browser.get("/practice/hours").text.firstMatch(of: /name="host" value="([0-9]+)"/)?.1
        let day = [("weekly[0].weekday", "3"), ("weekly[0].from", "09:00")]
        let hours = [("host", String(host ?? "")), ("time_zone", "UTC")] + day
        let path = "/practice/hours?next=/setup?step=hours"
        let wrong = try await browser.send(path, hours + [("weekly[0].to", "25:00")])
        #expect(wrong.status == 422 && wrong.text.contains("action=\"\(path)\""), "\(wrong)")
        let saved = try await browser.send(path, hours + [("weekly[0].to", "12:00")])
        #expect(saved.header("Location") == "/setup?step=hours", "\(saved)")
        #expect(try await browser.get("/setup?step=hours").text.contains("1 of 7 steps are done."))
    }
}
