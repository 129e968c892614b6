import Foundation
import Testing

@Suite("The page that tells why there is no time")
struct WhyPageTests {
    private static func signedIn(_ practice: Practice, _ email: String = "boss@example.com") async throws -> PageBrowser
    {
        let browser = PageBrowser(practice)
        try await browser.signIn(email)
        return browser
    }

    @Test("neighbours with one reason are one line, with a link to what causes it, in English and German")
    func lines() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
        let booked = try await jo.mustBook(jan("05T11:00"))
        let browser = try await Self.signedIn(practice)
        let page = try await browser.get("/practice/why?service=\(practice.service)&day=2026-01-05")
        for text in [
            "Monday 5 January: 7 free times of 8", "UTC, now 08:00", "00:00 – 08:00",
            "Monday 5 January has 09:00 – 17:00.",
            "/practice/hours?host=\(practice.bossID)&amp;week=2026-01-05", "By Jo Doe, 11:00 – 12:00.",
            "/practice/bookings/\(booked)", "12:00 – 16:00", "Free", "class=\"strip flip\" viewBox=\"0 0 480 48\"",
            "day=2026-01-04", "day=2026-01-06",
        ] {
            #expect(page.text.contains(text), "\(text)")
        }
        let german = try await browser.get(
            "/practice/why?service=\(practice.service)&day=2026-01-05", ["Accept-Language": "de"])
        for text in ["Warum ist keine Zeit frei?", "Montag, 5. Januar: 7 freie Zeiten von 8", "An Jo Doe"] {
            #expect(german.text.contains(text), "\(text)")
        }
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", ["active": false]).status == 200)
        let off = try await browser.get("/practice/why?day=2026-01-10&service=\(practice.service)")
        #expect(off.text.contains("Saturday 10 January: closed") && off.text.contains("switched off"), "\(off)")
    }

    @Test("without a day it is today, and what cannot be read is as if it were not there")
    func asked() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.signedIn(practice)
        for query in ["", "?day=tomorrow&service=x", "?day=&service="] {
            let page = try await browser.get("/practice/why\(query)")
            #expect(page.status == 200 && page.text.contains("Monday 5 January:"), "\(query)")
            #expect(page.text.contains("09:00"), "\(query)")
        }
        #expect(try await browser.get("/practice/why?service=999999").status == 404)
    }

    @Test("a host may ask about own services alone, and a client about none")
    func rights() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let eve = try await practice.register("eve@example.com")
        _ = try await practice.register("jo@example.com")
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        let host = try await Self.signedIn(practice, "eve@example.com")
        let empty = try await host.get("/practice/why")
        #expect(empty.status == 200 && empty.text.contains("There is no service to ask about."), "\(empty)")
        #expect(try await host.get("/practice/why?service=\(practice.service)").status == 404)
        let own = try await boss.addService("Own talk", 30, ["host_id": eve.userID, "minimum_notice": 60])
        let page = try await host.get("/practice/why?service=\(own)")
        #expect(page.status == 200 && page.text.contains("Own talk"), "\(page)")
        #expect(!page.text.contains("/practice/services/"), "hosts keep no services")
        #expect(try await Self.signedIn(practice, "jo@example.com").get("/practice/why").status == 403)
        #expect(try await PageBrowser(practice).get("/practice/why").status == 303)
    }
}
