import Foundation
import Testing

@Suite("Headers of answers")
struct HeaderTests {
    @Test("every kind of answer makes a browser careful and carries its request id")
    func security() async throws {
        let practice = try await Practice.open { $0.corsOrigins = ["https://web.example"] }
        let boss = try await practice.boss()
        let preflight = practice.visitor.with("Origin", "https://web.example")
            .with("Access-Control-Request-Method", "POST")
        let token = try await practice.forgotten("boss@example.com")
        let answers = [
            try await boss.get("/api/users/me"), try await boss.get("/api/admin/bookings.csv"),
            try await boss.patch("/api/users/me", ["x": 1]), try await boss.post("/api/auth/logout"),
            try await practice.visitor.get("/book/consultation"), try await practice.visitor.get("/docs"),
            try await practice.visitor.get("/style.css"), try await practice.visitor.get("/openapi.json"),
            try await practice.visitor.get("/reset-password?token=\(token)"),
            try await practice.visitor.get("/metrics"),
            try await practice.visitor.get("/nowhere"), try await practice.visitor.delete("/health"),
            try await practice.visitor.get("/api/bookings"), try await preflight.ask("OPTIONS", "/api/bookings"),
            try await practice.visitor.ask("HEAD", "/api/services"),
            try await practice.visitor.submit("/verify-email", "token=x"),
        ]
        let statuses = [200, 200, 422, 204, 200, 200, 200, 200, 200, 200, 404, 405, 401, 204, 200, 422]
        #expect(answers.map(\.status) == statuses)
        for answer in answers {
            #expect(answer.header("X-Content-Type-Options") == "nosniff", "\(answer)")
            #expect(answer.header("X-Frame-Options") == "DENY")
            #expect(answer.header("Referrer-Policy") == "no-referrer")
            #expect(answer.header("Strict-Transport-Security") == "max-age=31536000")
            let policy = answer.header("Content-Security-Policy") ?? ""
            #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
            #expect(!policy.contains("unsafe") && !policy.contains("*") && !policy.contains("http"))
            #expect(answer.header("Permissions-Policy")?.contains("camera=(), ") == true)
            #expect(answer.header("Cross-Origin-Opener-Policy") == "same-origin")
            #expect(answer.header("X-Request-Id") == "test")
            #expect(answer.header("Server") == nil && answer.header("Set-Cookie") == nil)
        }
        for answer in answers[0..<4] { #expect(answer.header("Cache-Control") == "no-store") }
    }

    @Test("a server that is reached without TLS does not ask browsers for it")
    func plain() async throws {
        let practice = try await Practice.open { $0.publicURL = "http://127.0.0.1:8080" }
        let answer = try await practice.visitor.get("/book/consultation")
        #expect(answer.status == 200 && answer.header("Strict-Transport-Security") == nil)
        #expect(answer.header("X-Content-Type-Options") == "nosniff")
    }

    @Test("a page with the token of a mail is kept by no cache")
    func tokenPages() async throws {
        let practice = try await Practice.open()
        for path in ["/reset-password?token=1.2.x", "/verify-email?token=1.2.x"] {
            #expect(try await practice.visitor.get(path).header("Cache-Control") == "no-store", "\(path)")
        }
    }

    @Test("HEAD answers as GET does, without the body")
    func head() async throws {
        let practice = try await Practice.open()
        for path in ["/book/consultation", "/health/live", "/api/services", "/openapi.yaml", "/style.css"] {
            let get = try await practice.visitor.get(path)
            let head = try await practice.visitor.ask("HEAD", path)
            #expect(head.status == 200 && head.bytes.isEmpty && !get.bytes.isEmpty, "\(path)")
            #expect(head.header("Content-Type") == get.header("Content-Type"))
            #expect(head.header("Content-Length") == String(get.bytes.count), "\(path)")
        }
    }
}
