import App
import Foundation
import Testing
import Wire

@Suite("The page of what was not sent or done")
struct FailurePageTests {
    private static let path = "/practice/mails"

    @Test("it shows why a mail was given up, and sends it again or gives it up for good")
    func mails() async throws {
        let practice = try await Practice.openForLong()
        let boss = try await practice.boss()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let empty = try await browser.get(Self.path)
        #expect(empty.status == 200 && empty.text.contains("Everything has arrived"), "\(empty)")
        practice.letters.fail(SMTPError.permanent(code: 550, text: "No such <mailbox>."))
        let booking = try await boss.mustBook(jan("09T09:00"))
        try await practice.work()
        practice.letters.fail(nil)
        let id = try #require(try await boss.get("/api/admin/mails").array("mails").first).int("id")
        let page = try await browser.get(Self.path)
        for text in [
            "<h1>Mails and jobs</h1>", "Failed 1", "Confirmation", "boss@example.com", "550 No such &lt;mailbox&gt;.",
            "given up after 1 try", "The mail server refuses it for good.", #"href="/practice/bookings/\#(booking)""#,
            "Send all again",
            #"action="/practice/mails/mails/\#(id)/resend""#,
        ] {
            #expect(page.text.contains(text), "\(text) in \(page)")
        }
        let sent = try await browser.send("\(Self.path)/mails/\(id)/resend")
        #expect(sent.status == 303 && sent.header("Location") == "\(Self.path)?done=resent", "\(sent)")
        #expect(try await browser.get("\(Self.path)?done=resent").text.contains("It is due now."))
        #expect(
            try await browser.send("\(Self.path)/mails/\(id)/resend").header("Location") == "\(Self.path)?done=waits")
        let waiting = try await browser.get("\(Self.path)?show=waiting")
        #expect(waiting.text.contains("Waiting 1") && waiting.text.contains("Try now"), "\(waiting)")
        try await practice.work()
        #expect(practice.letters.all.count == 1)
        let done = try await browser.get("\(Self.path)?show=sent", ["Accept-Language": "de"])
        #expect(done.text.contains("Bestätigung") && done.text.contains("Gesendet"), "\(done)")
        #expect(done.bytes.count < 60_000)
    }

    @Test("all of a kind are sent again or given up by one form, and what is no deed of a list is refused")
    func all() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        try await practice.addFailedJob("give_back", "No money.")
        let page = try await browser.get(Self.path)
        #expect(page.text.contains("No money.") && page.text.contains("Try all now"), "\(page)")
        #expect(!page.text.contains("/give-up\""), "money is not given up")
        let tried = try await browser.send(
            "\(Self.path)/jobs/all", [("status", "parked"), ("kind", ""), ("deed", "resend")])
        #expect(tried.header("Location") == "\(Self.path)?done=resent&count=1", "\(tried)")
        let refused = try await browser.send("\(Self.path)/jobs/all", [("status", "parked"), ("deed", "give-up")])
        #expect(refused.status == 403)
        #expect(try await browser.send("\(Self.path)/letters/all", [("status", "parked")]).status == 404)
        let none = try await browser.send("\(Self.path)/mails/all", [("status", "due"), ("deed", "give-up")])
        #expect(none.header("Location") == "\(Self.path)?done=given_up&count=0", "\(none)")
        let odd = try await browser.get("\(Self.path)?done=given_up&count=7%3Cb%3E")
        #expect(odd.status == 200 && !odd.text.contains("<b>"))
    }
}
