import App
import Foundation
import Testing

@Suite("What the rail of the practice's pages counts")
struct RailCountTests {
    private static func browser(_ practice: Practice, _ email: String) async throws -> PageBrowser {
        let browser = PageBrowser(practice)
        try await browser.signIn(email)
        return browser
    }

    @Test("it tells how many wait and how much failed, to the eye and to the ear, and nothing where there is none")
    func counts() async throws {
        let lobby = try await Lobby.open()
        let practice = lobby.practice
        lobby.move(to: -300)
        let browser = try await Self.browser(practice, "boss@example.com")
        let calm = try await browser.get("/practice/bookings")
        #expect(!calm.text.contains("class=\"n\""), "\(calm)")
        practice.clock.move(seconds: 5)
        try await lobby.arrive()
        let one = try await browser.get("/practice/bookings")
        #expect(one.text.contains("<span class=\"sr\">, 1 person waits</span>"), "\(one)")
        #expect(one.text.contains("<span class=\"lamp on\"></span><span aria-hidden=\"true\">1</span>"), "\(one)")
        #expect(!one.text.contains("failed</span>"))
        try await practice.addFailedJob("remind", "The clock stood still.")
        try await practice.run("UPDATE mails SET state = 'parked' WHERE id = (SELECT MIN(id) FROM mails)")
        practice.clock.move(seconds: 5)
        let two = try await browser.get("/practice/bookings")
        // In the rail, and twice where phones have it.
        #expect(two.text.matches(of: /, 2 failed<\/span>/).count == 3, "\(two)")
        let german = try await browser.get("/practice/bookings", ["Accept-Language": "de"])
        #expect(german.text.contains(", 1 Person wartet<") && german.text.contains(", 2 fehlgeschlagen<"), "\(german)")
    }

    @Test("a host is told who waits for them, and of no failure")
    func host() async throws {
        let lobby = try await Lobby.open()
        let practice = lobby.practice
        let host = try await practice.register("host@example.com")
        #expect(try await lobby.boss.patch("/api/admin/users/\(host.userID)", ["is_host": true]).status == 200)
        lobby.move(to: -300)
        try await lobby.arrive()
        try await practice.addFailedJob("remind", "The clock stood still.")
        let other = try await Self.browser(practice, "host@example.com").get("/practice/lobby")
        #expect(other.status == 200 && !other.text.contains("class=\"n\""), "\(other)")
        #expect(try await lobby.boss.patch("/api/admin/users/\(host.userID)", ["is_admin": true]).status == 200)
        #expect(try await lobby.boss.patch("/api/admin/users/\(practice.bossID)", ["is_admin": false]).status == 200)
        let own = try await Self.browser(practice, "boss@example.com").get("/practice/lobby")
        #expect(own.text.contains(", 1 person waits<") && !own.text.contains("failed<"), "\(own)")
    }

    @Test("it is remembered for five seconds, and counted up to 99")
    func remembered() async throws {
        let practice = try await Practice.open()
        let browser = try await Self.browser(practice, "boss@example.com")
        _ = try await browser.get("/practice/lobby")
        for subject in 1...101 { try await practice.addFailedJob("remind", "Late.", subject: Int64(subject)) }
        practice.clock.move(seconds: 4)
        #expect(try await !browser.get("/practice/lobby").text.contains("failed<"))
        practice.clock.move(seconds: 1)
        let page = try await browser.get("/practice/lobby")
        #expect(page.text.contains(">99+<") && page.text.contains(", 99+ failed<"), "\(page)")
    }
}
