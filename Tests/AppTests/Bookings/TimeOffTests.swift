import Foundation
import Testing

@Suite("Time off on the page of hours")
struct TimeOffTests {
    private static func send(_ browser: PageBrowser, _ host: Int64, _ fields: [(String, String)]) async throws -> Answer
    {
        try await browser.send("/practice/hours/off", [("host", "\(host)")] + fields)
    }

    @Test("days without bookings are closed at once, others only by a second press that has shown them")
    func days() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        let booked = try await jo.mustBook(jan("07T10:00"))
        let gone = try await jo.mustBook(jan("08T10:00"))
        #expect(try await jo.post("/api/bookings/\(gone)/cancel").status == 200)
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        _ = try await browser.get("/practice/hours")
        let empty = [("off.from", "2026-01-08"), ("off.to", "2026-01-09")]
        let taken = try await Self.send(browser, practice.bossID, empty)
        let week = "/practice/hours?host=\(practice.bossID)&week=2026-01-08&done=off"
        #expect(taken.status == 303 && taken.header("Location") == week, "\(taken)")
        #expect(try await boss.slots("2026-01-08", "2026-01-09") == [])
        let full = [("off.from", "2026-01-05"), ("off.to", "2026-01-12")]
        let asked = try await Self.send(browser, practice.bossID, full)
        #expect(asked.status == 200, "\(asked)")
        for text in [
            "1 booking stands on these days", "Wednesday 7 January, 10:00 – 11:00", "Jo Doe",
            "/practice/bookings/\(booked)",
            "Take the days off all the same", "value=\"2026-01-12\"",
        ] {
            #expect(asked.text.contains(text), "\(text)")
        }
        #expect(try await !boss.slots("2026-01-06").isEmpty)
        let known = try await Self.send(browser, practice.bossID, full + [("known", "on")])
        #expect(known.status == 303, "\(known)")
        #expect(try await boss.slots("2026-01-05", "2026-01-12") == [])
        #expect(try await jo.get("/api/bookings/\(booked)").object("booking").text("status") == "scheduled")
        #expect(try await browser.get("/practice/hours").text.contains("Mon 5 Jan – Mon 12 Jan"))
    }

    @Test("a day's other hours are set at once where they hold all bookings, else by a second press")
    func exception() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        let booked = try await jo.mustBook(jan("07T10:00"))
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        _ = try await browser.get("/practice/hours")
        func send(_ hours: [(String, String)], known: Bool = false) async throws -> Answer {
            let times = hours.enumerated().flatMap { row, range in
                [("intervals[\(row)].from", range.0), ("intervals[\(row)].to", range.1)]
            }
            let fields = [("host", "\(practice.bossID)"), ("day", "2026-01-07")] + times
            return try await browser.send("/practice/hours/exceptions", fields + (known ? [("known", "on")] : []))
        }
        let asked = try await send([("11:00", "13:00")])
        #expect(asked.status == 200, "\(asked)")
        for text in [
            "1 booking stands outside these hours", "Wednesday 7 January, 10:00 – 11:00", "Jo Doe",
            "/practice/bookings/\(booked)", "For Wednesday 7 January you want: 11:00 – 13:00.",
            "Set the hours all the same", "action=\"/practice/hours/exceptions\"",
            "name=\"intervals[0].from\" value=\"11:00\"", "name=\"known\" value=\"on\"",
        ] {
            #expect(asked.text.contains(text), "\(text): \(asked)")
        }
        #expect(try await boss.slots("2026-01-07").count == 7, "nothing is changed by looking")
        #expect(try await send([("09:00", "10:30"), ("10:30", "12:00")]).status == 303, "both hold it together")
        #expect(try await send([("11:00", "13:00")], known: true).status == 303)
        #expect(try await boss.slots("2026-01-07") == [jan("07T11:00"), jan("07T12:00")])
        #expect(try await jo.get("/api/bookings/\(booked)").object("booking").text("status") == "scheduled")
    }

    @Test("the API sets a date's hours in any case, and lists what stands outside of them")
    func api() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        let booked = try await jo.mustBook(jan("07T10:00"))
        _ = try await jo.mustBook(jan("07T12:00"))
        let hours: [String: any Sendable] = ["intervals": [["from": "11:00", "to": "13:00"]]]
        let set = try await boss.put("/api/admin/hosts/\(practice.bossID)/overrides/2026-01-07", hours)
        #expect(set.status == 200, "\(set)")
        let outside = try set.array("bookings").map { booking in
            try "\(booking.int("booking_id")) \(booking.text("starts_at")) \(booking.text("client_name"))"
        }
        #expect(outside == ["\(booked) \(jan("07T10:00")) Jo Doe"])
        #expect(try await boss.slots("2026-01-07") == [jan("07T11:00")])
        let own = try await boss.put("/api/host/overrides/2026-01-07", ["intervals": [] as [String]])
        #expect(try own.array("bookings").count == 2, "\(own)")
    }

    @Test("what stands in the night that a day's hours reach into is shown as well")
    func night() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let hours: [String: any Sendable] = [
            "time_zone": "UTC", "weekly": [["weekday": 1, "from": "22:00", "to": "02:00"] as [String: any Sendable]],
        ]
        #expect(try await boss.put("/api/admin/hosts/\(practice.bossID)/working-hours", hours).status == 200)
        let booked = try await practice.register("jo@example.com").mustBook(jan("06T01:00"))
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        _ = try await browser.get("/practice/hours")
        let day = [("host", "\(practice.bossID)"), ("day", "2026-01-05")]
        let closing = try await browser.send("/practice/hours/exceptions", day + [("closed", "on")])
        #expect(closing.status == 200 && closing.text.contains("/practice/bookings/\(booked)"), "\(closing)")
        #expect(closing.text.contains("name=\"closed\" value=\"on\""), "\(closing)")
        let times = [("intervals[0].from", "21:00"), ("intervals[0].to", "03:00")]
        #expect(try await browser.send("/practice/hours/exceptions", day + times).status == 303)
    }

    @Test("days that cannot be meant name their field and keep what was typed; another's are refused")
    func complaints() async throws {
        let practice = try await Practice.open()
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        _ = try await browser.get("/practice/hours")
        for (from, to, field) in [
            ("", "2026-01-09", "off.from"), ("2026-01-09", "2026-01-08", "off.to"),
            ("2026-01-09", "2028-01-08", "off.to"),
        ] {
            let answer = try await Self.send(browser, practice.bossID, [("off.from", from), ("off.to", to)])
            #expect(answer.status == 422 && answer.text.contains("href=\"#\(field)\""), "\(answer)")
            #expect(answer.text.contains("value=\"\(to)\""), "\(to)")
        }
        let eve = try await practice.register("eve@example.com")
        #expect(try await practice.boss().patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let host = PageBrowser(practice)
        try await host.signIn("eve@example.com")
        _ = try await host.get("/practice/hours")
        let days = [("off.from", "2026-01-08"), ("off.to", "2026-01-09")]
        #expect(try await Self.send(host, practice.bossID, days).status == 403)
        #expect(try await Self.send(host, eve.userID, days).status == 303)
    }
}
