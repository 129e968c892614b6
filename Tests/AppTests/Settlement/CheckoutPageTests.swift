import App
import Foundation
import Testing

@Suite("Booking by pages")
struct CheckoutPageTests {
    static let you = "/book/consultation/you?at=\(jan("06T10:00"))"
    static let confirm = "/book/consultation/confirm?at=\(jan("06T10:00"))"

    @Test("somebody new chooses a time, says who they are, looks once more and has it")
    func wholeWay() async throws {
        let practice = try await Practice.open { $0.standardZone = "UTC" }
        let kim = PageBrowser(practice)
        #expect(try await kim.get(Self.confirm).header("Location") == Self.you)
        let you = try await kim.get(Self.you)
        #expect(you.status == 200 && you.text.contains("<h1>Who is coming?</h1>"), "\(you)")
        #expect(you.text.contains("Tuesday 6 January 2026") && you.text.contains("10:00</time> – 11:00"))
        #expect(you.text.contains("Your time is not held yet"))
        #expect(try await kim.register() == Self.confirm)
        let look = try await kim.get(Self.confirm)
        #expect(look.status == 200 && look.text.contains("Kim Sample") && look.text.contains("kim@example.com"))
        #expect(look.text.contains("Book this time") && look.text.contains("You can move or cancel it yourself until"))
        #expect(try await practice.numbers("SELECT COUNT(*) FROM taken_cells") == [0], "a look holds nothing")
        let id = try await kim.mustBook(look, notes: "My knee\r\nhurts")
        let stored = try await practice.texts("SELECT notes FROM bookings WHERE id = \(id) AND status = 'scheduled'")
        #expect(stored == ["My knee\nhurts"])
        let booked = try await kim.get("/bookings/\(id)/booked")
        #expect(booked.status == 200 && booked.text.contains("You are booked, Kim."), "\(booked)")
        #expect(booked.text.contains("href=\"/bookings/\(id)/calendar.ics\"") && booked.text.contains("Booking \(id)"))
        try await practice.work()
        #expect(practice.letters.letters(to: "kim@example.com").contains { $0.subject.hasPrefix("Your booking") })
    }

    @Test("whoever has an account signs in on the way, and whoever is signed in goes straight to the last look")
    func known() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("kim@example.com", ["first_name": "Kim"])
        let kim = PageBrowser(practice)
        let shown = try await kim.get(Self.you + "&way=known")
        #expect(shown.text.contains(#"autocomplete="current-password""#) && !shown.text.contains("first_name"))
        let fields = [("at", jan("06T10:00")), ("way", "known"), ("email", "kim@example.com")]
        let wrong = try await kim.send("/book/consultation/you", fields + [("password", "not the password")])
        #expect(wrong.status == 401 && wrong.text.contains("No account has this e-mail address with this password."))
        #expect(
            wrong.text.contains(#"value="kim@example.com""#) && wrong.text.contains("10:00</time> – 11:00"), "\(wrong)")
        let right = try await kim.send("/book/consultation/you", fields + [("password", Practice.password)])
        #expect(right.status == 303 && right.header("Location") == Self.confirm)
        #expect(try await kim.get(Self.you).header("Location") == Self.confirm)
        #expect(try await kim.get(Self.you + "&way=known").status == 200, "somebody else")
        _ = try await kim.mustBook(try await kim.get(Self.confirm))
    }

    @Test("what cannot be taken is told at its field, with what was typed and the time still there")
    func complaints() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("jo@example.com")
        let kim = PageBrowser(practice)
        _ = try await kim.get(Self.you)
        let fields = [("at", jan("06T10:00")), ("way", "new"), ("first_name", "Kim"), ("last_name", "")]
        let short = try await kim.send(
            "/book/consultation/you", fields + [("email", "kim.example.com"), ("password", "short")])
        #expect(short.status == 422 && short.text.contains("<title>Error: Who is coming?"), "\(short)")
        #expect(short.text.contains(##"<a href="#email">That is not a complete e-mail address."##))
        #expect(short.text.contains(##"<a href="#password">The password needs at least 10 characters.</a>"##))
        #expect(short.text.contains(#"value="Kim""#) && short.text.contains(#"value="kim.example.com""#))
        #expect(!short.text.contains("short\"") && short.text.contains("10:00</time> – 11:00"))
        let taken = try await kim.send(
            "/book/consultation/you", fields + [("email", "jo@example.com"), ("password", Practice.password)])
        #expect(taken.status == 409 && taken.text.contains("There is an account with this address already."))
        let signedIn = try await practice.signedIn("kim@example.com")
        let look = try await signedIn.get(Self.confirm)
        let long = try await signedIn.book(look, notes: String(repeating: "a", count: 2_001))
        #expect(long.status == 422 && long.text.contains(#"aria-invalid="true""#), "\(long)")
        #expect(try await practice.numbers("SELECT COUNT(*) FROM bookings") == [0])
    }

    @Test("what is paid names its price, and what comes back by dates and sums; paying comes after the booking")
    func paid() async throws {
        let paid = try await PaidPractice.open()
        let kim = try await paid.practice.signedIn("kim@example.com")
        let look = try await kim.get("/book/advice/confirm?at=\(jan("08T10:00"))")
        for part in [
            "Book and pay 100.00 USD", "until Tuesday 6 January, 10:00", "100.00 USD, all of it",
            "until Wednesday 7 January, 10:00", "50.00 USD, half", "after that", "nothing",
            "If the practice cancels, you always get everything back.", "We then hold the time for 15 minutes",
            "All of it back until Tuesday 6 January, 10:00",
        ] {
            #expect(look.text.contains(part), "\(part)")
        }
        let sent = try await kim.book(look, service: "advice", at: jan("08T10:00"))
        let id = try #require(try await paid.practice.numbers("SELECT id FROM bookings").first)
        #expect(sent.status == 303 && sent.header("Location") == "/bookings/\(id)/pay")
        #expect(try await kim.get("/bookings/\(id)/booked").header("Location") == "/bookings/\(id)/pay")
        // Half a day before, only the second promise can still be kept.
        paid.practice.clock.move(hours: 36)
        let late = try await paid.practice.signedIn("lou@example.com")
            .get("/book/advice/confirm?at=\(jan("08T12:00"))").text
        #expect(late.contains("50.00 USD, half") && !late.contains("all of it"), "\(late)")
    }

    @Test("what comes back is promised for no longer than its client may cancel")
    func promisedUntilNotice() async throws {
        let paid = try await PaidPractice.open(["change_notice": 2_160])
        let kim = try await paid.practice.signedIn("kim@example.com")
        let look = try await kim.get("/book/advice/confirm?at=\(jan("08T10:00"))").text
        for part in [
            ">until Tuesday 6 January, 10:00</time>", "100.00 USD, all of it", ">until Tuesday 6 January, 22:00</time>",
            "50.00 USD, half", "not possible here any more",
        ] {
            #expect(look.contains(part), "\(part): \(look)")
        }
        #expect(!look.contains("Wednesday 7 January"), "\(look)")
        // From the notice on, all tiers end with it: the best of them counts.
        #expect(
            try await paid.boss.patch("/api/admin/services/\(paid.service)", ["change_notice": 2_880]).status == 200)
        let short = try await kim.get("/book/advice/confirm?at=\(jan("08T10:00"))").text
        #expect(short.contains("100.00 USD, all of it") && !short.contains("50.00 USD, half"), "\(short)")
    }

    @Test("a form that is sent twice, or gone back to, books once, and leads to that booking")
    func twice() async throws {
        let practice = try await Practice.open()
        let kim = try await practice.signedIn("kim@example.com")
        let look = try await kim.get(Self.confirm)
        let answers = try await atOnce([1, 2, 3]) { _ in try await kim.book(look, notes: "A note") }
        let goals = Set(answers.map { $0.header("Location") ?? "\($0)" })
        let id = try #require(try await practice.numbers("SELECT id FROM bookings").first)
        #expect(goals == ["/bookings/\(id)/booked"])
        #expect(try await kim.book(look, notes: "Another note").header("Location") == "/bookings/\(id)/booked")
        #expect(try await kim.get(Self.confirm).header("Location") == "/bookings/\(id)/booked")
        // Another tab had a form of its own.
        let other = "<input type=\"hidden\" name=\"key\" value=\"another\">"
        #expect(try await kim.book(key: other, notes: "").header("Location") == "/bookings/\(id)/booked")
        #expect(try await practice.texts("SELECT notes FROM bookings") == ["A note"])
    }

    @Test(
        "an address without a time, or with one that nobody can read, leads to the service, and no slug to another site"
    )
    func addresses() async throws {
        let practice = try await Practice.open()
        let kim = PageBrowser(practice)
        for at in ["", "?at=", "?at=tomorrow", "?at=//evil.example", "?at=2026-01-06"] {
            #expect(
                try await kim.get("/book/consultation/you\(at)").header("Location") == "/book/consultation", "\(at)")
            #expect(try await kim.get("/book/consultation/confirm\(at)").header("Location") == "/book/consultation")
        }
        for slug in ["nothing", "%2Fevil.example", "%5Cevil", "a%0D%0Ab", "Consultation"] {
            #expect(try await kim.get("/book/\(slug)/you?at=\(jan("06T10:00"))").status == 404, "\(slug)")
            #expect(try await kim.get("/book/\(slug)/you").header("Location")?.hasPrefix("//") != true)
        }
        try await practice.run("UPDATE services SET active = 0")
        #expect(try await kim.get(Self.you).status == 404)
    }
}

/// What people do on the way to a booking.
extension PageBrowser {
    /// Fills in who is coming, and tells where it leads.
    func register(_ email: String = "kim@example.com", at start: String = jan("06T10:00")) async throws -> String? {
        let fields = [
            ("at", start), ("way", "new"), ("first_name", "Kim"), ("last_name", "Sample"), ("email", email),
            ("password", Practice.password),
        ]
        return try await send("/book/consultation/you", fields).header("Location")
    }

    /// Presses the button of a last look.
    func book(
        _ look: Answer, service: String = "consultation", at start: String = jan("06T10:00"), notes: String = ""
    ) async throws -> Answer {
        try await book(key: look.text, service: service, at: start, notes: notes)
    }

    func book(
        key page: String, service: String = "consultation", at start: String = jan("06T10:00"), notes: String
    ) async throws -> Answer {
        let key = page.firstMatch(of: /name="key" value="(?<key>[^"]*)"/).map { String($0.key) } ?? ""
        return try await send("/book/\(service)/confirm", [("at", start), ("key", key), ("notes", notes)])
    }

    /// Presses the button, and tells the id of the booking that stands then.
    func mustBook(
        _ look: Answer, notes: String = "", _ place: SourceLocation = #_sourceLocation
    ) async throws -> Int64 {
        let sent = try await book(look, notes: notes)
        let goal = sent.header("Location")?.wholeMatch(of: /\/bookings\/(?<id>\d+)\/booked/)
        return try #require(goal.flatMap { Int64($0.id) }, "\(sent)", sourceLocation: place)
    }
}

extension Practice {
    /// A browser in which a client with a proved address is signed in; the account is made where there is none.
    func signedIn(_ email: String) async throws -> PageBrowser {
        if try await numbers("SELECT COUNT(*) FROM users WHERE email = \(email)") == [0] {
            _ = try await register(email, ["first_name": "Kim", "last_name": "Sample", "time_zone": "UTC"])
        }
        let browser = PageBrowser(self)
        try await browser.signIn(email)
        return browser
    }
}
