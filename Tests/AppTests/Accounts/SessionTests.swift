import Foundation
import Testing

@Suite("Sessions")
struct SessionTests {
    private static func refresh(_ practice: Practice, _ token: String) async throws -> Answer {
        try await practice.visitor.post("/api/auth/refresh", ["refresh_token": token])
    }

    private static func signIn(_ practice: Practice) async throws -> TokenPair {
        try TokenPair(
            try await practice.visitor.post(
                "/api/auth/login", ["email": "boss@example.com", "password": Practice.password]))
    }

    private static func works(_ practice: Practice, _ token: String) async throws -> Bool {
        try await Asker(app: practice.app, token: token).get("/api/users/me").status == 200
    }

    @Test("a refresh token works once; used again after half a minute it ends its whole session and no other")
    func reuse() async throws {
        let practice = try await Practice.open()
        let first = try await Self.signIn(practice)
        let elsewhere = try await Self.signIn(practice)
        practice.clock.move(seconds: 1)
        let answer = try await Self.refresh(practice, first.refresh)
        #expect(answer.status == 200 && answer.header("Cache-Control") == "no-store")
        #expect(try answer.object("user").text("email") == "boss@example.com")
        let second = try TokenPair(answer)
        #expect(second.refresh != first.refresh && second.access != first.access)
        #expect(try await Self.works(practice, second.access))
        let third = try TokenPair(try await Self.refresh(practice, second.refresh))

        practice.clock.move(seconds: 30)
        let reused = try await Self.refresh(practice, first.refresh)
        #expect(reused.status == 401 && reused.code == "invalid_token")
        for token in [first.access, second.access, third.access] {
            #expect(try await !Self.works(practice, token))
        }
        #expect(try await Self.refresh(practice, third.refresh).status == 401)
        #expect(try await Self.works(practice, elsewhere.access))
        let unknown = try await Self.refresh(practice, "never existed")
        #expect(unknown.status == 401 && unknown.bytes == reused.bytes)

        let audit = try await Asker(app: practice.app, token: elsewhere.access).get("/api/admin/audit").array("audit")
        #expect(try audit.count { try $0.text("action") == "session.reuse_detected" } == 1)
    }

    @Test("a session lives thirty days after its last use, whatever its access tokens say")
    func life() async throws {
        let practice = try await Practice.open { $0.tokenMinutes = 1_440 }
        var pair = try await Self.signIn(practice)
        practice.clock.move(seconds: 30 * 86_400 - 1)
        pair = try TokenPair(try await Self.refresh(practice, pair.refresh))
        practice.clock.move(seconds: 30 * 86_400 - 1)
        pair = try TokenPair(try await Self.refresh(practice, pair.refresh))
        practice.clock.move(seconds: 30 * 86_400)
        #expect(try await Self.refresh(practice, pair.refresh).code == "invalid_token")
    }

    @Test("signing out ends this session at once and leaves the others")
    func logout() async throws {
        let practice = try await Practice.open()
        let here = try await Self.signIn(practice)
        let elsewhere = try await Self.signIn(practice)
        let answer = try await Asker(app: practice.app, token: here.access).post("/api/auth/logout")
        #expect(answer.status == 204 && answer.bytes.isEmpty)
        #expect(try await !Self.works(practice, here.access))
        #expect(try await Self.refresh(practice, here.refresh).status == 401)
        #expect(try await Asker(app: practice.app, token: here.access).post("/api/auth/logout").status == 401)
        #expect(try await Self.works(practice, elsewhere.access))
    }
}
