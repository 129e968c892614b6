import App
import Foundation
import Testing
import Wire

@Suite("One booking, as those see it who run the practice")
struct DeskBookingPageTests {
    private static func browser(_ practice: Practice, _ email: String = "boss@example.com") async throws -> PageBrowser
    {
        let browser = PageBrowser(practice)
        try await browser.signIn(email)
        return browser
    }

    @Test("it shows who, when and at what price, what happened and by whom, and what the practice notes for itself")
    func shown() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        #expect(try await boss.patch("/api/users/me", ["time_zone": "UTC"]).status == 200)
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "time_zone": "Asia/Tokyo"])
        let id = try await jo.mustBook(jan("07T10:00"), ["notes": "By tram <b>"])
        #expect(try await jo.move(id, to: jan("07T12:00")).status == 200)
        try await practice.work()
        #expect(try await boss.patch("/api/admin/bookings/\(id)", ["private_notes": "Likes tea"]).status == 200)
        let browser = try await Self.browser(practice)
        let page = try await browser.get("/practice/bookings/\(id)")
        #expect(page.status == 200, "\(page)")
        for text in [
            "Booking \(id)", "<h1>Jo</h1>", "jo@example.com", "Wednesday, 7 January 2026", "12:00 – 13:00", "(Tokyo)",
            "By tram &lt;b&gt;", "1 booking", "Likes tea", "Moved from Wednesday 7 January, 10:00", "by Jo",
            "Confirmation to jo@example.com", "How it went can be said from", "/practice/bookings/\(id)/move",
            "No money has to go back.", "href=\"/practice/people/\(jo.userID)\"", "Join the meeting",
        ] {
            #expect(page.text.contains(text), "\(text) in \(page)")
        }
        #expect(page.bytes.count < 60_000)
        let german = try await browser.get("/practice/bookings/\(id)", ["Accept-Language": "de"])
        #expect(german.text.contains("Verlauf") && german.text.contains("durch Jo"))
    }

    @Test("notes are kept by the page; too long ones are told beside their field, which keeps them")
    func notes() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("07T10:00"))
        let browser = try await Self.browser(practice)
        let path = "/practice/bookings/\(id)"
        _ = try await browser.get(path)
        let kept = try await browser.send("\(path)/notes", [("private_notes", "Likes tea")])
        #expect(kept.status == 303 && kept.header("Location") == "\(path)?done=noted", "\(kept)")
        #expect(try await browser.get("\(path)?done=noted").text.contains("Your notes are kept."))
        let long = "Long" + String(repeating: "x", count: 5_000)
        let refused = try await browser.send("\(path)/notes", [("private_notes", long)])
        #expect(refused.status == 422 && refused.text.contains(long), "\(refused.status)")
        #expect(refused.text.contains("id=\"private_notes-error\""))
    }

    @Test("once it has begun it can be said how it went; what cannot be done is told on the page")
    func closing() async throws {
        let practice = try await Practice.openForLong()
        let jo = try await practice.register("jo@example.com")
        let id = try await jo.mustBook(jan("05T10:00"))
        let browser = try await Self.browser(practice)
        let path = "/practice/bookings/\(id)"
        #expect(try await !browser.get(path).text.contains("\(path)/complete"))
        let early = try await browser.send("\(path)/complete")
        #expect(early.status == 409 && early.text.contains("has not begun yet"), "\(early)")
        practice.clock.move(hours: 2.5)
        #expect(try await browser.get(path).text.contains("action=\"\(path)/no-show\""))
        #expect(try await browser.send("\(path)/no-show").header("Location") == "\(path)?done=missed")
        let page = try await browser.get(path)
        #expect(page.text.contains("Missed") && page.text.contains("Noted that the client did not come"), "\(page)")
    }

    @Test("a mail that was not delivered stands there with its reason, and is sent again")
    func resend() async throws {
        let practice = try await Practice.openForLong()
        let jo = try await practice.register("jo@example.com")
        practice.letters.fail(SMTPError.permanent(code: 550, text: "no such mailbox"))
        let id = try await jo.mustBook(jan("07T10:00"))
        try await practice.work()
        practice.letters.fail(nil)
        let browser = try await Self.browser(practice)
        let path = "/practice/bookings/\(id)"
        let page = try await browser.get(path)
        #expect(page.text.contains("was not delivered") && page.text.contains("no such mailbox"), "\(page)")
        let mail = try #require(
            try await practice.numbers("SELECT MIN(id) FROM mails WHERE booking_id = \(id)").first)
        let sent = try await browser.send("\(path)/mails/\(mail)/resend")
        #expect(sent.header("Location") == "\(path)?done=resent", "\(sent)")
        try await practice.work()
        #expect(try await browser.get(path).text.contains("Mail sent again by"))
    }

    @Test("a host sees and changes their own alone, and neither money nor mails")
    func rights() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        let host = try await practice.register("host@example.com")
        #expect(try await boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]).status == 200)
        let id = try await jo.mustBook(jan("07T10:00"))
        let browser = try await Self.browser(practice, "host@example.com")
        let path = "/practice/bookings/\(id)"
        #expect(try await browser.get(path).status == 404)
        _ = try await browser.get("/account")
        #expect(try await browser.send("\(path)/notes", [("private_notes", "x")]).status == 404)
        #expect(try await browser.send("\(path)/mark-paid").status == 403)
        let handed = try await boss.post(
            "/api/admin/hosts/\(practice.bossID)/hand-over", ["to_host_id": host.userID])
        #expect(handed.status == 200, "\(handed)")
        try await practice.work()
        let page = try await browser.get(path)
        #expect(
            page.status == 200 && !page.text.contains("Send again") && !page.text.contains("/practice/people/")
                && !page.text.contains("/refund"))
        #expect(try await Self.browser(practice, "jo@example.com").get(path).status == 403)
    }
}
