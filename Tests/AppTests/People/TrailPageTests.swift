import App
import Foundation
import Testing

@Suite("The page of the audit trail")
struct TrailPageTests {
    private static let path = "/practice/audit"

    /// A practice in which jo has booked and cancelled on Monday, and the boss has changed jo's name on Tuesday.
    private static func open() async throws -> (practice: Practice, jo: Int64, booking: Int64, browser: PageBrowser) {
        let practice = try await Practice.openForLong()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        let booking = try await jo.mustBook(jan("08T10:00"))
        #expect(try await jo.post("/api/bookings/\(booking)/cancel").status == 200)
        practice.clock.move(hours: 24)
        let boss = try await practice.boss()
        #expect(try await boss.patch("/api/admin/users/\(jo.userID)", ["last_name": "Doe"]).status == 200)
        // Days are those of the reader's zone.
        #expect(try await boss.patch("/api/users/me", ["time_zone": "UTC"]).status == 200)
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        return (practice, jo.userID, booking, browser)
    }

    /// How many entries a page shows.
    private static func rows(_ page: Answer) -> Int { page.text.matches(of: /<th scope="row">/).count }

    @Test("it tells in words who did what to whom, and leads from each name to what else there is")
    func entries() async throws {
        let (practice, jo, booking, browser) = try await Self.open()
        let page = try await browser.get(Self.path)
        #expect(page.status == 200, "\(page)")
        for text in [
            "<h1>What was done</h1>", "Cancelled", "Account changed", "Changed: last name",
            "Start: Thursday 8 January 2026, 10:00", "Jo Doe",
            #"href="/practice/audit?booking_id=\#(booking)""#, #"href="/practice/audit?user_id=\#(jo)""#,
            #"href="/practice/audit?actor_id=\#(practice.bossID)""#, #"<option value="user.changed">"#,
        ] {
            #expect(page.text.contains(text), "\(text) in \(page)")
        }
        let german = try await browser.get(Self.path, ["Accept-Language": "de"])
        #expect(german.text.contains("Was getan wurde") && german.text.contains("Konto geändert"), "\(german)")
    }

    @Test("it is narrowed by booking, person, deed and days, as the API is, and what was chosen stays chosen")
    func filters() async throws {
        let (practice, jo, booking, browser) = try await Self.open()
        let boss = try await practice.boss()
        let all = try await boss.get("/api/admin/audit").int("total")
        func same(_ query: String) async throws -> Int64 {
            try await boss.get("/api/admin/audit?\(query)").int("total")
        }
        for query in ["booking_id=\(booking)", "actor_id=\(jo)", "user_id=\(jo)", "action=user.changed"] {
            let count = try await same(query)
            #expect(count > 0 && count < all, "\(query)")
            let page = try await browser.get("\(Self.path)?\(query)")
            #expect(Int64(Self.rows(page)) == count, "\(query): \(page)")
        }
        let (first, second) = ("2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z")
        let monday = try await same("from=\(first)&to=\(second)")
        let tuesday = try await same("from=\(second)")
        #expect(monday + tuesday == all && monday > 0 && tuesday > 0)
        let chosen = try await browser.get(
            "\(Self.path)?actor_id=\(jo)&from=2026-01-05&to=2026-01-05&booking_id=\(booking)")
        let api = try await same("actor_id=\(jo)&from=\(first)&to=\(second)&booking_id=\(booking)")
        #expect(Int64(Self.rows(chosen)) == api && api >= 2, "\(chosen)")
        for text in ["done by Jo Doe", #"value="2026-01-05""#, #"name="actor_id" value="\#(jo)" checked"#] {
            #expect(chosen.text.contains(text), "\(text) in \(chosen)")
        }
        let none = try await browser.get("\(Self.path)?action=user.deleted")
        #expect(none.status == 200 && none.text.contains("Nothing matches"))
    }

    @Test("what cannot be read is told at its field and kept, and a long trail is shown part by part")
    func wrong() async throws {
        let (_, _, _, browser) = try await Self.open()
        let wrong = try await browser.get("\(Self.path)?booking_id=many&from=soon")
        #expect(wrong.status == 422 && wrong.text.contains(##"<a href="#booking_id">"##), "\(wrong)")
        #expect(wrong.text.contains(#"value="many""#) && wrong.text.contains(##"<a href="#from">"##))
        let first = try await browser.get("\(Self.path)?limit=1&action=user.changed")
        #expect(Self.rows(first) == 1)
        let part = try await browser.get("\(Self.path)?limit=1")
        let place = try #require(part.text.firstMatch(of: /name="after" value="(?<place>[0-9]+)"/)).place
        let next = try await browser.get("\(Self.path)?limit=1&after=\(place)")
        #expect(Self.rows(next) == 1 && next.text != part.text)
    }
}
