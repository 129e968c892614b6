import App
import Domain
import Foundation
import Testing

@Suite("The lobby's page")
struct LobbyPageTests {
    private static let german = ["Accept-Language": "de"]

    private static func signedIn(_ lobby: Lobby, _ email: String = "boss@example.com") async throws -> PageBrowser {
        // Times are those of the reader's zone.
        #expect(try await lobby.boss.patch("/api/users/me", ["time_zone": "UTC"]).status == 200)
        let browser = PageBrowser(lobby.practice)
        try await browser.signIn(email)
        return browser
    }

    @Test("it shows who waits, since when and as whom the practice knows them, in English and German")
    func shown() async throws {
        let lobby = try await Lobby.open()
        let browser = try await Self.signedIn(lobby)
        lobby.move(to: -300)
        try await lobby.arrive()
        lobby.move(to: -240)
        try await lobby.arrive()
        let page = try await browser.get("/practice/lobby")
        #expect(page.status == 200)
        for text in [
            "1 person is waiting", "Jo Doe", "participant · waiting for 1 minute, since 09:55", "Admit",
            "Open the meeting", "not open yet", "data-events=\"/practice/lobby/events\"",
        ] {
            #expect(page.text.contains(text), "\(text)")
        }
        #expect(!page.text.contains("known to you as") && !page.text.contains("Not here yet"), "they are named already")
        let german = try await browser.get("/practice/lobby", Self.german)
        for text in ["1 Person wartet", "wartet seit 1 Minute, seit 9:55 Uhr", "Einlassen", "Termin öffnen"] {
            #expect(german.text.contains(text), "\(text)")
        }
    }

    @Test("whoever has just come is told without a count of minutes, and by both names where they typed another")
    func names() async throws {
        let lobby = try await Lobby.open()
        let browser = try await Self.signedIn(lobby)
        lobby.move(to: -300)
        let path = try await lobby.entrance()
        let named = try await lobby.practice.visitor.submit("\(path)/name", "name=Captain+Jo")
        #expect(named.status == 303, "\(named)")
        try await lobby.arrive()
        let page = try await browser.get("/practice/lobby")
        #expect(page.text.contains("known to you as Jo Doe, participant · has just come"), "\(page)")
        #expect(page.text.contains("Captain Jo") && !page.text.contains("0 minutes"), "\(page)")
    }

    @Test("without tokens it says that nobody has a moderator's rights, and what gives them")
    func openServer() async throws {
        let lobby = try await Lobby.open()
        let page = try await Self.signedIn(lobby).get("/practice/lobby")
        for text in ["meet.jit.si is an open server", "JITSI_APP_ID", "JAAS_APP_ID"] {
            #expect(page.text.contains(text), "\(text)")
        }
    }

    @Test("its forms let in, open, close and tell of lateness, without a script")
    func forms() async throws {
        let lobby = try await Lobby.open()
        let browser = try await Self.signedIn(lobby)
        lobby.move(to: 0)
        try await lobby.arrive()
        _ = try await browser.get("/practice/lobby")
        func send(_ deed: String, _ fields: [(String, String)] = []) async throws -> Answer {
            try await browser.send("/practice/lobby/\(lobby.id)/\(deed)", fields)
        }
        let late = try await send("late", [("minutes", "10")])
        #expect(late.status == 303 && late.header("Location") == "/practice/lobby")
        #expect(try await lobby.meeting().int("late_minutes") == 10)
        #expect(try await browser.get("/practice/lobby").text.contains("Told: about 10 minutes late."))
        #expect(try await send("admit", [("participant_id", "client")]).status == 303)
        #expect(try await lobby.admitted() == ["client"])
        #expect(try await browser.get("/practice/lobby").text.contains("Let in: Jo Doe."))
        #expect(try await send("open").status == 303)
        #expect(try await lobby.meeting().text("state") == "open")
        #expect(try await browser.get("/practice/lobby").text.contains("Let nobody else in"))
        #expect(try await send("close").status == 303)
        #expect(try await lobby.meeting().text("state") == "closed")
    }

    @Test("without anybody it says who comes next, and names nobody where nobody comes")
    func empty() async throws {
        let lobby = try await Lobby.open()
        let browser = try await Self.signedIn(lobby)
        #expect(try await browser.get("/practice/lobby").text.contains("Nobody is expected in the next hours"))
        lobby.move(to: -3_600)
        let page = try await browser.get("/practice/lobby")
        #expect(page.text.contains("The next one is Jo Doe, at 10:00") && page.text.contains("Nobody is waiting"))
        lobby.move(to: -900)
        #expect(try await browser.get("/practice/lobby").text.contains("Not here yet: Jo Doe"))
        lobby.move(to: 90 * 60)
        #expect(try await !browser.get("/practice/lobby").text.contains("Jo Doe"))
    }

    @Test("a host sees and opens their own meetings alone, and a client none")
    func rights() async throws {
        let lobby = try await Lobby.open()
        let host = try await lobby.practice.register("other@example.com")
        #expect(try await lobby.boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]).status == 200)
        lobby.move(to: 0)
        try await lobby.arrive()
        let others = try await Self.signedIn(lobby, "other@example.com")
        #expect(try await !others.get("/practice/lobby").text.contains("Jo Doe"))
        _ = try await others.get("/account")
        #expect(try await others.send("/practice/lobby/\(lobby.id)/open").status == 404)
        let clients = try await Self.signedIn(lobby, "jo@example.com")
        #expect(try await clients.get("/practice/lobby").status == 403)
        _ = try await clients.get("/account")
        #expect(try await clients.send("/practice/lobby/\(lobby.id)/open").status == 403)
        #expect(try await lobby.meeting().text("state") == "closed")
    }
}
