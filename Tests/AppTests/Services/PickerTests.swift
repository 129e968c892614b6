import App
import Domain
import Foundation
import Testing

@Suite("The page of a service, where one picks a time")
struct PickerTests {
    private static let path = "/book/consultation"

    /// A practice in Berlin's zone whose reader is in it too, unless a cookie says otherwise.
    private static func open(at start: Date = Practice.monday, zone: String = "UTC") async throws -> Practice {
        try await Practice.openForLong(at: start, zone: zone) { $0.standardZone = "Europe/Berlin" }
    }

    /// The texts of the times that a page shows.
    static func times(_ page: Answer) -> [String] {
        page.text.matches(of: /<a class="time" [^>]*>([^<]+)<\/a>/).map { String($0.output.1) }
    }

    /// How many free times each day of the month has, by its date, as the table says.
    static func free(_ page: Answer) -> [String: Int] {
        let day = /<td[^>]*><a href="[^"]*day=([\d-]+)#times"[^>]* aria-label="[^"]*, (\d+) free times?"/
        return Dictionary(
            uniqueKeysWithValues: page.text.matches(of: day).map { (String($0.output.1), Int($0.output.2) ?? 0) })
    }

    @Test("it opens at the first free day; each time leads on with its instant, each day to its times")
    func first() async throws {
        let practice = try await Self.open()
        let page = try await practice.visitor.get(Self.path)
        #expect(page.status == 200 && page.header("Content-Language") == "en", "\(page)")
        for text in [
            "<h1>Consultation</h1>", "Free", "60 minutes", "<h3 id=\"month-name\">January 2026</h3>",
            "We do not know your time zone yet. Times in <b>Berlin time</b> (CET, UTC+1).",
            "href=\"/book/consultation?month=2026-02#month\" rel=\"next\" aria-label=\"February 2026\"",
            "aria-disabled=\"true\" role=\"link\" aria-label=\"December 2025: over\"",
        ] { #expect(page.text.contains(text), "\(text)") }
        let free = Self.free(page)
        let day = try #require(free.keys.min())
        #expect(page.text.contains("day=\(day)#times\" aria-current=\"date\">"), "the first free day is chosen")
        #expect(Self.times(page).count == free[day])
        let start = try #require(page.text.firstMatch(of: /href="\/book\/consultation\/you\?at=([^"]+)"/)).output.1
        #expect(start.hasPrefix(day) && start.hasSuffix("Z"))
        let other = try await practice.visitor.get("\(Self.path)?day=2026-01-08")
        #expect(Self.times(other) == (10...17).map { "\($0):00" } && Self.free(other) == free)
        #expect(other.text.contains("<h2 id=\"times-day\">Thursday 8 January</h2>"))
        let weekend = try await practice.visitor.get("\(Self.path)?day=2026-01-10")
        #expect(Self.times(weekend).isEmpty && weekend.text.contains("No time is free on this day."))
    }

    @Test("whoever is signed in goes on to confirm, in the zone of their account")
    func signedIn() async throws {
        let practice = try await Self.open()
        _ = try await practice.register("jo@example.com", ["time_zone": "Asia/Tokyo"])
        let browser = PageBrowser(practice)
        try await browser.signIn("jo@example.com")
        let page = try await browser.get("\(Self.path)?day=2026-01-08")
        #expect(page.text.contains("Times in <b>Tokyo time</b> (JST, UTC+9)."), "\(page)")
        #expect(page.text.contains("href=\"/book/consultation/confirm?at=2026-01-08T09:00:00Z\""))
        // What is chosen on the page stands above the account.
        #expect(try await browser.get("\(Self.path)?time_zone=UTC").text.contains("Times in <b>UTC</b>."))
        #expect(try await browser.get(Self.path).text.contains("Times in <b>UTC</b>."))
    }

    @Test("a zone that the browser or its reader names is kept in a cookie, what nobody knows is not")
    func cookie() async throws {
        let practice = try await Self.open()
        let browser = PageBrowser(practice)
        let found = try await browser.get("\(Self.path)?time_zone=America/New_York&found=1")
        #expect(found.text.contains("<b>New York time</b> (EST, UTC−5)"), "\(found)")
        #expect(!found.text.contains("We do not know your time zone"))
        #expect(browser.cookies["__Host-informat_zone"] == "found:America/New_York")
        #expect(try await browser.get("/book/consultation?month=2026-02").text.contains("<b>New York time</b>"))
        _ = try await practice.register("jo@example.com", ["time_zone": "Asia/Tokyo"])
        try await browser.signIn("jo@example.com")
        #expect(try await browser.get(Self.path).text.contains("<b>Tokyo time</b>"), "what is found is less")
        let stranger = PageBrowser(practice)
        for name in ["Europe/Nowhere", "Etc/Unknown", "%3Cb%3E", "%22", String(repeating: "a", count: 300)] {
            let page = try await stranger.get("\(Self.path)?time_zone=\(name)")
            #expect(page.status == 200 && page.text.contains("<b>Berlin time</b>"), "\(name)")
            #expect(stranger.cookies["__Host-informat_zone"] == nil, "\(name)")
        }
        let forged = practice.visitor.with("Cookie", "__Host-informat_zone=found:x")
        #expect(try await forged.get(Self.path).text.contains("We do not know your time zone yet."))
        #expect(try await practice.visitor.get("\(Self.path)?zones=all").text.contains(">Asia/Kathmandu</option>"))
    }

    @Test(
        "in a month in which the clocks change every day has the times that the API offers, and twins are told apart",
        arguments: [
            // The day, what the clocks do, and the hours that are shown twice on it.
            (
                "Europe/Berlin", "2026-10-25", "Clocks go back on this day, by 1 hour.",
                ["02:00 CEST", "02:30 CEST", "02:00 CET", "02:30 CET"]
            ),
            (
                "America/New_York", "2026-11-01", "Clocks go back on this day, by 1 hour.",
                ["01:00 EDT", "01:30 EDT", "01:00 EST", "01:30 EST"]
            ),
            (
                "Australia/Lord_Howe", "2026-04-05", "Clocks go back on this day, by 30 minutes.",
                ["01:30 UTC+11", "01:30 UTC+10:30"]
            ),
            ("Europe/Berlin", "2026-03-29", "Clocks go forward on this day, by 1 hour.", []),
        ])
    func clockChange(zone: String, day: String, sentence: String, twins: [String]) async throws {
        let now = try Timestamp.date("\(day.prefix(8))01T00:00:00Z", field: "").addingTimeInterval(-3 * 86_400)
        let practice = try await Self.open(at: now, zone: zone)
        let boss = try await practice.boss()
        let service = try await boss.addService("Short", 30, ["slug": "short", "slot_step": 30])
        let hours = ["intervals": [["from": "00:30", "to": "05:00"]]]
        #expect(try await boss.put("/api/admin/hosts/\(boss.userID)/overrides/\(day)", hours).status == 200)
        let visitor = practice.visitor.with("Cookie", "__Host-informat_zone=\(zone)")
        let page = try await visitor.get("/book/short?day=\(day)")
        #expect(page.text.contains(sentence), "\(page)")
        #expect(Self.times(page).filter { $0.contains(" ") } == twins)
        let month = String(day.prefix(7))
        let slots = try await visitor.get(
            "/api/services/\(service)/slots?from=\(month)-01&to=\(month)-30&time_zone=\(zone)")
        let local = try Zone(zone)
        let days = try slots.array("slots").map {
            local.local(try Timestamp.date($0.text("starts_at"), field: "")).date.description
        }
        let offered = Dictionary(days.map { ($0, 1) }, uniquingKeysWith: +)
        #expect(Self.free(page).filter { $0.key <= "\(month)-30" } == offered)
        #expect(Self.times(page).count == offered[day])
    }

    @Test("a month without a free day names the next, and the first view is there")
    func fullMonth() async throws {
        let practice = try await Self.open()
        let boss = try await practice.boss()
        let hosts = "/api/admin/hosts/\(boss.userID)"
        let none: [String: any Sendable] = ["time_zone": "UTC", "weekly": [] as [[String: any Sendable]]]
        #expect(try await boss.put("\(hosts)/working-hours", none).status == 200)
        let empty = try await practice.visitor.get(Self.path)
        #expect(empty.text.contains("<strong>Nothing is free in January.</strong>"), "\(empty)")
        #expect(!empty.text.contains("class=\"soonest"))
        let open = ["intervals": [["from": "09:00", "to": "12:00"]]]
        #expect(try await boss.put("\(hosts)/overrides/2026-02-26", open).status == 200)
        let full = try await practice.visitor.get("\(Self.path)?month=2026-01")
        #expect(full.text.contains("<strong>January is fully booked.</strong>"), "\(full)")
        #expect(full.text.contains("The next free day is Thursday 26 February 2026, with 3 times."))
        #expect(full.text.contains("<a class=\"btn go\" href=\"/book/consultation?day=2026-02-26#times\">Go to 26 Feb"))
        let first = try await practice.visitor.get(Self.path)
        #expect(first.text.contains("<h3 id=\"month-name\">February 2026</h3>") && Self.times(first).count == 3)
        #expect(first.text.contains("rel=\"prev\" aria-label=\"January 2026\""))
        let german = try await practice.visitor.with("Accept-Language", "de").get("\(Self.path)?month=2026-01")
        #expect(german.text.contains("Der nächste freie Tag ist Donnerstag, 26. Februar 2026, mit 3 Zeiten."))
    }

    @Test("where nothing is free within the horizon, the page says when it opens")
    func horizon() async throws {
        let practice = try await Self.open()
        let boss = try await practice.boss()
        let short = ["booking_horizon": 7, "minimum_notice": 0]
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", short).status == 200)
        let hosts = "/api/admin/hosts/\(boss.userID)"
        let none: [String: any Sendable] = ["time_zone": "UTC", "weekly": [] as [[String: any Sendable]]]
        #expect(try await boss.put("\(hosts)/working-hours", none).status == 200)
        let open = ["intervals": [["from": "09:00", "to": "12:00"]]]
        #expect(try await boss.put("\(hosts)/overrides/2026-01-20", open).status == 200)
        let page = try await practice.visitor.get(Self.path)
        let opens = "You can book until 7 days ahead; the next time opens on Tuesday 13 January 2026 at 10:00."
        #expect(page.text.contains(opens), "\(page)")
        #expect(page.text.contains("aria-label=\"February 2026: not open yet\""))
        let far = try await practice.visitor.get("\(Self.path)?month=2030-01")
        #expect(far.status == 200 && far.text.contains("<h3 id=\"month-name\">January 2026</h3>"))
        practice.clock.move(hours: 8 * 24 + 1)
        #expect(Self.times(try await practice.visitor.get(Self.path)).count == 1, "what has opened")
    }

    @Test("what is not offered is not found, and odd queries show the first view")
    func odd() async throws {
        let practice = try await Self.open()
        let boss = try await practice.boss()
        #expect(try await practice.visitor.get("/book/nothing").status == 404)
        for query in ["day=x", "month=2026-13", "at=1", "day=9999-12-31", "month=0001-01", "day=2020-01-01"] {
            let page = try await practice.visitor.get("\(Self.path)?\(query)")
            #expect(page.status == 200 && !Self.times(page).isEmpty, "\(query)")
        }
        let off = ["active": false]
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", off).status == 200)
        #expect(try await practice.visitor.get(Self.path).status == 404)
    }

    @Test("what a practice writes of itself is text, and opens no tag and no template")
    func hostile() async throws {
        let practice = try await Self.open()
        let boss = try await practice.boss()
        let words = "<script>alert(1)</script>{{title}}\"'&"
        _ = try await boss.addService(words, 30, ["slug": "odd", "description": words])
        let shown = "&lt;script&gt;alert(1)&lt;/script&gt;{{title}}&quot;&#39;&amp;"
        for path in ["/", "/book/odd"] {
            let page = try await practice.visitor.get(path)
            #expect(page.status == 200 && page.text.contains(shown) && !page.text.contains("<script>"), "\(path)")
        }
    }
}
