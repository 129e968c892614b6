import App
import Domain
import Foundation
import Storage
import Testing

@Suite("Problem bodies")
struct ProblemBodyTests {
    @Test("every refusal is a whole problem body with the status that it was sent with")
    func members() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let big = #"{"email": "\#(String(repeating: "a", count: 65_536))"}"#
        let answers: [(Int, String, Answer)] = [
            (400, "bad_request", try await Self.raw(boss, "{not json")),
            (400, "bad_request", try await Self.raw(boss, "[]")),
            (400, "bad_request", try await boss.get("/api/bookings?limit=%zz")),
            (401, "unauthorized", try await practice.visitor.get("/api/bookings")),
            (404, "not_found", try await boss.get("/api/nowhere")),
            (404, "not_found", try await boss.get("/api/bookings/77")),
            (405, "method_not_allowed", try await boss.delete("/api/services")),
            (409, "last_admin", try await boss.patch("/api/admin/users/\(practice.bossID)", ["is_admin": false])),
            (413, "payload_too_large", try await Self.raw(boss, big)),
            (415, "unsupported_media_type", try await Self.raw(boss, "{}", type: "text/plain")),
            (422, "validation_failed", try await boss.patch("/api/users/me", ["time_zone": "X"])),
            (422, "link_expired", try await practice.visitor.post("/api/auth/verify-email", ["token": "x"])),
        ]
        for (status, code, answer) in answers {
            #expect(answer.status == status && answer.code == code, "\(code): \(answer)")
            #expect(answer.header("Content-Type") == "application/problem+json")
            let body = try answer.json()
            #expect(body.names == ["type", "title", "status", "detail", "code", "errors"])
            #expect(try body.text("type") == "about:blank" && body.int("status") == Int64(status))
            #expect(try !body.text("title").isEmpty && !body.text("detail").isEmpty)
            #expect(try body.array("errors").isEmpty == (code != "validation_failed"))
            for error in try body.array("errors") { #expect(error.names == ["field", "message"]) }
        }
    }

    @Test("a wrong method on a known path is told the right ones; an unknown path is not")
    func allow() async throws {
        let practice = try await Practice.open()
        let service = "/api/services/\(practice.service)"
        let rows: [(String, String, [String])] = [
            ("DELETE", "/api/services", ["GET", "HEAD"]), ("POST", "\(service)/slots", ["GET", "HEAD"]),
            ("PUT", "/api/users/me", ["DELETE", "GET", "HEAD", "PATCH"]), ("GET", "/api/auth/login", ["POST"]),
            ("HEAD", "/api/auth/login", ["POST"]), ("OPTIONS", "/api/services", ["GET", "HEAD"]),
            ("TRACE", "/health", ["GET", "HEAD"]), ("BREW", "/health", ["GET", "HEAD"]),
            ("PATCH", "/api/admin/hosts/\(practice.bossID)/overrides/2026-01-01", ["DELETE", "PUT"]),
        ]
        for (method, path, allowed) in rows {
            let answer = try await practice.visitor.ask(method, path)
            #expect(answer.status == 405, "\(method) \(path): \(answer)")
            #expect(answer.header("Allow") == allowed.joined(separator: ", "), "\(method) \(path)")
        }
        for path in ["/api", service, "\(service)/slots/2", "/api/bookings/1/2/3"] {
            let answer = try await practice.visitor.ask("DELETE", path)
            #expect(answer.status == 404 && answer.header("Allow") == nil, "\(path): \(answer)")
        }
    }

    @Test("every refusal with 401 says how to sign in, and every 429 when to come again")
    func furtherHeaders() async throws {
        let practice = try await Practice.open()
        let wrong = try await practice.visitor.post("/api/auth/login", ["email": "a@b.c", "password": "wrong"])
        let unknown = try await practice.visitor.post("/api/auth/refresh", ["refresh_token": "x"])
        for answer in [wrong, unknown, try await practice.visitor.get("/api/users/me")] {
            #expect(answer.status == 401 && answer.header("WWW-Authenticate") == "Bearer")
        }
        var last = wrong
        for _ in 1...6 { last = try await practice.visitor.post("/api/auth/forgot-password", ["email": "a@b.c"]) }
        #expect(last.status == 429 && last.header("Retry-After") == "3600")
    }

    private static func raw(_ asker: Asker, _ text: String, type: String = "application/json") async throws -> Answer {
        try await asker.ask("PATCH", "/api/users/me", bytes: Data(text.utf8), type: type)
    }

    @Test("a database that may soon be well again is 503; one that refuses a statement is a bug, so 500")
    func storage() async throws {
        let practice = try await Practice.open()
        try await practice.run("ALTER TABLE audit RENAME TO lost")
        let boss = try await practice.boss()
        let bug = try await boss.get("/api/admin/audit")
        #expect(bug.status == 500 && bug.code == "internal_error" && bug.header("Retry-After") == nil, "\(bug)")
        #expect(!bug.text.contains("audit") && !bug.text.contains("SELECT"), "what the engine said is for the log")
        try await practice.app.database.close()
        let closed = try await boss.get("/api/admin/audit")
        #expect(closed.status == 503 && closed.header("Retry-After") == "5")
        let passing: [StorageError] = [.busy, .full, .closed, .unavailable("x"), .locked(by: "x")]
        let lasting: [StorageError] = [
            .readOnly, .noRow, .badColumn(0, "x"), .refused(reason: "x", sql: "x"), .newerDatabase(migration: "x"),
        ]
        #expect(passing.allSatisfy(\.mayPass) && !lasting.contains(where: \.mayPass))
    }
}
