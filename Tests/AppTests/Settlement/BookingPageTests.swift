import App
import Foundation
import Testing

@Suite("The page of one booking, and cancelling there")
struct BookingPageTests {
    private static func browser(_ practice: Practice, _ email: String = "mia@example.com") async throws -> PageBrowser {
        let browser = PageBrowser(practice)
        try await browser.signIn(email)
        return browser
    }

    /// The sum that the page to cancel has shown last, as its form brings it back.
    private static func expected(_ page: Answer) -> String {
        page.text.firstMatch(of: /name="expected" value="(?<sum>\d*)"/).map { String($0.sum) } ?? "none"
    }

    private static func cancel(
        _ id: Int64, by browser: PageBrowser, _ expected: String, _ reason: String = ""
    ) async throws -> Answer {
        try await browser.send("/bookings/\(id)/cancel", [("expected", expected), ("reason", reason)])
    }

    @Test("it shows what, when and with whom, until when it can be changed, and what comes back line by line")
    func shown() async throws {
        let paid = try await PaidPractice.open(["change_notice": 120])
        let id = try await paid.paid()
        let page = try await Self.browser(paid.practice).get("/bookings/\(id)")
        #expect(page.status == 200, "\(page)")
        for text in [
            "<h1>Advice</h1>", "with Consultant", "Thursday, 8 January 2026", "10:00 – 11:00", "Confirmed",
            "100.00 USD on Monday 5 January", #"<a href="/bookings/\#(id)/receipt">Receipt R-000001</a>"#,
            "yourself until Thursday 8 January, 08:00", #"href="/bookings/\#(id)/move""#,
            #"<a class="btn danger" href="/bookings/\#(id)/cancel">Cancel</a>"#,
            #"<tr class="here"><td><time datetime="2026-01-06T10:00:00Z">until Tuesday 6 January, 10:00</time>"#,
            "100.00 USD, all of it", "until Wednesday 7 January, 10:00", "50.00 USD, half", "after that",
        ] {
            #expect(page.text.contains(text), "\(text) in \(page)")
        }
        #expect(page.text.matches(of: /<span class="pill">now<\/span>/).count == 1)
        #expect(page.text.contains(#"href="https://meet.jit.si/"#), "the way in, where links lead straight there")
    }

    @Test("the sum on the button is what goes back, in each tier and after the last")
    func sums() async throws {
        for (moment, minor, button, refunds) in [
            (jan("06T10:00"), "10000", "Cancel and get 100.00 USD back", ["policy 10000 due"]),
            ("2026-01-06T10:00:01Z", "5000", "Cancel and get 50.00 USD back", ["policy 5000 due"]),
            ("2026-01-07T10:00:01Z", "0", "Cancel the booking", []),
        ] {
            let paid = try await PaidPractice.open()
            let id = try await paid.paid()
            try await paid.moveOn(to: moment)
            let browser = try await Self.browser(paid.practice)
            let page = try await browser.get("/bookings/\(id)/cancel")
            #expect(page.text.contains(">\(button)</button>") && Self.expected(page) == minor, "\(page)")
            let done = try await Self.cancel(id, by: browser, minor, "Ill")
            #expect(done.status == 303 && done.header("Location") == "/bookings/\(id)?done=cancelled", "\(done)")
            #expect(try await paid.refunds(id) == refunds, "written with the cancellation: \(moment)")
            let told = try await browser.get("/bookings/\(id)?done=cancelled").text
            #expect(told.contains("You cancelled this booking") && told.contains("Reason: Ill"), "\(told)")
            #expect(told.contains("On its way back") == !refunds.isEmpty, "\(told)")
            #expect(!told.contains("Still to come") && !told.contains("/cancel\""))
            try await paid.tell()
            #expect(paid.kept(id) == 10_000 - (Int64(minor) ?? 0), "\(moment)")
        }
    }

    @Test("whoever presses after less comes back than was shown is told so, and nothing is cancelled")
    func fallen() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let browser = try await Self.browser(paid.practice)
        let page = try await browser.get("/bookings/\(id)/cancel")
        try await paid.moveOn(to: "2026-01-06T10:00:01Z")
        let refused = try await Self.cancel(id, by: browser, Self.expected(page), "I moved")
        #expect(refused.status == 409 && refused.text.contains("Meanwhile less goes back"), "\(refused)")
        #expect(refused.text.contains("Cancel and get 50.00 USD back") && refused.text.contains(#"value="I moved""#))
        #expect(try await paid.status(id) == "scheduled succeeded")
        #expect(try await Self.cancel(id, by: browser, Self.expected(refused)).status == 303)
        let again = try await Self.cancel(id, by: browser, "5000")
        #expect(again.header("Location") == "/bookings/\(id)", "sent twice, it leads to what came of it")
        #expect(try await paid.refunds(id).count == 1)
    }

    @Test("what was given back before is not promised once more")
    func partly() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 30]).status == 200)
        try await paid.tell()
        let browser = try await Self.browser(paid.practice)
        let page = try await browser.get("/bookings/\(id)/cancel")
        #expect(page.text.contains("Cancel and get 70.00 USD back") && page.text.contains("20.00 USD"), "\(page)")
        #expect(!page.text.contains("all of it"))
        #expect(try await Self.cancel(id, by: browser, Self.expected(page)).status == 303)
        try await paid.tell()
        #expect(paid.kept(id) == 0)
    }

    @Test("what was paid to the practice directly does not go back by itself, and the page says so")
    func byHand() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold().id
        let browser = try await Self.browser(paid.practice)
        let hold = try await browser.get("/bookings/\(held)/cancel")
        #expect(hold.text.contains("You have paid nothing.") && hold.text.contains(">Give the time back</button>"))
        let id = try await paid.booked()
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/mark-paid").status == 200)
        let shown = try await browser.get("/bookings/\(id)").text
        #expect(shown.contains("to the practice directly"), "\(shown)")
        let page = try await browser.get("/bookings/\(id)/cancel")
        #expect(page.text.contains("which gives it back to you itself") && !page.text.contains("five to ten days"))
        #expect(try await Self.cancel(id, by: browser, Self.expected(page)).status == 303)
        try await paid.practice.work()
        #expect(try await paid.refunds(id) == [])
        let told = try await browser.get("/bookings/\(id)").text
        #expect(told.contains("Still to come") && told.contains("100.00 USD. The practice sees to it"), "\(told)")
    }

    @Test("once it is too late the page says until when it was possible, and how the practice is reached")
    func tooLate() async throws {
        let paid = try await PaidPractice.open(["change_notice": 1_440])
        let branding: [String: any Sendable] = [
            "address": "Lindenweg 1\nMusterstadt", "support_email": "help@practice.example",
        ]
        #expect(try await paid.boss.put("/api/admin/branding", branding).status == 200)
        let id = try await paid.paid()
        let browser = try await Self.browser(paid.practice)
        let early = try await browser.get("/bookings/\(id)").text
        #expect(early.contains("not possible here any more") && !early.contains(">nothing<"), "\(early)")
        try await paid.moveOn(to: jan("07T10:00"))
        let page = try await browser.get("/bookings/\(id)").text
        #expect(page.contains("could be changed until Wednesday 7 January, 10:00"), "\(page)")
        #expect(page.contains("Lindenweg 1\nMusterstadt") && page.contains("mailto:help@practice.example"))
        #expect(!page.contains("/cancel\"") && !page.contains("/move\"") && !page.contains("You get back"))
        #expect(try await browser.get("/bookings/\(id)/cancel").status == 303)
        #expect(try await Self.cancel(id, by: browser, "0").header("Location") == "/bookings/\(id)")
        #expect(try await paid.status(id) == "scheduled succeeded")
    }

    @Test("nobody but the client sees or changes it there, whatever rights they have")
    func others() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        _ = try await paid.practice.register("jo@example.com")
        for email in ["jo@example.com", "boss@example.com"] {
            let browser = try await Self.browser(paid.practice, email)
            for path in ["", "/cancel", "/calendar.ics", "/receipt"] {
                #expect(try await browser.get("/bookings/\(id)\(path)").status == 404, "\(path) as \(email)")
            }
            _ = try await browser.get("/account")
            #expect(try await Self.cancel(id, by: browser, "0").status == 404, "\(email)")
        }
        #expect(try await paid.status(id) == "scheduled succeeded")
    }

    @Test("calendar file and receipt come by the same cookie")
    func papers() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let browser = try await Self.browser(paid.practice)
        let file = try await browser.get("/bookings/\(id)/calendar.ics")
        #expect(file.header("Content-Type") == "text/calendar; charset=utf-8; method=PUBLISH", "\(file)")
        #expect(file.text.hasPrefix("BEGIN:VCALENDAR"))
        let receipt = try await browser.get("/bookings/\(id)/receipt")
        #expect(receipt.status == 200 && receipt.text.contains("Receipt R-000001"), "\(receipt)")
        let held = try await paid.hold(jan("09T10:00")).id
        #expect(try await browser.get("/bookings/\(held)/calendar.ics").status == 404)
        #expect(try await browser.get("/bookings/\(held)/receipt").status == 404)
    }

    @Test("notes, names and reasons are shown as they were typed, and are no part of the page")
    func hostile() async throws {
        let attack = "\"'><script>alert(1)</script>{{title}}"
        let paid = try await PaidPractice.open()
        let german = ["locale": "de", "time_zone": "Europe/Berlin"]
        let kim = try await paid.practice.register("kim@example.com", german)
        let id = try await kim.mustBook(jan("07T10:00"), ["notes": attack])
        let browser = try await Self.browser(paid.practice, "kim@example.com")
        let page = try await browser.get("/bookings/\(id)").text
        #expect(page.contains("11:00 – 12:00</time>") && page.contains("Ihre Nachricht"), "\(page)")
        let cancel = try await browser.get("/bookings/\(id)/cancel").text
        #expect(cancel.contains("Dieser Termin ist kostenlos.") && cancel.contains(">Termin absagen</button>"))
        let refused = try await Self.cancel(id, by: browser, "0", attack + String(repeating: "x", count: 600))
        #expect(refused.status == 422 && refused.text.contains(#"aria-invalid="true""#), "\(refused)")
        #expect(try await Self.cancel(id, by: browser, "0", attack).status == 303)
        let told = try await browser.get("/bookings/\(id)").text
        for text in [page, refused.text, told] {
            #expect(!text.contains("<script>alert") && text.contains("&lt;script&gt;alert(1)&lt;/script&gt;{{title}}"))
        }
    }
}
