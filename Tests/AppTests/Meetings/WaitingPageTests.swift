import App
import Domain
import Foundation
import Testing

@Suite("The waiting room's page")
struct WaitingPageTests {
    private static let german = ["Accept-Language": "de"]

    /// A browser before the client's entrance, five minutes before the start.
    private static func comes(
        _ change: (inout Settings) throws -> Void = { _ in }
    ) async throws -> (lobby: Lobby, browser: PageBrowser, path: String) {
        let lobby = try await Lobby.open(change)
        #expect(try await lobby.jo.patch("/api/users/me", ["time_zone": "UTC"]).status == 200)
        lobby.move(to: -300)
        return (lobby, PageBrowser(lobby.practice), try await lobby.entrance())
    }

    @Test("looking makes nobody wait, pressing the button does; whoever waits is told so, in English and German")
    func waiting() async throws {
        let (lobby, browser, path) = try await Self.comes()
        let looked = try await browser.get(path)
        #expect(looked.status == 200 && looked.text.contains("Enter the meeting") && !looked.text.contains("data-live"))
        #expect(try await lobby.waiting() == [])
        let waits = try await browser.press(path)
        #expect(waits.status == 200 && waits.text.contains("knows that you are here"))
        #expect(waits.text.contains("You have been waiting since 09:55.") && !waits.text.contains("running late"))
        #expect(waits.text.contains("data-events=\"\(path)/events\""))
        #expect(try await lobby.waiting() == ["client"])
        try await lobby.post("late", ["minutes": 10])
        let late = try await browser.get(path)
        #expect(late.text.contains("is running late by about 10 minutes and expects to begin at 10:10."))
        let german = try await browser.get(path, Self.german)
        #expect(german.text.contains("Sie warten seit 9:55 Uhr.") && german.text.contains("bis 10:10 Uhr."))
    }

    @Test("a page that is asked for again by the browser that waits keeps its place, by any other it does not")
    func presence() async throws {
        let (lobby, browser, path) = try await Self.comes()
        _ = try await browser.get(path)
        _ = try await browser.press(path)
        for _ in 0..<4 {
            lobby.practice.clock.move(seconds: 15)
            _ = try await browser.get(path)
        }
        #expect(try await lobby.waiting() == ["client"])
        for _ in 0..<2 {
            lobby.practice.clock.move(seconds: 15)
            let scanner = try await PageBrowser(lobby.practice).get(path)
            #expect(scanner.text.contains("Enter the meeting"))
        }
        #expect(try await lobby.waiting() == [])
    }

    @Test("once the door is open the page leads on by a form, and looking alone goes in nowhere")
    func opened() async throws {
        let (lobby, browser, path) = try await Self.comes()
        let room = try await lobby.room()
        _ = try await browser.get(path)
        _ = try await browser.press(path)
        try await lobby.post("open")
        let open = try await browser.get(path)
        #expect(open.text.contains("The door is open") && open.text.contains("data-go") && !open.text.contains(room))
        #expect(try await !PageBrowser(lobby.practice).get(path).text.contains("data-go"), "another browser asks first")
        let goes = try await browser.press(path)
        #expect(goes.status == 303 && goes.header("Location")?.contains(room) == true)
        // Whoever comes back is not sent off again.
        #expect(try await !browser.get(path).text.contains("data-go"))
    }

    @Test("whoever is let in alone is led on, while the meeting stays closed")
    func admitted() async throws {
        let (lobby, browser, path) = try await Self.comes()
        _ = try await browser.get(path)
        _ = try await browser.press(path)
        try await lobby.post("admit", ["participant_id": "client"])
        #expect(try await browser.get(path).text.contains("The door is open"))
        #expect(try await browser.press(path).status == 303)
        #expect(try await lobby.meeting().text("state") == "closed")
    }

    @Test("the waiting page hears of the opening, and is heard of by its stream")
    func live() async throws {
        let (lobby, browser, path) = try await Self.comes()
        #expect(try await browser.get(path + "/events").status == 403, "nothing is told to who has not asked to go in")
        _ = try await browser.get(path)
        _ = try await browser.press(path)
        let page = try #require(try await browser.open(path + "/events"))
        #expect(try await page.next() == "retry: 2000\ndata: changed\n\n")
        let live = lobby.practice.app.live
        for _ in 0..<12 {
            lobby.practice.clock.move(seconds: 3)
            await live.look()
        }
        #expect(try await lobby.waiting() == ["client"], "the stream alone tells that the page is open")
        try await lobby.post("open")
        await live.look()
        #expect(try await page.next() == "data: changed\n\n")
        await page.close()
        #expect(try await browser.get(path + "/events").status == 204, "nobody waits for an open door")
    }

    @Test("once its page is closed a stream keeps nobody in the list")
    func closed() async throws {
        let (lobby, browser, path) = try await Self.comes()
        _ = try await browser.get(path)
        _ = try await browser.press(path)
        let page = try #require(try await browser.open(path + "/events"))
        // Another open page, so that the server goes on looking.
        let host = PageBrowser(lobby.practice)
        try await host.signIn("boss@example.com")
        let other = try #require(try await host.open("/practice/lobby/events"))
        await page.close()
        for _ in 0..<6 {
            lobby.practice.clock.move(seconds: 5)
            await lobby.practice.app.live.look()
        }
        #expect(try await lobby.waiting() == [])
        await other.close()
    }

    @Test("the open page of a link that was taken back keeps nobody in the list who came by another and has left")
    func revoked() async throws {
        let (lobby, browser, path) = try await Self.comes()
        _ = try await browser.get(path)
        _ = try await browser.press(path)
        let page = try #require(try await browser.open(path + "/events"))
        let revoke = "/api/bookings/\(lobby.id)/participants/client/revoke-link"
        #expect(try await lobby.boss.post(revoke).status == 200)
        try await lobby.arrive()
        #expect(try await lobby.waiting() == ["client"])
        for _ in 0..<12 {
            lobby.practice.clock.move(seconds: 3)
            await lobby.practice.app.live.look()
        }
        #expect(try await lobby.waiting() == [])
        await page.close()
    }

    @Test("a share of the places is kept for those who run meetings")
    func share() async throws {
        let (lobby, browser, path) = try await Self.comes { $0.meetings.streamsMost = 2 }
        _ = try await browser.get(path)
        _ = try await browser.press(path)
        let page = try #require(try await browser.open(path + "/events"))
        #expect(try await browser.get(path + "/events").status == 204)
        let host = PageBrowser(lobby.practice)
        try await host.signIn("boss@example.com")
        let other = try #require(try await host.open("/practice/lobby/events"))
        for page in [page, other] { await page.close() }
    }
}
