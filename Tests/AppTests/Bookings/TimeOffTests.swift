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
