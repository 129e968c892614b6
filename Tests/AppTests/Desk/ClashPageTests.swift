import App
import Foundation
import Testing

@Suite("Pages of bookings that a calendar stands over")
struct ClashPageTests {
    private static func opened() async throws -> (ClashedPractice, PageBrowser) {
        let clashed = try await ClashedPractice.open(jan("05T12:00"))
        #expect(try await clashed.boss.patch("/api/users/me", ["time_zone": "UTC"]).status == 200)
        try await clashed.turns(KeptFeeds.busy(jan("05T12:30"), jan("05T13:05")))
        let browser = PageBrowser(clashed.practice)
        try await browser.signIn("boss@example.com")
        return (clashed, browser)
    }

    @Test("today, the week, the list and the booking's page mark it; the last says when, and what can be done")
    func marked() async throws {
        let (clashed, browser) = try await Self.opened()
        let path = "/practice/bookings/\(clashed.id)"
        for page in ["/practice", "/practice/week", "/practice/bookings"] {
            let shown = try await browser.get(page)
            #expect(shown.status == 200 && shown.text.contains("Busy elsewhere"), "\(page): \(shown)")
        }
        let page = try await browser.get(path)
        for text in [
            "id=\"clash\"", "The calendar “Family” has something: Monday, 5 January 2026, 12:30–13:05",
            "href=\"\(path)/move\">Move …", "href=\"\(path)/cancel\">Cancel …", "action=\"\(path)/clash/keep\"",
            "Keep it as it is", "News of an outside appointment",
        ] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
        let german = try await browser.get(path, ["Accept-Language": "de"])
        #expect(german.text.contains("Zu dieser Zeit anderswo belegt"), "\(german)")
    }

    @Test("kept by its button, it is marked nowhere, and its history says who kept it")
    func kept() async throws {
        let (clashed, browser) = try await Self.opened()
        let path = "/practice/bookings/\(clashed.id)"
        _ = try await browser.get(path)
        #expect(try await browser.send("\(path)/clash/keep").header("Location") == "\(path)?done=kept")
        let page = try await browser.get("\(path)?done=kept")
        #expect(page.text.contains("It stays as it is.") && !page.text.contains("id=\"clash\""), "\(page)")
        #expect(page.text.contains("Kept although the host is busy elsewhere"), "\(page)")
        for page in ["/practice", "/practice/week", "/practice/bookings"] {
            #expect(try await !browser.get(page).text.contains("Busy elsewhere"), "\(page)")
        }
    }
}
