import App
import Domain
import Foundation
import Testing

@Suite("Live pages")
struct LiveTests {
    private static let path = "/practice/lobby/events"
    private static let changed = "data: changed\n\n"

    /// A browser in which a host is signed in; other than the boss one who has no meetings.
    private static func browser(_ lobby: Lobby, of email: String = "boss@example.com") async throws -> PageBrowser {
        if email != "boss@example.com" {
            let host = try await lobby.practice.register(email)
            #expect(try await lobby.boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]).status == 200)
        }
        let browser = PageBrowser(lobby.practice)
        try await browser.signIn(email)
        return browser
    }

    @Test("an open lobby is told at once to look, and again whenever somebody comes or leaves or something is decided")
    func told() async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: -60)
        let live = lobby.practice.app.live
        let page = try #require(try await Self.browser(lobby).open(Self.path))
        #expect(try await page.next() == "retry: 2000\n" + Self.changed)
        await live.look()
        #expect(try await page.next() == Self.changed, "the first look does not know what the page has seen")
        try await lobby.arrive()
        await live.look()
        #expect(try await page.next() == Self.changed)
        lobby.practice.clock.move(seconds: 20)
        await live.look()
        #expect(try await page.next() == Self.changed, "nothing is written by whoever leaves")
        try await lobby.post("late", ["minutes": 10])
        await live.look()
        #expect(try await page.next() == Self.changed)
        lobby.practice.app.stopping.begin()
        #expect(try await page.next() == nil)
    }

    @Test("what happens by way of another server is told too, and only to those whom it concerns")
    func others() async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: -60)
        var pages: [OpenPage] = []
        for email in ["boss@example.com", "other@example.com"] {
            pages.append(try #require(try await Self.browser(lobby, of: email).open(Self.path)))
        }
        for page in pages { #expect(try await page.next() == "retry: 2000\n" + Self.changed) }
        await lobby.practice.app.live.look()
        for page in pages { #expect(try await page.next() == Self.changed, "the first look tells everybody") }
        let next = try await lobby.practice.anotherServer()
        _ = try await next.meetings.arrive(.client, at: lobby.bookingID)
        for _ in 0..<12 { await lobby.practice.app.live.look() }
        #expect(try await pages[0].next() == Self.changed)
        lobby.practice.app.stopping.begin()
        for page in pages { #expect(try await page.next() == nil, "once is enough, and the other host has none") }
    }

    @Test("what happens between a page's opening and the first look is told, whatever it is")
    func first() async throws {
        let lobby = try await Lobby.open()
        lobby.move(to: -60)
        let page = try #require(try await Self.browser(lobby).open(Self.path))
        #expect(try await page.next() == "retry: 2000\n" + Self.changed)
        try await lobby.arrive()
        await lobby.practice.app.live.look()
        #expect(try await page.next() == Self.changed)
        lobby.practice.app.stopping.begin()
        #expect(try await page.next() == nil)
    }

    @Test("three pages of one person are kept up to date, a fourth asks now and then; a place that is left is free")
    func alike() async throws {
        let lobby = try await Lobby.open()
        let browser = try await Self.browser(lobby)
        var pages: [OpenPage] = []
        for _ in 0..<3 { pages.append(try #require(try await browser.open(Self.path))) }
        let refused = try await browser.get(Self.path)
        #expect(refused.status == 204 && refused.bytes.isEmpty)
        await pages[1].close()
        let next = try #require(try await browser.open(Self.path))
        #expect(try await browser.open(Self.path) == nil)
        let other = try #require(try await Self.browser(lobby, of: "other@example.com").open(Self.path))
        for page in pages + [next, other] { await page.close() }
    }

    @Test("answers that are thrown away unread hold no places")
    func unread() async throws {
        let lobby = try await Lobby.open()
        let browser = try await Self.browser(lobby)
        for _ in 0..<10 { #expect(try await browser.response(Self.path).status == .ok) }
    }

    @Test("there are no more streams than STREAMS_MOST, and than three quarters of the connections")
    func most() async throws {
        for (streams, connections) in [(2, 2_000), (5_000, 2)] {
            let lobby = try await Lobby.open { settings in
                settings.meetings.streamsMost = streams
                settings.connectionLimits.all = connections
            }
            let browser = try await Self.browser(lobby)
            var pages: [OpenPage] = []
            while pages.count < 5, let page = try await browser.open(Self.path) { pages.append(page) }
            #expect(pages.count == 2)
            for page in pages { await page.close() }
        }
    }

    @Test("a stream is no answer that is kept or gathered on its way, and a stopping server opens none")
    func headers() async throws {
        let lobby = try await Lobby.open()
        let browser = try await Self.browser(lobby)
        let response = try await browser.response(Self.path)
        #expect(response.headers[.contentType] == "text/event-stream")
        #expect(response.headers[.cacheControl] == "no-store")
        #expect(response.headers[values: .init("X-Accel-Buffering")!] == ["no"])
        lobby.practice.app.stopping.begin()
        #expect(try await browser.response(Self.path).status == .noContent)
    }
}
