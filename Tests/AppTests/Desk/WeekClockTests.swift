import App
import Domain
import Foundation
import Testing

@Suite("The week where days are no ordinary ones")
struct WeekClockTests {
    private static let path = "/practice/week"

    /// A practice in a zone, whose host works whole Sundays too, and a client of it.
    private static func opened(
        at start: String, zone: String, _ weekly: [(Int, String, String)]
    ) async throws -> (practice: Practice, jo: Asker, browser: PageBrowser) {
        let practice = try await Practice.open(at: try Timestamp.date(start, field: "start"), zone: zone)
        let boss = try await practice.boss()
        #expect(try await boss.patch("/api/users/me", ["time_zone": zone]).status == 200)
        let body: [String: any Sendable] = [
            "time_zone": zone,
            "weekly": weekly.map { ["weekday": $0.0, "from": $0.1, "to": $0.2] as [String: any Sendable] },
        ]
        let hours = try await boss.put("/api/admin/hosts/\(practice.bossID)/working-hours", body)
        #expect(hours.status == 200, "\(hours)")
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        return (practice, jo, browser)
    }

    @Test("a day of 25 hours has the hour that comes twice in two lines, and other days nothing beside itself")
    func back() async throws {
        let (practice, jo, browser) = try await Self.opened(
            at: "2026-10-19T06:00:00Z", zone: "Europe/Berlin", [(1, "09:00", "17:00"), (7, "00:00", "24:00")])
        let first = try await jo.mustBook("2026-10-25T00:00:00Z")
        let second = try await jo.mustBook("2026-10-25T01:00:00Z")
        let page = try await browser.get(Self.path + "?week=2026-10-25")
        for text in [
            "class=\"week f0 n25\"", "<li>01</li><li>02</li><li>02</li><li>03</li>", "<li>23</li></ol>",
            "On Sunday 25 October clocks go back by 1 hour", "class=\"at works h0 m0 l3 d0\"",
            "class=\"at works h3 m0 l22 d0\"", "class=\"at works h10 m0 l8 d0\"",
            "<li class=\"at h2 m0 l1 d0\" id=\"\(practice.bossID)-2026-10-25-booking-\(first)\">",
            "<li class=\"at h3 m0 l1 d0\" id=\"\(practice.bossID)-2026-10-25-booking-\(second)\">",
            "02:00 CEST – 02:00 CET", "02:00 CET – 03:00",
        ] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
    }

    @Test("a day of 23 hours leaves the hour that does not come empty")
    func forward() async throws {
        let (_, jo, browser) = try await Self.opened(
            at: "2027-03-22T07:00:00Z", zone: "Europe/Berlin", [(7, "00:00", "24:00")])
        _ = try await jo.mustBook("2027-03-28T00:00:00Z")
        _ = try await jo.mustBook("2027-03-28T01:00:00Z")
        let page = try await browser.get(Self.path + "?week=2027-03-28")
        for text in [
            "class=\"week f0 n24\"", "On Sunday 28 March clocks go forward by 1 hour.",
            "class=\"at works h0 m0 l2 d0\"", "class=\"at works h3 m0 l21 d0\"", "<li class=\"at h1 m0 l1 d0\"",
            "<li class=\"at h3 m0 l1 d0\"", "01:00 – 03:00", "03:00 – 04:00",
        ] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
        #expect(!page.text.contains("class=\"at h2 "), "\(page)")
    }

    @Test("a booking over midnight stands on both days, cut there, and its buffers on the day on which they lie")
    func midnight() async throws {
        let (practice, jo, browser) = try await Self.opened(
            at: "2026-01-05T08:00:00Z", zone: "UTC", [(1, "23:30", "02:00"), (4, "00:00", "03:00")])
        let buffers: [String: any Sendable] = ["buffer_before": 10, "buffer_after": 15]
        let changed = try await practice.boss().patch("/api/admin/services/\(practice.service)", buffers)
        #expect(changed.status == 200)
        let id = try await jo.mustBook(jan("05T23:30"))
        _ = try await jo.mustBook(jan("08T00:00"))
        let page = try await browser.get(Self.path)
        for text in [
            "<li class=\"at h23 m30 l0 d6\" id=\"\(practice.bossID)-2026-01-05-booking-\(id)\">",
            "<li class=\"at h0 m0 l0 d6\" id=\"\(practice.bossID)-2026-01-06-booking-\(id)\">",
            "class=\"at buffer h23 m20 l0 d2\"", "class=\"at buffer h0 m30 l0 d3\"",
            "class=\"at buffer h23 m50 l0 d2\"",
        ] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
        #expect(!page.text.contains("Blocked by another calendar"), "\(page)")
    }

    @Test("several hosts side by side are read as one is, and only their clients are more to read")
    func statements() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        _ = try await practice.register("jo@example.com").mustBook(jan("06T10:00"))
        let statements = Statements()
        let server = try await practice.anotherServer(on: statements.door(to: practice.app.database))
        let browser = PageBrowser(practice.visitor.on(server))
        try await browser.signIn("boss@example.com")
        func asked() async throws -> Int {
            _ = try await browser.get(Self.path + "?host=all&week=2026-01-06")
            statements.forget()
            let page = try await browser.get(Self.path + "?host=all&week=2026-01-06")
            #expect(page.status == 200 && page.text.contains("jo@example.com"), "\(page)")
            return statements.all.count
        }
        let alone = try await asked()
        for number in 1...4 {
            let host = try await practice.register("host\(number)@example.com")
            #expect(try await boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]).status == 200)
        }
        #expect(try await asked() == alone, "\(statements.all)")
    }

    @Test("the page hears of changes, and without a script is looked at again")
    func live() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let page = try await browser.get(Self.path)
        #expect(page.text.contains("data-live=\"week\" data-events=\"/practice/events\""), "\(page)")
        #expect(page.text.contains("<noscript><p class=\"row\"><a class=\"btn\" href=\"\">"), "\(page)")
    }
}
