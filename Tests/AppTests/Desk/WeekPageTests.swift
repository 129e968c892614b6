import App
import Domain
import Foundation
import Testing

@Suite("The page of the week")
struct WeekPageTests {
    private static let path = "/practice/week"

    private static func browser(_ practice: Practice, _ email: String = "boss@example.com") async throws -> PageBrowser
    {
        let browser = PageBrowser(practice)
        try await browser.signIn(email)
        return browser
    }

    private static func opened(_ zone: String = "UTC") async throws -> (Practice, Asker, PageBrowser, Int64) {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        #expect(try await boss.patch("/api/users/me", ["time_zone": zone]).status == 200)
        let buffers: [String: any Sendable] = ["buffer_before": 10, "buffer_after": 15]
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", buffers).status == 200)
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        let id = try await jo.mustBook("2026-01-06T10:00:00Z")
        return (practice, boss, try await browser(practice), id)
    }

    @Test("it shows bookings, their buffers, what is free and this moment, each at its place, and names the zone")
    func shown() async throws {
        let (practice, _, browser, id) = try await Self.opened()
        let day = "\(practice.bossID)-2026-01-06"
        let page = try await browser.get(Self.path)
        #expect(page.status == 200)
        for text in [
            "Times in UTC", "5 January – 11 January",
            "<li class=\"at h10 m0 l1 d0\" id=\"\(day)-booking-\(id)\"><a class=\"ev \"",
            "href=\"/practice/bookings/\(id)\"", "<b>Jo Doe</b>", "class=\"week f8 n10\"",
            "class=\"at buffer h9 m50 l0 d2\"", "class=\"at buffer h11 m0 l0 d3\"", "class=\"at works h9 m0 l8 d0\"",
            "class=\"at now h8 m0 l0 d1\"",
            "<li class=\"at h11 m15 l0 d9\" id=\"\(day)-free-1767698100\"><a class=\"ev free\"",
            "?host=", "week=2026-01-12",
        ] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
        let german = try await browser.get(Self.path, ["Accept-Language": "de"])
        #expect(german.text.contains("<span>11:15 – 12:00</span>"), "no more words than fit: \(german)")
        let next = try await browser.get(Self.path + "?week=2026-01-14")
        #expect(next.text.contains("12 January – 18 January") && !next.text.contains("Jo Doe"), "\(next)")
    }

    @Test("times are the reader's, and hours outside 8 to 18 are shown too")
    func zone() async throws {
        let (_, _, browser, _) = try await Self.opened("Asia/Tokyo")
        let page = try await browser.get(Self.path, ["Accept-Language": "de"])
        for text in ["Zeiten in", "UTC+9", "<li class=\"at h19 m0 l1 d0\"", "class=\"week f0 n24\"", "<b>Frei</b>"] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
    }

    @Test("an admin chooses any host, or sees a day of all side by side; a host sees their own alone")
    func hosts() async throws {
        let (practice, boss, browser, _) = try await Self.opened()
        let host = try await practice.register("other@example.com", ["first_name": "Noor"])
        #expect(try await boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]).status == 200)
        let one = try await browser.get(Self.path + "?host=\(host.userID)")
        #expect(one.text.contains("Noor") && !one.text.contains("Jo Doe"), "\(one)")
        let all = try await browser.get(Self.path + "?host=all&week=2026-01-06")
        #expect(all.text.contains("<h2>Noor</h2>") && all.text.contains("<b>Jo Doe</b>"), "\(all)")
        #expect(try await browser.get(Self.path + "?host=999999").status == 404)
        let other = try await Self.browser(practice, "other@example.com")
        #expect(try await !other.get(Self.path).text.contains("Jo Doe"))
        for who in ["all", "\(practice.bossID)"] {
            #expect(try await other.get(Self.path + "?host=\(who)").status == 403, "\(who)")
        }
    }
}
