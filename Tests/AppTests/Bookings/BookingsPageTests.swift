import App
import Foundation
import Testing

@Suite("The page of one's own bookings")
struct BookingsPageTests {
    private static let attack = "\"'><script>alert(1)</script>{{title}}"

    /// Where texts stand in a page, in this order.
    private static func isInOrder(_ texts: [String], in page: String) -> Bool {
        var rest = page[...]
        for text in texts {
            guard let found = rest.range(of: text) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }

    @Test("whoever has booked nothing is told what will be there, and led to what is on offer")
    func empty() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("kim@example.com")
        let browser = PageBrowser(practice)
        #expect(try await browser.get("/bookings").header("Location") == "/login?next=/bookings")
        try await browser.signIn("kim@example.com")
        let page = try await browser.get("/bookings")
        #expect(page.status == 200 && page.text.contains("<h2>Nothing booked yet</h2>"), "\(page)")
        #expect(page.text.contains(#"<a class="btn go" href="/">See what is on offer</a>"#))
        #expect(!page.text.contains("Times in"), "there are none")
        #expect(page.text.contains(#"<a href="/bookings">"#), "the way to it stands in the head")
    }

    @Test("what is held comes first, then what comes soonest, then what is past, the latest first")
    func order() async throws {
        let paid = try await PaidPractice.open()
        let (practice, mia) = (paid.practice, paid.client)
        let past = try await mia.mustBook(jan("05T10:00"))
        let off = try await mia.mustBook(jan("07T10:00"))
        #expect(try await mia.post("/api/bookings/\(off)/cancel").status == 200)
        let later = try await mia.mustBook(jan("09T11:00"))
        let sooner = try await mia.mustBook(jan("09T10:00"))
        practice.clock.move(hours: 4)
        #expect(try await paid.boss.post("/api/admin/bookings/\(past)/complete").status == 200)
        let held = try await paid.hold(jan("12T10:00"))
        let others = try await practice.register("jo@example.com").mustBook(jan("13T10:00"))
        let browser = PageBrowser(practice)
        try await browser.signIn("mia@example.com")
        let page = try await browser.get("/bookings").text
        let order = [
            "Waiting for you</h2>", "/bookings/\(held.id)\"", "Waiting for payment", "held until 12:15",
            #"<a class="btn go" href="/bookings/\#(held.id)/pay">Pay 100.00 USD</a>"#, "Coming</h2>",
            "<span>Fri</span><b>9</b><span>Jan 2026</span>", "10:00 – 11:00", "/bookings/\(sooner)\"", "Confirmed",
            "11:00 – 12:00", "/bookings/\(later)\"", "Past</h2>", "/bookings/\(off)\"", "Cancelled",
            "/bookings/\(past)\"", "Took place",
        ]
        #expect(Self.isInOrder(order, in: page), "\(page)")
        #expect(page.contains("Times in UTC. <a href=\"/account\">Change</a>"))
        #expect(!page.contains("/bookings/\(others)\""), "somebody else's")
        #expect(page.matches(of: /class="btn go"/).count == 1)
    }

    @Test("a reader's zone, language and names are kept, and no name is taken for a part of the page")
    func words() async throws {
        let practice = try await Practice.open { $0.meetings.joinLinks = .entrance }
        let boss = try await practice.boss()
        let named = try await boss.patch("/api/users/me", ["display_name": Self.attack])
        #expect(named.status == 200, "\(named)")
        let service = try await boss.addService(Self.attack, 60)
        let fields = ["locale": "de", "time_zone": "Europe/Berlin"]
        let kim = try await practice.register("kim@example.com", fields)
        let id = try await kim.mustBook(jan("05T10:00"), service: service)
        let browser = PageBrowser(practice)
        try await browser.signIn("kim@example.com")
        #expect(try await browser.get("/bookings/\(id)").text.contains("Berliner Zeit (MEZ, UTC+1)</span>"))
        let early = try await browser.get("/bookings").text
        #expect(early.contains("<h1>Meine Termine</h1>") && early.contains("11:00 – 12:00 Uhr"), "\(early)")
        #expect(early.contains("Zeiten: Berliner Zeit (MEZ, UTC+1)."))
        #expect(early.contains("öffnet Montag, 5. Januar, 10:45 Uhr"))
        #expect(!early.contains("<script>alert") && early.contains("&lt;script&gt;alert(1)&lt;/script&gt;{{title}}"))
        practice.clock.move(seconds: 6_300)
        let open = try await browser.get("/bookings").text
        #expect(open.contains(">Eingang</a>") && open.contains(#"href="https://practice.example/join/"#), "\(open)")
    }

    @Test("what ended because the address was not proved in time says so, also where it was to be paid")
    func notConfirmed() async throws {
        let paid = try await PaidPractice.open { $0.bookingNeedsProof = true }
        let jo = try await paid.practice.register("jo@example.com", proved: false)
        #expect(try await jo.book(jan("08T10:00"), service: paid.service).status == 201)
        paid.practice.clock.move(seconds: 3_601)
        try await paid.practice.work()
        #expect(try await paid.practice.texts("SELECT status FROM bookings") == ["expired"])
        let browser = PageBrowser(paid.practice)
        try await browser.signIn("jo@example.com")
        let page = try await browser.get("/bookings").text
        #expect(page.contains("Not confirmed in time") && !page.contains("Not paid in time"), "\(page)")
    }

    @Test("what is past is shown in parts, none of which misses or repeats one")
    func parts() async throws {
        let practice = try await Practice.openForLong()
        let kim = try await practice.register("kim@example.com")
        var booked: [Int64] = []
        for hour in 9...16 {
            for day in 5...9 where booked.count < 30 && (day, hour) > (5, 9) {
                booked.append(try await kim.mustBook(jan("0\(day)T\(hour < 10 ? "0" : "")\(hour):00")))
            }
        }
        practice.clock.move(hours: 24 * 7)
        let browser = PageBrowser(practice)
        try await browser.signIn("kim@example.com")
        var shown: [Int64] = []
        var path = "/bookings"
        for _ in 1...3 {
            let page = try await browser.get(path).text
            shown += page.matches(of: /<h3 class="name"><a href="\/bookings\/(\d+)">/).compactMap { Int64($0.output.1) }
            guard let next = page.firstMatch(of: /<a class="btn" href="(\/bookings\?after=[^"#]+)#past">Show older/)
            else { break }
            path = String(next.output.1)
        }
        #expect(shown.count == 30 && Set(shown) == Set(booked), "\(shown.count)")
        #expect(try await browser.get("/bookings?after=x").status == 422)
    }
}
