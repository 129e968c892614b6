import App
import Domain
import Foundation
import Testing

@Suite("The page of today")
struct TodayPageTests {
    private static let path = "/practice"

    /// A browser in which the admin is signed in, whose times are in UTC.
    private static func browser(_ lobby: Lobby) async throws -> PageBrowser {
        #expect(try await lobby.boss.patch("/api/users/me", ["time_zone": "UTC"]).status == 200)
        let browser = PageBrowser(lobby.practice)
        try await browser.signIn("boss@example.com")
        return browser
    }

    @Test("a free day says when the next booking is; a day with one shows it, what is next, and this moment")
    func day() async throws {
        let lobby = try await Lobby.open()
        let browser = try await Self.browser(lobby)
        let before = try await browser.get(Self.path)
        #expect(before.status == 200 && before.text.contains("A free day."), "\(before)")
        #expect(before.text.contains("Tuesday 6 January, 10:00, with Jo Doe"), "\(before)")
        lobby.move(to: -3_600)
        let page = try await browser.get(Self.path)
        for text in [
            "Tuesday 6 January 2026, UTC", "Next, in 60 minutes", "10:00 – 11:00", "Jo Doe", "Confirmed",
            "<li id=\"now\"><span class=\"nowline row small strong\">09:00</span>",
            "href=\"/practice/bookings/\(lobby.id)\"", "data-events=\"/practice/events\"", "Nothing needs you.",
        ] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
        #expect(!page.text.contains("A free day."))
        let german = try await browser.get(Self.path, ["Accept-Language": "de"])
        #expect(german.text.contains("Als Nächstes, in 60 Minuten"), "\(german)")
    }

    @Test("it says who waits, and afterwards that nothing comes any more")
    func waiting() async throws {
        let lobby = try await Lobby.open()
        let browser = try await Self.browser(lobby)
        lobby.move(to: -240)
        try await lobby.arrive()
        lobby.practice.clock.move(seconds: 60)
        try await lobby.arrive()
        let page = try await browser.get(Self.path)
        for text in ["Jo Doe is waiting since 09:56", "Next, in 3 minutes", "here for 1 minute", "data-waiting=\"1\""] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
        lobby.move(to: 2 * 3_600)
        let late = try await browser.get(Self.path)
        #expect(late.text.contains("Nothing comes any more today."), "\(late)")
    }

    @Test("what runs over midnight stands on both days, cut there, and says when it began or ends")
    func midnight() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        #expect(try await boss.patch("/api/users/me", ["time_zone": "UTC"]).status == 200)
        let night: [String: any Sendable] = ["weekday": 1, "from": "23:30", "to": "00:30"]
        let hours: [String: any Sendable] = ["time_zone": "UTC", "weekly": [night]]
        let set = try await boss.put("/api/admin/hosts/\(practice.bossID)/working-hours", hours)
        #expect(set.status == 200, "\(set)")
        let id = try await practice.register("jo@example.com").mustBook(jan("05T23:30"))
        let browser = PageBrowser(practice)
        try await browser.signIn("boss@example.com")
        let evening = try await browser.get(Self.path)
        #expect(evening.text.contains("<li id=\"meet-\(id)\"><time>23:30</time>"), "\(evening)")
        #expect(evening.text.contains("until Tuesday 6 January, 00:30"), "\(evening)")
        #expect(evening.text.contains("in all, 30 minutes"), "\(evening)")
        practice.clock.move(seconds: 16 * 3_600 + 600)
        let morning = PageBrowser(practice)
        try await morning.signIn("boss@example.com")
        let page = try await morning.get(Self.path)
        for text in [
            "Tuesday 6 January 2026", "<li id=\"meet-\(id)\"><time>00:00</time>", "since Monday 5 January, 23:30",
            "in all, 30 minutes", "<li id=\"now\"><span class=\"nowline row small strong\">00:10</span>",
        ] {
            #expect(page.text.contains(text), "\(text): \(page)")
        }
        #expect(!page.text.contains("A free day."), "\(page)")
    }

    @Test("a host sees their own day alone, and a client none; hosts and admins begin with it")
    func rights() async throws {
        let lobby = try await Lobby.open()
        let host = try await lobby.practice.register("other@example.com")
        #expect(try await lobby.boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]).status == 200)
        lobby.move(to: -3_600)
        let other = PageBrowser(lobby.practice)
        #expect(try await other.signIn("other@example.com").header("Location") == Self.path)
        #expect(try await !other.get(Self.path).text.contains("Jo Doe"))
        let jo = PageBrowser(lobby.practice)
        #expect(try await jo.signIn("jo@example.com").header("Location") == "/account")
        #expect(try await jo.get(Self.path).status == 403)
    }

    @Test("an open page is told of a booking and of a cancellation, and the lobby of neither")
    func live() async throws {
        let lobby = try await Lobby.open()
        let (live, changed) = (lobby.practice.app.live, "data: changed\n\n")
        let day = try #require(try await Self.browser(lobby).open("/practice/events"))
        #expect(try await day.next() == "retry: 2000\n" + changed)
        await live.look()
        #expect(try await day.next() == changed, "the first look does not know what the page has seen")
        let id = try await lobby.jo.mustBook(jan("07T10:00"))
        await live.look()
        #expect(try await day.next() == changed)
        #expect(try await lobby.jo.post("/api/bookings/\(id)/cancel").status == 200)
        await live.look()
        #expect(try await day.next() == changed)
        await live.look()
        lobby.practice.app.stopping.begin()
        #expect(try await day.next() == nil, "where nothing happens nothing is told")
    }
}
