import Foundation
import Testing

@Suite("Other origins")
struct CrossOriginTests {
    private static let origin = "https://web.example"
    private static let corsHeaders = [
        "Access-Control-Allow-Origin", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers",
        "Access-Control-Max-Age", "Access-Control-Expose-Headers", "Access-Control-Allow-Credentials",
    ]

    private static func practice() async throws -> Practice {
        try await Practice.open { $0.corsOrigins = [origin, "http://localhost:3000"] }
    }

    @Test("a listed origin may ask beforehand for every method and header that the API knows")
    func preflight() async throws {
        let practice = try await Self.practice()
        for origin in [Self.origin, "http://localhost:3000"] {
            let answer = try await practice.visitor.with("Origin", origin)
                .with("Access-Control-Request-Method", "PATCH").ask("OPTIONS", "/api/users/me")
            #expect(answer.status == 204 && answer.bytes.isEmpty)
            #expect(answer.header("Access-Control-Allow-Origin") == origin)
            let methods = answer.header("Access-Control-Allow-Methods")?.components(separatedBy: ", ") ?? []
            let known = Set(practice.app.routes.map(\.method)).subtracting(["HEAD"])
            #expect(Set(methods).isSuperset(of: known))
            let headers = answer.header("Access-Control-Allow-Headers")?.lowercased() ?? ""
            for name in ["authorization", "content-type", "idempotency-key"] { #expect(headers.contains(name)) }
            #expect(answer.header("Access-Control-Max-Age") == "600" && answer.header("Vary") == "Origin")
            #expect(answer.header("Access-Control-Allow-Credentials") == nil)
        }
    }

    @Test("every answer to a listed origin can be read there, refusals too, with the headers it needs")
    func answers() async throws {
        let practice = try await Self.practice()
        let asker = practice.visitor.with("Origin", Self.origin)
        let answers = [
            try await asker.get("/api/services"), try await asker.get("/api/bookings"), try await asker.get("/nowhere"),
            try await asker.post("/api/auth/login", ["email": 1]), try await asker.delete("/api/services"),
        ]
        #expect(answers.map(\.status) == [200, 401, 404, 422, 405])
        for answer in answers {
            #expect(answer.header("Access-Control-Allow-Origin") == Self.origin)
            let exposed = answer.header("Access-Control-Expose-Headers")?.components(separatedBy: ", ")
            #expect(exposed == ["Retry-After", "Location", "X-Request-Id", "Idempotent-Replayed"])
            #expect(answer.header("Vary")?.components(separatedBy: ", ").last == "Origin")
        }
    }

    @Test(
        "an origin that is not listed, letter for letter, is told nothing",
        arguments: [
            "https://evil.example", "https://web.example.evil.example", "http://web.example", "https://web.example/",
            "https://WEB.example", "https://web.example:8443", "null", "*", "",
        ])
    func unlisted(origin: String) async throws {
        let practice = try await Self.practice()
        let asker = practice.visitor.with("Origin", origin)
        let plain = try await asker.get("/api/services")
        let preflight = try await asker.with("Access-Control-Request-Method", "POST").ask("OPTIONS", "/api/services")
        #expect(plain.status == 200 && preflight.status == 403 && preflight.code == "origin_not_allowed")
        for answer in [plain, preflight] {
            for name in Self.corsHeaders { #expect(answer.header(name) == nil, "\(name)") }
            #expect(answer.header("Vary")?.components(separatedBy: ", ").last == "Origin")
        }
    }

    @Test("without CORS_ORIGINS no origin is allowed")
    func off() async throws {
        let practice = try await Practice.open()
        let answer = try await practice.visitor.with("Origin", Self.origin).get("/api/services")
        #expect(answer.status == 200)
        let preflight = try await practice.visitor.with("Origin", Self.origin)
            .with("Access-Control-Request-Method", "POST").ask("OPTIONS", "/api/services")
        #expect(preflight.status == 403 && preflight.code == "origin_not_allowed")
        for name in Self.corsHeaders { #expect(answer.header(name) == nil && preflight.header(name) == nil) }
    }
}
