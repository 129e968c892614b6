import App
import Foundation
import Testing

@Suite("The practice's bookings in a browser")
struct BookingListPageTests {
    /// A practice with an admin who hosts, and another host with a service of their own.
    private struct Stage {
        let practice: Practice
        let (boss, host): (Asker, Asker)
        let (admin, other): (PageBrowser, PageBrowser)

        init() async throws {
            practice = try await Practice.openForLong()
            boss = try await practice.boss()
            // Times are those of the reader's zone.
            #expect(try await boss.patch("/api/users/me", ["time_zone": "UTC"]).status == 200)
            host = try await practice.register("host@example.com", ["first_name": "Hedda"])
            #expect(try await boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]).status == 200)
            let jo = try await practice.register("jo@example.com", ["first_name": "Jo", "last_name": "Doe"])
            let kim = try await practice.register("kim@example.com", ["first_name": "Kim"])
            let paid = try await boss.addService("Long talk", 60, ["amount": 20])
            _ = try await jo.mustBook(jan("06T10:00"))
            let id = try await kim.mustBook(jan("07T10:00"), service: paid)
            #expect(try await boss.post("/api/admin/bookings/\(id)/mark-paid").status == 200)
            let off = try await jo.mustBook(jan("08T10:00"))
            #expect(try await jo.post("/api/bookings/\(off)/cancel").status == 200)
            (admin, other) = (PageBrowser(practice), PageBrowser(practice))
            try await admin.signIn("boss@example.com")
            try await other.signIn("host@example.com")
        }
    }

    @Test("bookings of other people and of another service are read by no statement more")
    func statements() async throws {
        let stage = try await Stage()
        let statements = Statements()
        let server = try await stage.practice.anotherServer(on: statements.door(to: stage.practice.app.database))
        let browser = PageBrowser(stage.practice.visitor.on(server))
        try await browser.signIn("boss@example.com")
        func asked(_ shown: String) async throws -> Int {
            _ = try await browser.get("/practice/bookings")
            statements.forget()
            let page = try await browser.get("/practice/bookings")
            #expect(page.status == 200 && page.text.contains(shown), "\(page)")
            return statements.all.count
        }
        let few = try await asked("3 bookings match")
        let short = try await stage.boss.addService("Short talk", 30)
        for hour in 11...13 {
            let guest = try await stage.practice.register("guest\(hour)@example.com")
            _ = try await guest.mustBook(jan("09T\(hour):00"), service: short)
        }
        #expect(try await asked("6 bookings match") == few, "\(statements.all)")
    }

    @Test("it shows all with state, money and sum; filters stand in the address and narrow table, sum and file")
    func filters() async throws {
        let stage = try await Stage()
        let all = try await stage.admin.get("/practice/bookings")
        #expect(all.status == 200)
        for text in [
            "3 bookings match", "Jo Doe", "jo@example.com", "Tue 6 Jan, 10:00", "Long talk", "Confirmed", "Cancelled",
            "Paid and not given back: 20.00 USD", "href=\"/practice/bookings.csv\"",
        ] {
            #expect(all.text.contains(text), "\(text): \(all)")
        }
        let query = "?q=kim&status=scheduled&payment_status=succeeded&from=2026-01-07&to=2026-01-07"
        let some = try await stage.admin.get("/practice/bookings" + query)
        #expect(some.text.contains("1 booking matches") && !some.text.contains("jo@example.com"), "\(some)")
        #expect(some.text.contains("value=\"kim\"") && some.text.contains("value=\"2026-01-07\""))
        #expect(some.text.contains("<option value=\"scheduled\" selected>"))
        let file = try await stage.admin.get("/practice/bookings.csv" + query)
        #expect(file.header("Content-Type") == "text/csv; charset=utf-8")
        #expect(file.text.contains("kim@example.com") && !file.text.contains("jo@example.com"))
        let before = try await stage.admin.get("/practice/bookings?to=2026-01-05")
        #expect(before.text.contains("Nothing matches"))
        let german = try await stage.admin.get("/practice/bookings", ["Accept-Language": "de"])
        #expect(german.text.contains("3 Termine passen") && german.text.contains("Abgesagt"))
    }

    @Test("the order stands in the address, is told and kept, and can be turned round")
    func order() async throws {
        let stage = try await Stage()
        func days(_ page: Answer) -> [String] {
            page.text.matches(of: /<th scope="row"><a href="[^"]+">(?<day>\w+ \d+ Jan)/).map { String($0.day) }
        }
        let down = try await stage.admin.get("/practice/bookings?q=jo")
        #expect(days(down) == ["Thu 8 Jan", "Tue 6 Jan"], "\(down)")
        #expect(down.text.contains("aria-sort=\"descending\"") && down.text.contains("the latest first"))
        #expect(down.text.contains("href=\"/practice/bookings?q=jo&amp;sort=scheduled_at\""), "\(down)")
        let up = try await stage.admin.get("/practice/bookings?q=jo&sort=scheduled_at")
        #expect(days(up) == ["Tue 6 Jan", "Thu 8 Jan"], "\(up)")
        #expect(up.text.contains("aria-sort=\"ascending\"") && up.text.contains("the earliest first"))
        #expect(up.text.contains("href=\"/practice/bookings?q=jo\""), "\(up)")
        #expect(up.text.contains("<input type=\"hidden\" name=\"sort\" value=\"scheduled_at\">"))
        #expect(up.text.contains("href=\"/practice/bookings.csv?q=jo&amp;sort=scheduled_at\""))
        let odd = try await stage.admin.get("/practice/bookings?sort=price")
        #expect(odd.status == 422 && odd.text.contains("match, the latest first."), "\(odd)")
    }

    @Test("a host sees and loads their own alone, whatever the address says")
    func rights() async throws {
        let stage = try await Stage()
        let path = "/practice/bookings?host_id=\(stage.practice.bossID)"
        let page = try await stage.other.get(path)
        #expect(page.text.contains("Nothing matches") && !page.text.contains("jo@example.com"))
        let file = try await stage.other.get("/practice/bookings.csv?host_id=\(stage.practice.bossID)")
        #expect(file.status == 200 && !file.text.contains("jo@example.com"))
        let api = try await stage.host.get("/api/host/bookings.csv")
        #expect(api.status == 200 && !api.text.contains("jo@example.com"))
        #expect(try await stage.boss.get("/api/host/bookings.csv").text.contains("jo@example.com"))
    }

    @Test("what cannot be read is told beside its field, which keeps it")
    func wrong() async throws {
        let stage = try await Stage()
        let page = try await stage.admin.get("/practice/bookings?from=2026-13-01&q=kim")
        #expect(page.status == 422 && page.text.contains("id=\"from-error\""), "\(page)")
        #expect(page.text.contains("value=\"2026-13-01\"") && page.text.contains("value=\"kim\""))
    }

    @Test("more than a page's rows are on pages that keep the filters")
    func pages() async throws {
        let stage = try await Stage()
        try await stage.practice.run(
            """
            INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
                amount_minor, currency, first_cell, end_cell, sequence, change_notice, created_at, updated_at)
            SELECT user_id, service_id, host_id, scheduled_at, duration, status, payment_status, amount_minor, currency,
                first_cell, end_cell, sequence, change_notice, created_at, updated_at
            FROM bookings, (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3) AS a,
                (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3) AS b,
                (SELECT 1 AS n UNION ALL SELECT 2) AS c
            WHERE status = 'scheduled'
            """)
        let first = try await stage.admin.get("/practice/bookings?q=example.com")
        #expect(first.text.contains("1 to 30 of 39"), "\(first)")
        #expect(first.text.contains("/practice/bookings?q=example.com&amp;offset=30") && !first.text.contains("Newer"))
        #expect(first.bytes.count < 60_000)
        let second = try await stage.admin.get("/practice/bookings?q=example.com&offset=30")
        #expect(second.text.contains("31 to 39 of 39") && !second.text.contains("Older"))
        #expect(second.text.contains("href=\"/practice/bookings?q=example.com\""))
    }
}
