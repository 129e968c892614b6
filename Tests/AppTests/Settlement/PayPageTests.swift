import App
import Foundation
import Testing

@Suite("The page where a held time is paid")
struct PayPageTests {
    /// A practice that charges, a time that its client holds, and the browser in which the client is signed in.
    private struct Stage {
        let paid: PaidPractice
        let held: (id: Int64, secret: String)
        let browser: PageBrowser
        var path: String { "/bookings/\(held.id)/pay" }

        init(_ change: (inout Settings) throws -> Void = { _ in }) async throws {
            paid = try await PaidPractice.open([:], change)
            held = try await paid.hold()
            browser = PageBrowser(paid.practice)
            try await browser.signIn("mia@example.com")
        }
    }

    @Test("it tells price, time and the end of the hold, and carries what Stripe's form needs")
    func open() async throws {
        let stage = try await Stage()
        let page = try await stage.browser.get(stage.path)
        #expect(page.status == 200 && page.text.contains("<h1>Pay 100.00 USD</h1>"), "\(page)")
        #expect(page.text.contains("The time is held for you until 08:15."))
        #expect(page.text.contains("Thursday 8 January 2026</span>") && page.text.contains("10:00</time> – 11:00"))
        #expect(page.text.contains("60 minutes") && page.text.contains(#"<li aria-current="step">Payment</li>"#))
        #expect(page.text.contains(#"data-left="900">15:00</b><progress max="900" value="900""#))
        #expect(page.text.contains(#"data-after="\#(stage.path)""#))
        #expect(page.text.contains(#"data-secret="\#(stage.held.secret)""#))
        #expect(page.text.contains(#"data-key="pk_test_of_the_tests""#))
        #expect(page.text.contains(#"data-source="https://js.stripe.com/v3/""#))
        #expect(page.text.contains(#"data-return="/bookings/\#(stage.held.id)/booked""#))
        #expect(page.text.contains("Paying here needs JavaScript. The time stays held until 08:15"))
        // Shown by the script alone.
        #expect(page.text.contains(#"data-refused hidden"#) && page.text.contains("data-silent hidden"))
        #expect(page.bytes.count < 20_000)
        let german = try await stage.browser.get(stage.path, ["Accept-Language": "de"])
        #expect(german.text.contains("Die Zeit ist bis 8:15 Uhr für Sie reserviert."), "\(german)")
        #expect(german.text.contains("<h1>100,00 USD bezahlen</h1>"))
    }

    @Test("where the keys were taken away, what is held leads to the booking's page, and not round and round")
    func withoutKeys() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        let plain = try await paid.practice.anotherServer { $0.stripe = nil }
        let browser = PageBrowser(paid.practice.visitor.on(plain).from("127.0.0.1"))
        try await browser.signIn("mia@example.com")
        let page = "/bookings/\(held.id)"
        #expect(try await browser.get("\(page)/booked").header("Location") == "\(page)/pay")
        #expect(try await browser.get("\(page)/pay").header("Location") == page)
        #expect(try await browser.get(page).status == 200)
    }

    @Test("in the last two minutes the notice warns, and a long hold is told with its day")
    func countdown() async throws {
        let stage = try await Stage()
        stage.paid.practice.clock.move(seconds: 782)
        let short = try await stage.browser.get(stage.path)
        #expect(short.text.contains(#"class="hold notice row warn""#), "\(short)")
        #expect(short.text.contains(#"data-left="118">1:58</b>"#))
        let long = try await Stage { $0.holdMinutes = 600 }
        let page = try await long.browser.get(long.path)
        #expect(page.text.contains("until Monday, 5 January 2026, 18:00 (UTC)."), "\(page)")
        #expect(page.text.contains(#"class="hold notice row""#) && page.text.contains("600:00"))
    }

    @Test("this page alone may load Stripe's script, and no page any other host's")
    func policy() async throws {
        let stage = try await Stage()
        let policy = try #require(try await stage.browser.get(stage.path).header("Content-Security-Policy"))
        #expect(
            policy == "default-src 'none'; style-src 'self'; "
                + "script-src 'self' https://js.stripe.com https://*.js.stripe.com; img-src 'self'; "
                + "connect-src 'self' https://api.stripe.com; form-action 'self'; base-uri 'none'; "
                + "frame-ancestors 'none'; "
                + "frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com")
        for path in ["/", "/account", "/login", "/bookings/held", "/docs", "/join/x", "/nowhere"] {
            let answer = try await stage.browser.get(path)
            #expect(answer.header("Content-Security-Policy")?.contains("http") == false, "\(path)")
            #expect(answer.header("Permissions-Policy")?.contains("payment=()") == true, "\(path)")
        }
        let page = try await stage.browser.get(stage.path)
        #expect(page.header("Permissions-Policy")?.contains(#"payment=(self "https://js.stripe.com")"#) == true)
        #expect(page.header("Cross-Origin-Opener-Policy") == "same-origin-allow-popups")
        #expect(page.header("Cache-Control") == "no-store")
    }

    @Test("a stand-in for Stripe.js is allowed in the place of Stripe, and nothing of Stripe beside it")
    func standIn() async throws {
        let stage = try await Stage { $0.stripe?.jsURL = "http://127.0.0.1:12111/js.stripe.com/v3/" }
        let policy = try await stage.browser.get(stage.path).header("Content-Security-Policy") ?? ""
        #expect(policy.contains("script-src 'self' http://127.0.0.1:12111; "), "\(policy)")
        #expect(policy.contains("connect-src 'self' http://127.0.0.1:12111; "))
        #expect(policy.contains("frame-src http://127.0.0.1:12111") && !policy.contains("stripe.com"))
    }

    @Test("a payment that was refused is told with what it means, and can be tried again")
    func refused() async throws {
        let stage = try await Stage()
        try stage.paid.stripe.decline(stage.held.secret)
        try await stage.paid.tell()
        let page = try await stage.browser.get(stage.path)
        #expect(page.status == 200 && page.text.contains(#"role="alert" tabindex="-1" autofocus>"#), "\(page)")
        #expect(page.text.contains("<strong>The payment was refused.</strong> Nothing was charged"))
        #expect(page.text.contains(#"data-secret="\#(stage.held.secret)""#))
    }

    @Test("where Stripe does not answer the page says so, with a way to try again")
    func silent() async throws {
        let stage = try await Stage()
        stage.paid.stripe.set(down: true)
        let page = try await stage.browser.get(stage.path)
        #expect(page.status == 200 && page.text.contains("Your time is held. Stripe does not answer"), "\(page)")
        #expect(page.text.contains(#"<a href="\#(stage.path)">Try again</a>"#) && !page.text.contains("data-pay"))
        #expect(page.text.contains("Give the time back"))
        stage.paid.stripe.set(down: false)
        stage.paid.practice.clock.move(seconds: 11)
        #expect(try await stage.browser.get(stage.path).text.contains("data-pay"))
    }

    @Test("what came of the payment is told in the page's place")
    func outcomes() async throws {
        let slow = try await Stage()
        try slow.paid.stripe.paySlowly(slow.held.secret)
        try await slow.paid.tell()
        let deciding = try await slow.browser.get(slow.path)
        #expect(deciding.status == 200 && deciding.text.contains("Your bank is still deciding"), "\(deciding)")
        #expect(try await slow.paid.cancel(slow.held.id).status == 200)
        let cancelled = try await slow.browser.get(slow.path)
        #expect(cancelled.text.contains("This booking is cancelled") && cancelled.text.contains("all of it goes back"))
        #expect(!cancelled.text.contains("The time has run out"), "\(cancelled)")

        let unpaid = try await Stage()
        unpaid.paid.practice.clock.move(seconds: 901)
        #expect(try await unpaid.browser.get(unpaid.path).text.contains("The time has run out"))
        try await unpaid.paid.practice.work()
        let over = try await unpaid.browser.get(unpaid.path)
        #expect(over.text.contains("The time is free again") && over.text.contains("Nothing was charged."), "\(over)")
        #expect(over.text.contains(#"href="/book/"#))

        let firm = try await Stage()
        try firm.paid.stripe.pay(firm.held.secret)
        try await firm.paid.tell()
        let led = try await firm.browser.get(firm.path)
        #expect(led.status == 303 && led.header("Location") == "/bookings/\(firm.held.id)/booked", "\(led)")
    }

    @Test("whoever comes back from Stripe is told how it went without an event, at an address without the secret")
    func returned() async throws {
        let stage = try await Stage()
        let (id, secret) = stage.held
        let goal = "/bookings/\(id)/booked"
        let query = "?payment_intent=pi_1&payment_intent_client_secret=\(secret)&redirect_status=succeeded"
        try stage.paid.stripe.decline(secret)
        let refused = try await stage.browser.get(goal + query)
        #expect(refused.status == 303 && refused.header("Location") == goal, "\(refused)")
        #expect(try await stage.browser.get(goal).header("Location") == stage.path)
        #expect(try await stage.browser.get(stage.path).text.contains("The payment was refused."))

        stage.paid.practice.clock.move(seconds: 10)
        try stage.paid.stripe.pay(secret)
        let back = try await stage.browser.get(goal + query)
        #expect(back.status == 303 && back.header("Location") == goal, "\(back)")
        let told = try await stage.browser.get(goal)
        #expect(told.status == 200 && !told.text.contains(secret), "\(told)")
        #expect(try await stage.paid.status(id) == "scheduled succeeded")
    }

    @Test("whoever comes back after the end of the hold is told so where it would have been paid")
    func returnedLate() async throws {
        let stage = try await Stage()
        try await stage.paid.moveOn(to: jan("05T08:16"))
        let led = try await stage.browser.get("/bookings/\(stage.held.id)/booked")
        #expect(led.status == 303 && led.header("Location") == stage.path, "\(led)")
        #expect(try await stage.browser.get(stage.path).text.contains("The time is free again"))
    }

    @Test("money that came too late is told, with the way to other times")
    func late() async throws {
        let stage = try await Stage()
        let (practice, id) = (stage.paid.practice, stage.held.id)
        try await practice.run("UPDATE bookings SET status = 'expired' WHERE id = \(id)")
        try await practice.run("DELETE FROM taken_cells WHERE booking_id = \(id)")
        try await practice.run("DELETE FROM stretches WHERE owner_id = \(id)")
        _ = try await stage.paid.hold(by: try await practice.register("jo@example.com"))
        try stage.paid.stripe.pay(stage.held.secret)
        try await stage.paid.tell()
        let page = try await stage.browser.get(stage.path)
        #expect(
            page.text.contains("Your payment came too late") && page.text.contains("All of it goes back."), "\(page)")
    }

    @Test("the time can be given back, once and for all, but never when it is paid")
    func letGo() async throws {
        let stage = try await Stage()
        _ = try await stage.browser.get(stage.path)
        for _ in 0..<2 {
            let given = try await stage.browser.send("\(stage.path)/let-go")
            #expect(given.status == 303 && given.header("Location") == stage.path, "\(given)")
        }
        try await stage.paid.tell()
        #expect(try await stage.paid.status(stage.held.id) == "cancelled canceled")
        #expect(try await stage.browser.get(stage.path).text.contains("The time is free again"))
        #expect(
            try await stage.paid.practice.visitor.slots("2026-01-08", service: stage.paid.service)
                .contains(jan("08T10:00")))

        let firm = try await Stage()
        _ = try await firm.browser.get(firm.path)
        try firm.paid.stripe.pay(firm.held.secret)
        try await firm.paid.tell()
        #expect(try await firm.browser.send("\(firm.path)/let-go").status == 303)
        #expect(try await firm.paid.status(firm.held.id) == "scheduled succeeded")
    }

    @Test("it is the client's alone: others find nothing, whoever runs the practice too")
    func others() async throws {
        let stage = try await Stage()
        _ = try await stage.paid.practice.register("jo@example.com")
        for email in ["jo@example.com", "boss@example.com"] {
            let browser = PageBrowser(stage.paid.practice)
            try await browser.signIn(email)
            _ = try await browser.get("/account")
            let shown = try await browser.get(stage.path)
            #expect(shown.status == 404 && !shown.text.contains(stage.held.secret), "\(email): \(shown)")
            #expect(try await browser.send("\(stage.path)/let-go").status == 404, "\(email)")
        }
        #expect(try await stage.paid.status(stage.held.id) == "pending requires_payment_method")
    }

    @Test("all times that are held are listed, each to be paid or given back")
    func held() async throws {
        let stage = try await Stage()
        let second = try await stage.paid.hold(jan("08T12:00"))
        let page = try await stage.browser.get("/bookings/held")
        for id in [stage.held.id, second.id] {
            #expect(page.text.contains(#"<a class="btn" href="/bookings/\#(id)/pay">Pay 100.00 USD</a>"#), "\(page)")
            #expect(page.text.contains(#"action="/bookings/\#(id)/pay/let-go""#))
        }
        #expect(page.text.contains("Thursday, 8 January 2026, 12:00–13:00 (UTC)"))
        for id in [stage.held.id, second.id] { _ = try await stage.browser.send("/bookings/\(id)/pay/let-go") }
        #expect(try await stage.browser.get("/bookings/held").text.contains("No time is held for you now."))
    }
}
