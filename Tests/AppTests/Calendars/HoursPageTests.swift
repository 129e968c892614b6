import Foundation
import Testing

@Suite("The page of working hours")
struct HoursPageTests {
    private typealias Fields = [(String, String)]

    private static func open() async throws -> (practice: Practice, browser: PageBrowser) {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        _ = try await browser.get("/practice/hours")
        return (practice, browser)
    }

    /// The fields of a week as the page sends them.
    private static func week(_ practice: Practice, _ ranges: [(Int, String, String)], zone: String = "UTC") -> Fields {
        [("host", "\(practice.bossID)"), ("time_zone", zone)]
            + ranges.enumerated().flatMap { index, range in
                [
                    ("weekly[\(index)].weekday", "\(range.0)"), ("weekly[\(index)].from", range.1),
                    ("weekly[\(index)].to", range.2),
                ]
            }
    }

    private static func stored(_ practice: Practice) async throws -> [String] {
        let hours = try await practice.boss().get("/api/admin/hosts/\(practice.bossID)/working-hours")
        return try hours.array("weekly").map { try "\($0.int("weekday")) \($0.text("from")) \($0.text("to"))" }
    }

    @Test("it shows the week with its exceptions, the form of every week, and the dates that differ")
    func shown() async throws {
        let (practice, browser) = try await Self.open()
        let path = "/api/admin/hosts/\(practice.bossID)/overrides"
        for day in ["2026-01-07", "2026-01-08"] {
            #expect(try await practice.boss().put("\(path)/\(day)", ["intervals": [[String: String]]()]).status == 200)
        }
        let page = try await browser.get("/practice/hours")
        for text in [
            "Working hours", "5 January – 11 January", "Mon 5 Jan", "09:00 – 17:00", "exception",
            "name=\"weekly[0].from\" type=\"time\" step=\"300\" value=\"09:00\"", "Remove 09:00 to 17:00 on Friday",
            "Wed 7 Jan – Thu 8 Jan", "week=2026-01-12", "value=\"2026-01-08\"",
            "<rect y=\"108\" width=\"10\" height=\"96\"/>",
        ] {
            #expect(page.text.contains(text), "\(text)")
        }
        for text in [
            "<caption class=\"sr\">January 2026</caption>", "aria-label=\"Wednesday 7 January, closed\"",
            "class=\"shut\"", "aria-label=\"Friday 9 January\"", "week=2026-02-01#exceptions",
        ] {
            #expect(page.text.contains(text), "\(text)")
        }
        let chosen = try await browser.get("/practice/hours?week=2026-02-20&day=2026-02-20")
        #expect(chosen.text.contains("id=\"day\" name=\"day\" type=\"date\" value=\"2026-02-20\""), "\(chosen)")
        #expect(chosen.text.contains("February 2026"))
        #expect(page.bytes.count < 60_000, "\(page.bytes.count)")
        let german = try await browser.get("/practice/hours?week=2026-01-20", ["Accept-Language": "de"])
        for text in ["Arbeitszeiten", "19. Januar", "Woche speichern"] {
            #expect(german.text.contains(text), "\(text)")
        }
    }

    @Test("a range more or less, and a day on others, are shown and not saved; saving saves all of it")
    func saved() async throws {
        let (practice, browser) = try await Self.open()
        let before = try await Self.stored(practice)
        let ranges = [(1, "09:00", "12:00"), (1, "22:00", "00:00"), (5, "20:00", "02:00")]
        let more = try await browser.send("/practice/hours", Self.week(practice, ranges) + [("add", "3")])
        #expect(more.status == 200 && more.text.contains("Wednesday, range 1, from"), "\(more)")
        let less = try await browser.send("/practice/hours", Self.week(practice, ranges) + [("drop", "2")])
        #expect(less.status == 200 && !less.text.contains("value=\"20:00\""), "\(less)")
        let copied = try await browser.send(
            "/practice/hours",
            Self.week(practice, ranges)
                + [("copy", "on"), ("copy_from", "1"), ("copy_to", "2"), ("copy_to", "5")])
        #expect(
            copied.text.contains("Friday, range 2, to") && copied.text.contains("Tuesday, range 2, to"), "\(copied)")
        #expect(try await Self.stored(practice) == before)
        let all = Self.week(practice, ranges + [(3, "", "")], zone: "Europe/Berlin")
        let saved = try await browser.send("/practice/hours", all)
        #expect(saved.header("Location") == "/practice/hours?host=\(practice.bossID)&done=saved", "\(saved)")
        #expect(try await Self.stored(practice) == ["1 09:00 12:00", "1 22:00 24:00", "5 20:00 02:00"])
        let page = try await browser.get("/practice/hours?done=saved")
        #expect(page.text.contains("The week is saved.") && page.text.contains("value=\"Europe/Berlin\" selected"))
    }

    @Test("what cannot be meant names its field, keeps what was typed, and changes nothing")
    func complaints() async throws {
        let (practice, browser) = try await Self.open()
        let before = try await Self.stored(practice)
        let cases: [(ranges: [(Int, String, String)], field: String)] = [
            ([(1, "", ""), (2, "09:00", "12:00"), (3, "08:35", "")], "weekly[1].to"),
            ([(2, "09:00", "12:00"), (2, "08:35", "13:05")], "weekly[1].from"),
        ]
        for (ranges, field) in cases {
            let answer = try await browser.send("/practice/hours", Self.week(practice, ranges))
            #expect(answer.status == 422, "\(answer)")
            for text in ["href=\"#\(field)\"", "id=\"\(field)-error\"", "value=\"08:35\"", "aria-invalid"] {
                #expect(answer.text.contains(text), "\(text): \(answer)")
            }
        }
        let exception: Fields = [("host", "\(practice.bossID)"), ("day", ""), ("intervals[0].from", "10:00")]
        let other = try await browser.send("/practice/hours/exceptions", exception)
        #expect(other.status == 422 && other.text.contains("href=\"#day\""), "\(other)")
        #expect(other.text.contains("value=\"10:00\""))
        #expect(try await Self.stored(practice) == before)
    }

    @Test("an exception gives a date other hours or none, and goes away again")
    func exceptions() async throws {
        let (practice, browser) = try await Self.open()
        let boss = try await practice.boss()
        func send(_ path: String, _ fields: Fields) async throws -> Answer {
            try await browser.send("/practice/hours/exceptions\(path)", [("host", "\(practice.bossID)")] + fields)
        }
        let times = [("intervals[0].from", "10:00"), ("intervals[0].to", "12:00"), ("intervals[1].from", "")]
        let added = try await send("", [("day", "2026-01-06")] + times)
        #expect(added.status == 303, "\(added)")
        #expect(try await boss.slots("2026-01-06") == [jan("06T10:00"), jan("06T11:00")])
        #expect(try await send("", [("day", "2026-01-07"), ("closed", "on")] + times).status == 303)
        #expect(try await boss.slots("2026-01-07") == [])
        #expect(try await send("/remove", [("from", "2026-01-06"), ("to", "2026-01-07")]).status == 303)
        #expect(try await boss.slots("2026-01-06", "2026-01-07").count == 16)
    }

    @Test("hosts keep their own hours alone, and clients none")
    func rights() async throws {
        let (practice, browser) = try await Self.open()
        let eve = try await practice.register("eve@example.com")
        _ = try await practice.register("jo@example.com")
        #expect(try await practice.boss().patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let host = PageBrowser(practice)
        try await host.signIn("eve@example.com")
        let own = try await host.get("/practice/hours")
        #expect(own.status == 200 && own.text.contains("name=\"host\" value=\"\(eve.userID)\""), "\(own)")
        #expect(!own.text.contains("Whose hours"))
        #expect(try await host.get("/practice/hours?host=\(practice.bossID)").status == 403)
        let before = try await Self.stored(practice)
        #expect(try await host.send("/practice/hours", Self.week(practice, [])).status == 403)
        let closing = [("host", "\(practice.bossID)"), ("day", "2026-01-06"), ("closed", "on")]
        #expect(try await host.send("/practice/hours/exceptions", closing).status == 403)
        #expect(try await Self.stored(practice) == before)
        let all = try await browser.get("/practice/hours?host=\(eve.userID)")
        #expect(all.status == 200 && all.text.contains("Whose hours"), "\(all)")
        let client = PageBrowser(practice)
        try await client.signIn("jo@example.com")
        #expect(try await client.get("/practice/hours").status == 403)
    }

    @Test("where nobody is a host an admin is told how there comes to be one, and the hours follow")
    func noHosts() async throws {
        let (practice, browser) = try await Self.open()
        let boss = try await practice.boss()
        let person = "/api/admin/users/\(practice.bossID)"
        #expect(try await boss.patch(person, ["is_host": false]).status == 200)
        let page = try await browser.get("/practice/hours")
        #expect(page.status == 200 && page.text.contains("Nobody gives consultations yet"), "\(page)")
        #expect(page.text.contains("href=\"/practice/people/\(practice.bossID)\""), "\(page)")
        #expect(try await browser.get("/practice/hours?host=99").status == 404)
        #expect(try await browser.get("/practice/hours/holidays").header("Location") == "/practice/hours")
        #expect(try await browser.send("/practice/hours", Self.week(practice, [])).status == 404)
        #expect(try await boss.patch(person, ["is_host": true]).status == 200)
        #expect(try await browser.get("/practice/hours").text.contains("name=\"time_zone\""))
    }
}
