import App
import Foundation
import HTTPTypes
import Storage
import Testing

@Suite("Sessions that a person sees and ends")
struct OpenSessionTests {
    private static let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

    private static func signIn(_ practice: Practice, _ agent: String?) async throws -> TokenPair {
        let visitor = agent.map { practice.visitor.with("User-Agent", $0) } ?? practice.visitor
        return try TokenPair(
            try await visitor.post("/api/auth/login", ["email": "boss@example.com", "password": Practice.password]))
    }

    private static func list(_ practice: Practice, _ token: String) async throws -> [Fields] {
        try await Asker(app: practice.app, token: token).get("/api/users/me/sessions").array("sessions")
    }

    @Test("open sessions are listed with their program, the latest used first, and one is the present one")
    func list() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        // What the practice itself has opened is not to be counted here.
        try await practice.run("DELETE FROM sessions WHERE user_id = \(practice.bossID)")
        let first = try await Self.signIn(practice, Self.firefox)
        practice.clock.move(seconds: 60)
        let second = try await Self.signIn(practice, "curl/8.5.0")
        practice.clock.move(seconds: 60)
        _ = try await practice.visitor.post("/api/auth/refresh", ["refresh_token": first.refresh])
        let listed = try await Self.list(practice, second.access)
        #expect(listed.allSatisfy { $0.names == ["id", "created_at", "last_used_at", "device", "current"] })
        #expect(try listed.map { try $0.text("device") } == ["Firefox on Linux", "curl"])
        #expect(try listed.map { try $0.flag("current") } == [false, true])
        #expect(try listed[0].text("created_at") == "2026-01-05T08:00:00Z")
        #expect(try listed[0].text("last_used_at") == "2026-01-05T08:02:00Z")
        let mine = try await jo.get("/api/users/me/sessions").array("sessions")
        #expect(mine.count == 1 && mine[0].isNull("device"))
    }

    @Test("a session is ended by its person, and by nobody else")
    func end() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let here = try await Self.signIn(practice, nil)
        let there = try await Self.signIn(practice, nil)
        let boss = Asker(app: practice.app, token: here.access)
        let id = try await Self.list(practice, there.access).filter { try $0.flag("current") }[0].int("id")
        #expect(try await jo.delete("/api/users/me/sessions/\(id)").status == 404)
        let ended = try await boss.delete("/api/users/me/sessions/\(id)")
        #expect(ended.status == 204 && ended.bytes.isEmpty)
        #expect(try await Asker(app: practice.app, token: there.access).get("/api/users/me").status == 401)
        let refreshed = try await practice.visitor.post("/api/auth/refresh", ["refresh_token": there.refresh])
        #expect(refreshed.status == 401)
        #expect(try await boss.delete("/api/users/me/sessions/\(id)").status == 404)
        #expect(try await Self.list(practice, here.access).allSatisfy { try $0.int("id") != id })
    }

    @Test("a session ends after 180 days, however often it is used")
    func life() async throws {
        let practice = try await Practice.open { $0.tokenMinutes = 1_440 }
        var pair = try await Self.signIn(practice, nil)
        for _ in 1...8 {
            practice.clock.move(hours: 20 * 24)
            pair = try TokenPair(
                try await practice.visitor.post("/api/auth/refresh", ["refresh_token": pair.refresh]))
        }
        practice.clock.move(hours: 20 * 24 - 1)
        let last = try await practice.visitor.post("/api/auth/refresh", ["refresh_token": pair.refresh])
        pair = try TokenPair(last)
        let asker = Asker(app: practice.app, token: pair.access)
        practice.clock.move(seconds: 3_599)
        #expect(try await asker.get("/api/users/me").status == 200)
        practice.clock.move(seconds: 1)
        #expect(try await asker.get("/api/users/me").status == 401)
        let over = try await practice.visitor.post("/api/auth/refresh", ["refresh_token": pair.refresh])
        #expect(over.code == "invalid_token")
    }
}
