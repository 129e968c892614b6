import App
import Domain
import Foundation
import Testing

@Suite("Public holidays on the page of hours")
struct HolidayPageTests {
    private static let path = "/practice/hours/holidays"

    @Test("the days of a region that are still to come are proposed, ticked where they would be worked and kept")
    func proposals() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let hours = try await browser.get("/practice/hours")
        #expect(hours.text.contains("href=\"\(Self.path)?host=\(practice.bossID)\""), "\(hours)")
        let empty = try await browser.get(Self.path)
        #expect(empty.status == 200 && !empty.text.contains("name=\"day\""), "\(empty)")
        let page = try await browser.get(Self.path + "?region=DE-TH&year=2026")
        for text in [
            "<option value=\"DE-TH\" selected>Germany, Thuringia</option>", "<legend>Germany, Thuringia, 2026</legend>",
            "value=\"2026-04-03\" checked>Fri 3 Apr, Good Friday",
            "value=\"2026-06-04\">Thu 4 Jun, Corpus Christi</label> <span class=\"small soft\">kept in some places",
            "value=\"2026-10-03\">Sat 3 Oct, Day of German Unity</label> <span class=\"small soft\">closed already",
        ] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
        #expect(!page.text.contains("2026-01-01"), "it is past")
        let german = try await browser.get(Self.path + "?region=AT&year=2027", ["Accept-Language": "de"])
        #expect(german.text.contains("Österreich, Jahr 2027"), "\(german)")
        #expect(german.text.contains("value=\"2027-01-06\" checked>") && german.text.contains("Heilige Drei Könige"))
        let odd = try await browser.get(Self.path + "?region=XX&year=1000000")
        #expect(odd.status == 200 && !odd.text.contains("name=\"day\""), "\(odd)")
    }

    @Test("every region and every holiday has its name in each language")
    func names() {
        for catalogue in Catalogue.all.values {
            for region in HolidayRegion.allCases {
                let key = region.rawValue.lowercased().replacing("-", with: "_")
                #expect(catalogue.phrase("page.holidays.regions.\(key)") != nil, "\(catalogue.language): \(key)")
            }
            for name in HolidayName.allCases {
                let key = "page.holidays.names.\(name.rawValue)"
                #expect(catalogue.phrase(key) != nil, "\(catalogue.language): \(key)")
            }
        }
    }

    @Test("the ticked days are closed, those with bookings by a second press, and no day that is no holiday")
    func close() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        let booked = try await jo.mustBook(jan("06T10:00"))
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        _ = try await browser.get(Self.path + "?region=AT")
        func send(_ days: [String], _ more: [(String, String)] = []) async throws -> Answer {
            let fields = [("host", "\(practice.bossID)"), ("region", "AT"), ("year", "2026")] + more
            return try await browser.send(Self.path, fields + days.map { ("day", $0) })
        }
        for days in [[], ["2026-01-07"], ["nonsense"]] {
            let refused = try await send(days)
            #expect(refused.status == 422 && refused.text.contains("href=\"#day\""), "\(refused)")
        }
        let asked = try await send(["2026-01-06", "2026-04-06", "2026-01-07"])
        #expect(asked.status == 200, "\(asked)")
        for text in [
            "1 booking stands on these days", "Tuesday 6 January, 10:00 – 11:00", "/practice/bookings/\(booked)",
            "Close on these days all the same", "name=\"day\" value=\"2026-01-06\"",
            "name=\"day\" value=\"2026-04-06\"", "name=\"region\" value=\"AT\"",
        ] {
            #expect(asked.text.contains(text), "\(text): \(asked)")
        }
        #expect(!asked.text.contains("2026-01-07"))
        #expect(try await boss.slots("2026-01-06").count == 7, "nothing is closed by looking")
        let done = try await send(["2026-01-06", "2026-04-06"], [("known", "on")])
        let week = "/practice/hours?host=\(practice.bossID)&week=2026-01-06&done=off"
        #expect(done.status == 303 && done.header("Location") == week, "\(done)")
        #expect(try await boss.slots("2026-01-06") == [])
        let overrides = try await boss.get(
            "/api/admin/hosts/\(practice.bossID)/overrides?from=2026-01-01&to=2026-12-31")
        let dates = try overrides.array("overrides").map { try $0.text("date") }
        #expect(dates == ["2026-01-06", "2026-04-06"])
        #expect(try await jo.get("/api/bookings/\(booked)").object("booking").text("status") == "scheduled")
    }

    @Test("hosts close their own calendar alone, and clients none")
    func rights() async throws {
        let practice = try await Practice.open()
        let eve = try await practice.register("eve@example.com")
        #expect(try await practice.boss().patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let host = PageBrowser(practice)
        try await host.signIn("eve@example.com")
        #expect(try await host.get(Self.path + "?region=AT").status == 200)
        #expect(try await host.get(Self.path + "?host=\(practice.bossID)").status == 403)
        let fields = [
            ("host", "\(practice.bossID)"), ("region", "AT"), ("year", "2026"), ("day", "2026-01-06"),
        ]
        #expect(try await host.send(Self.path, fields).status == 403)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM date_overrides") == [0])
    }
}
