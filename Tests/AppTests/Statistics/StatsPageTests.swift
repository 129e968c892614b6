import App
import Domain
import Foundation
import Testing

@Suite("The page of statistics")
struct StatsPageTests {
    private static let path = "/practice/stats"

    /// On Monday, 19 January, after two weeks with bookings: one that took place and was paid, one that was missed.
    private static func open() async throws -> (practice: Practice, boss: Asker, browser: PageBrowser) {
        let practice = try await Practice.openForLong { $0.standardZone = "UTC" }
        let boss = try await practice.boss()
        let paid = try await boss.addService("Über \"Advice\"", 60, ["amount": 40])
        let jo = try await practice.register("jo@example.com")
        let came = try await jo.mustBook(jan("06T10:00"), service: paid)
        let missed = try await jo.mustBook(jan("13T10:00"))
        let off = try await jo.mustBook(jan("14T10:00"))
        #expect(try await boss.post("/api/admin/bookings/\(off)/cancel").status == 200)
        practice.clock.move(hours: 14 * 24)
        #expect(try await boss.post("/api/admin/bookings/\(came)/complete").status == 200)
        #expect(try await boss.post("/api/admin/bookings/\(came)/mark-paid").status == 200)
        #expect(try await boss.post("/api/admin/bookings/\(missed)/no-show").status == 200)
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        return (practice, boss, browser)
    }

    @Test("it shows figures, a chart with a table behind it for bookings and for money, and parts by service and host")
    func shows() async throws {
        let (_, _, browser) = try await Self.open()
        let page = try await browser.get(Self.path)
        #expect(page.status == 200, "\(page)")
        for text in [
            "<h1>Statistics</h1>", "Thursday 1 January 2026 – Saturday 31 January 2026, with all hosts",
            #"<a href="/practice/stats?period=month" aria-current="true">This month</a>"#,
            "<dt>Took place</dt><dd>1 <small>of 3 bookings</small>", "40.00 USD", "<dd>50%",
            #"<svg viewBox="-50 28 814 196" role="img" aria-labelledby="bookings-title bookings-desc">"#,
            "Week from 5 Jan 2026: Took place 1, Scheduled 0, Missed 0, Cancelled 0, Hours booked 3%",
            #"<rect class="took""#, #"<rect class="warn""#, #"<rect class="off""#, #"<polyline class="ln" points=""#,
            "<summary>The numbers as a table</summary>", "Money by week, USD",
            #"<th scope="row">Über &quot;Advice&quot;</th><td class="end">1</td>"#,
            "<dt>A week before or earlier</dt><dd>1",
        ] {
            #expect(page.text.contains(text), "\(text) in \(page)")
        }
        #expect(page.text.matches(of: /<figure class="box stack chart"/).count == 2)
        let german = try await browser.get(Self.path, ["Accept-Language": "de"])
        #expect(german.text.contains("<h1>Statistik</h1>") && german.text.contains("Woche ab 5. Jan"), "\(german)")
    }

    @Test("periods and days stand in the address; days that cannot be are complained of")
    func periods() async throws {
        let (_, _, browser) = try await Self.open()
        for (query, days) in [
            ("?period=last_month", "Monday 1 December 2025 – Wednesday 31 December 2025"),
            ("?period=year", "Thursday 1 January 2026 – Thursday 31 December 2026"),
            ("?period=twelve_months", "Saturday 1 February 2025 – Saturday 31 January 2026"),
            ("?from=2026-01-06&to=2026-01-06", "Tuesday 6 January 2026 – Tuesday 6 January 2026"),
        ] {
            let page = try await browser.get(Self.path + query)
            #expect(page.status == 200 && page.text.contains(days), "\(query): \(page)")
        }
        let empty = try await browser.get(Self.path + "?period=last_month")
        #expect(empty.text.contains("Nothing was booked for these days") && !empty.text.contains("<figure"))
        for query in ["?from=2026-02-01&to=2026-01-01", "?from=yesterday", "?from=2020-01-01&to=2026-01-01"] {
            let page = try await browser.get(Self.path + query)
            #expect(page.status == 422 && page.text.contains(#"class="error""#), "\(query): \(page)")
        }
    }

    @Test("each figure stands beside what it was in as many days before, where there was anything by then")
    func compared() async throws {
        let (_, _, browser) = try await Self.open()
        let page = try await browser.get(Self.path + "?from=2026-01-12&to=2026-01-18")
        let (risen, fallen) = ("<span aria-hidden=\"true\">▲\u{A0}</span>", "<span aria-hidden=\"true\">▼\u{A0}</span>")
        for text in [
            "Compared with the 7 days before, 5 Jan 2026 – 11 Jan 2026.",
            "<dt>Took place</dt><dd>0 <small>of 2 bookings</small> <small>\(fallen)before: 1</small>",
            "<dt>Revenue, refunds taken off</dt><dd>0.00 USD <small>\(fallen)before: 40.00 USD</small>",
            "<dd>100% <small>1 meeting</small> <small>\(risen)before: 0%</small>",
            #"<dt>Given back</dt><dd>0.00 USD <span class="soft small">before: 0.00 USD</span>"#,
        ] {
            #expect(page.text.contains(text), "\(text) in \(page)")
        }
        let first = try await browser.get(Self.path)
        #expect(!first.text.contains("before: ") && !first.text.contains("Compared with"), "\(first)")
        let day = try await browser.get(Self.path + "?from=2026-01-14&to=2026-01-14", ["Accept-Language": "de"])
        #expect(day.text.contains("Verglichen mit dem Tag davor, 13. Jan"), "\(day)")
    }

    @Test("before the first week is over there is nothing to show, and it says when there will be")
    func before() async throws {
        let practice = try await Practice.openForLong { $0.standardZone = "UTC" }
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        _ = try await practice.register("jo@example.com").mustBook(jan("06T10:00"))
        let page = try await browser.get(Self.path)
        #expect(page.status == 200 && page.text.contains("Statistics begin once the first week"), "\(page)")
        #expect(!page.text.contains("<figure") && !page.text.contains("stats.csv"))
    }

    @Test("a host sees what is their own, with no choice of hosts")
    func host() async throws {
        let (practice, boss, browser) = try await Self.open()
        let eve = try await practice.register("eve@example.com")
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let all = try await browser.get(Self.path)
        #expect(all.text.contains(#"<select id="host""#))
        let hers = PageBrowser(practice)
        try await hers.signIn("eve@example.com")
        let page = try await hers.get(Self.path)
        #expect(page.status == 200 && page.text.contains("Nothing was booked for these days"), "\(page)")
        #expect(page.text.contains("with you") && !page.text.contains(#"<select id="host""#))
        #expect(page.text.contains(#"href="/practice/stats""#), "the rail leads to it")
        #expect(try await hers.get("\(Self.path)?host=\(practice.bossID)").status == 403)
    }

    @Test("the days are loaded as a file, each with its host, service and money")
    func file() async throws {
        let (_, _, browser) = try await Self.open()
        let file = try await browser.get("\(Self.path).csv?from=2026-01-05&to=2026-01-18")
        #expect(file.status == 200 && file.header("Content-Type") == "text/csv; charset=utf-8", "\(file)")
        let lines = file.text.split(separator: "\r\n")
        #expect(lines.count == 4, "\(file)")
        let first = try #require(lines.dropFirst().first)
        let cells = #","Über ""Advice""",0,1,0,0,0,0,1,60,usd,40.00,0.00,"#
        #expect(first.hasPrefix("2026-01-06,") && first.contains(cells), "\(file)")
    }

    @Test("a chart's bars reach as high as their numbers, whatever these are")
    func heights() async throws {
        let (_, _, browser) = try await Self.open()
        let page = try await browser.get(Self.path)
        // One of at most one booking a week: four rules of one each, so a quarter of 160.
        let bar = try #require(page.text.firstMatch(of: /<rect class="took" x="\d+" y="160" width="30" height="40"/))
        #expect(!bar.output.isEmpty)
    }
}
