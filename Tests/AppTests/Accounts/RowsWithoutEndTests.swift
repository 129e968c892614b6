import App
import Foundation
import Storage
import Testing

@Suite("Rows without end")
struct RowsWithoutEndTests {
    private static func count(_ practice: Practice, _ table: SQL) async throws -> Int {
        try await practice.app.database.read { try $0.count("SELECT COUNT(*) FROM \(table)") }
    }

    @Test("thirty changes of a profile in an hour are written, and no further one leaves a row")
    func profile() async throws {
        let practice = try await Practice.open { $0.tokenMinutes = 1_440 }
        let jo = try await practice.register("jo@example.com")
        for number in 1...30 {
            #expect(try await jo.patch("/api/users/me", ["first_name": "Jo \(number)"]).status == 200)
        }
        let before = try await Self.count(practice, "audit")
        let over = try await jo.patch("/api/users/me", ["first_name": "Jo 31"])
        #expect(over.status == 429 && over.code == "too_many_requests" && over.header("Retry-After") == "3600")
        #expect(try await jo.get("/api/users/me").object("user").text("first_name") == "Jo 30")
        #expect(try await Self.count(practice, "audit") == before)
        practice.clock.move(seconds: 3_600)
        #expect(try await jo.patch("/api/users/me", ["first_name": "Jo 31"]).status == 200)
    }

    @Test("what changes nothing writes nothing, and is not counted")
    func unchanged() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jo"])
        let rows = try await Self.count(practice, "audit") + Self.count(practice, "attempts")
        for _ in 1...40 {
            #expect(try await jo.patch("/api/users/me", ["first_name": " Jo ", "last_name": ""]).status == 200)
        }
        #expect(try await Self.count(practice, "audit") + Self.count(practice, "attempts") == rows)
    }

    @Test("a thousand sessions of a person are kept: ended ones go first, then the longest unused")
    func sessions() async throws {
        let practice = try await Practice.open()
        let first = try await practice.register("jo@example.com")
        let user = first.userID
        let start = practice.clock.now
        practice.clock.move(seconds: 60)
        let ended = try await practice.signIn("jo@example.com")
        #expect(try await ended.post("/api/auth/logout").status == 204)
        try await practice.app.database.write { tx in
            for number in 1...998 {
                let end = start.addingTimeInterval(Double(30 * 86_400 + number))
                _ = try tx.run(
                    "INSERT INTO sessions (user_id, created_at, expires_at) VALUES (\(user), \(start), \(end))")
            }
        }
        _ = try await practice.signIn("jo@example.com")
        #expect(try await Self.count(practice, "sessions WHERE revoked_at IS NOT NULL") == 0)
        #expect(try await first.get("/api/users/me").status == 200)
        _ = try await practice.signIn("jo@example.com")
        #expect(try await first.get("/api/users/me").status == 401)
        let kept = try await practice.app.database.read {
            try $0.count("SELECT COUNT(*) FROM sessions WHERE user_id = \(user)")
        }
        #expect(kept == 1_000)
    }

    @Test("of a session that stays in use the tokens of the last thirty days are kept")
    func refreshTokens() async throws {
        let practice = try await Practice.open()
        try await practice.app.database.write { try Housekeeping.plan(in: $0) }
        let body = ["email": "boss@example.com", "password": Practice.password]
        var pair = try TokenPair(try await practice.visitor.post("/api/auth/login", body))
        for _ in 1...5 {
            practice.clock.move(hours: 15 * 24)
            pair = try TokenPair(
                try await practice.visitor.post("/api/auth/refresh", ["refresh_token": pair.refresh]))
        }
        try await practice.work()
        #expect(try await Self.count(practice, "refresh_tokens WHERE used_at IS NULL") == 1)
        #expect(try await Self.count(practice, "refresh_tokens WHERE used_at IS NOT NULL") == 3)
    }
}
