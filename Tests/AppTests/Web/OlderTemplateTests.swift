import App
import Foundation
import Testing

/// Tests/Templates holds the templates that came with the first release. Practices have changed copies of them.
@Suite("Templates of an older release")
struct OlderTemplateTests {
    private static let folder = ProjectFolder.path("Tests/Templates")

    @Test("mails that are made of them carry what they carried, {{JoinURL}} first")
    func mails() async throws {
        let practice = try await Practice.open { $0.templatesFolder = Self.folder }
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"], proved: false)
        try await practice.work()
        let account = try #require(practice.letters.letters(to: "jo@example.com").last)
        let link = try await jo.book(jan("06T10:00")).object("booking").text("personalized_meeting_url")
        try await practice.work()
        let booking = try #require(practice.letters.letters(to: "jo@example.com").last)
        for text in [account.text, account.html] {
            for words in ["Hello,", "Confirm address", "/verify-email?token=", "If it was not you", "Sent by https://"]
            {
                #expect(text.contains(words), "\(words): \(text)")
            }
        }
        #expect(booking.text.contains("Join meeting:\n\(link)\n\nThe link carries your name"), "\(booking.text)")
        #expect(booking.html.components(separatedBy: "href=\"\(link)\"").count == 3, "\(booking.html)")
        for text in [booking.text, booking.html] {
            for words in ["Hello,", "Tuesday, 6 January 2026", "60 minutes", "Confirm address"] {
                #expect(text.contains(words), "\(words): \(text)")
            }
        }
    }

    @Test("pages that are made of them show what they showed, in the frame of then")
    func pages() async throws {
        let practice = try await Practice.open { $0.templatesFolder = Self.folder }
        let visitor = practice.visitor
        _ = try await practice.register("jo@example.com", ["first_name": "Jo"], proved: false)
        try await practice.work()
        let token = try practice.linkToken(to: "jo@example.com")
        let shown: [(path: String, words: [String])] = [
            (
                "/forgot-password?done=sent",
                ["<h1>Look into your mailbox</h1>", "<a href=\"/login\">Back to signing in</a>"]
            ),
            (
                "/verify-email?token=\(token)",
                ["<h1>Is this your account?</h1>", "“Jo", "value=\"\(token)\"", "I made it", "value=\"not_mine\""]
            ),
            ("/verify-email?token=1.2.x", ["<h1>", "has been used"]),
            ("/reset-password?token=x", ["<label for=\"password\">New password</label>", "type=\"password\""]),
            ("/docs", ["<code>GET /api/services</code>", "<th>Parameter</th>", "<code>limit</code>"]),
        ]
        for (path, words) in shown {
            let page = try await visitor.get(path)
            let all = words + ["<html lang=\"en\">", "<link rel=\"stylesheet\" href=\"/style.css\">", "<main"]
            for words in all { #expect(page.text.contains(words), "\(path): \(words)") }
            #expect(!page.text.contains("{{"), "\(path)")
        }
        let weak = try await visitor.submit("/reset-password", "token=x&password=short")
        #expect(weak.status == 422 && weak.text.contains("The password needs at least 10 characters."), "\(weak)")
        #expect(weak.text.contains("<label for=\"password\">New password</label>"))
        #expect(try await visitor.get("/style.css").header("Content-Type") == "text/css; charset=utf-8")
    }

    @Test("so do receipts, whose total had another name")
    func receipts() async throws {
        let paid = try await PaidPractice.open { $0.templatesFolder = Self.folder }
        let id = try await paid.paid()
        let page = try await paid.client.get("/api/bookings/\(id)/receipt")
        let total = "<tfoot><tr><th scope=\"row\" colspan=\"2\">Total paid</th><td>100.00 USD</td></tr></tfoot>"
        #expect(page.text.contains(total), "\(page)")
        #expect(page.text.contains("<td>Payment</td>") && page.text.contains("<th scope=\"row\">Consultation</th>"))
    }

    @Test("one of them stands beside those of today: a page in today's frame, today's page in the frame of then")
    func mixed() async throws {
        for own in ["pages/notice", "pages/page"] {
            let folder = NSTemporaryDirectory() + "informat-older-\(UUID().uuidString)"
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try FileManager.default.createDirectory(atPath: folder + "/pages", withIntermediateDirectories: true)
            let file = "/\(own).mustache"
            try FileManager.default.copyItem(atPath: Self.folder + file, toPath: folder + file)
            let practice = try await Practice.open { $0.templatesFolder = folder }
            let page = try await practice.visitor.get("/forgot-password?done=sent").text
            #expect(page.contains("Look into your mailbox</h1>") && page.contains("href=\"/login\""), "\(own): \(page)")
            #expect(page.hasPrefix("<!doctype html>") && page.contains("</html>"), "\(own)")
            #expect(page.components(separatedBy: "<main id=\"main\"").count == 2, "\(own)")
            #expect(page.components(separatedBy: "<main").count == 2, "\(own)")
        }
    }
}
