import App
import Foundation
import HTTPTypes
import Storage
import Testing

@Suite("Two tabs and lost answers")
struct RefreshTests {
    private static func refresh(_ practice: Practice, _ token: String) async throws -> Answer {
        try await practice.visitor.post("/api/auth/refresh", ["refresh_token": token])
    }

    private static func signIn(_ practice: Practice) async throws -> TokenPair {
        let body = ["email": "boss@example.com", "password": Practice.password]
        return try TokenPair(try await practice.visitor.post("/api/auth/login", body))
    }

    /// What is stored of refresh tokens.
    private static func kept(_ practice: Practice) async throws -> [String] {
        try await practice.app.database.read { tx in
            try tx.rows("SELECT token_hash FROM refresh_tokens") { try $0.text(0) }
        }
    }

    private static func works(_ practice: Practice, _ token: String) async throws -> Bool {
        try await Asker(app: practice.app, token: token).get("/api/users/me").status == 200
    }

    @Test("tabs that refresh at once all get the same successor, and the session goes on")
    func atOnce() async throws {
        let practice = try await Practice.open()
        var pair = try await Self.signIn(practice)
        let before = try await Self.kept(practice).count
        for _ in 1...5 {
            let token = pair.refresh
            let pairs: [TokenPair] = try await withThrowingTaskGroup(of: TokenPair.self) { group in
                for _ in 1...4 { group.addTask { try TokenPair(try await Self.refresh(practice, token)) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(pairs.allSatisfy { $0.refresh == pairs[0].refresh })
            for pair in pairs { #expect(try await Self.works(practice, pair.access)) }
            pair = pairs[0]
            practice.clock.move(seconds: 60)
        }
        #expect(try await Self.kept(practice).count == before + 5)
    }

    @Test("a lost answer is asked for again for half a minute, and not one second longer")
    func lostAnswer() async throws {
        let practice = try await Practice.open()
        let first = try await Self.signIn(practice)
        let lost = try TokenPair(try await Self.refresh(practice, first.refresh))
        practice.clock.move(seconds: 29)
        let again = try TokenPair(try await Self.refresh(practice, first.refresh))
        #expect(again.refresh == lost.refresh)
        // Asking again does not begin the half minute anew.
        practice.clock.move(seconds: 1)
        #expect(try await Self.refresh(practice, first.refresh).code == "invalid_token")
        #expect(try await !Self.works(practice, again.access))
        #expect(try await Self.refresh(practice, again.refresh).code == "invalid_token")
    }

    @Test("the successor is the same on another server, and when the secret has just been changed")
    func changedSecret() async throws {
        let practice = try await Practice.open()
        let first = try await Self.signIn(practice)
        let second = try TokenPair(try await Self.refresh(practice, first.refresh))
        let old = practice.app.settings.jwtSecret
        let other = try await practice.anotherServer {
            $0.jwtSecretPrevious = old
            $0.jwtSecret = String(repeating: "x", count: 32)
        }
        let again = try await Asker(app: other).post("/api/auth/refresh", ["refresh_token": first.refresh])
        #expect(try again.text("refresh_token") == second.refresh)
    }

    @Test("nothing that is stored is a refresh token or leads to one")
    func stored() async throws {
        let practice = try await Practice.open()
        let before = try await Self.kept(practice).count
        let first = try await Self.signIn(practice)
        let second = try TokenPair(try await Self.refresh(practice, first.refresh))
        let kept = try await Self.kept(practice)
        #expect(kept.count == before + 2)
        for text in kept {
            #expect(text != first.refresh && text != second.refresh)
            #expect(try await Self.refresh(practice, text).code == "invalid_token")
        }
    }

    @Test("tokens of nobody are counted by address, those of a session by the session alone")
    func limits() async throws {
        let practice = try await Practice.open()
        var pair = try await Self.signIn(practice)
        #expect(try await Self.refresh(practice, "nobody's").status == 401)
        try await practice.app.database.write {
            _ = try $0.run("UPDATE attempts SET tried = 300 WHERE subject LIKE 'refresh-address:%'")
        }
        #expect(try await Self.refresh(practice, "nobody's").status == 429)
        #expect(try await Self.refresh(practice, String(repeating: "a", count: 501)).status == 429)
        for _ in 1...120 { pair = try TokenPair(try await Self.refresh(practice, pair.refresh)) }
        let over = try await Self.refresh(practice, pair.refresh)
        #expect(over.status == 429 && over.header("Retry-After") == "3600")
        practice.clock.move(seconds: 3_600)
        #expect(try await Self.refresh(practice, pair.refresh).status == 200)
    }
}
