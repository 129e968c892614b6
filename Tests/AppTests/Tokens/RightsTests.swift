import Foundation
import Testing

@Suite("Rights at each request")
struct RightsTests {
    @Test("rights are those of the database now, whatever was true when the token was made")
    func demoted() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let jo = try await practice.register("jo@example.com")
        func rights(_ change: [String: any Sendable]) async throws {
            #expect(try await boss.patch("/api/admin/users/\(jo.userID)", change).status == 200)
        }
        func statuses() async throws -> [Int] {
            [try await jo.get("/api/admin/users").status, try await jo.get("/api/host/bookings").status]
        }
        #expect(try await statuses() == [403, 403])
        try await rights(["is_admin": true])
        #expect(try await statuses() == [200, 403])
        try await rights(["is_admin": false, "is_host": true])
        #expect(try await statuses() == [403, 200])
        try await rights(["is_host": false])
        #expect(try await statuses() == [403, 403])
        #expect(try await jo.get("/api/admin/users").code == "forbidden")
    }

    @Test("the token of a person who has left is worth nothing")
    func deleted() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        #expect(try await jo.delete("/api/users/me", ["password": Practice.password]).status == 204)
        for path in ["/api/users/me", "/api/bookings", "/api/users/me/export"] {
            #expect(try await jo.get(path).status == 401)
        }
    }

    @Test("only the header Authorization counts, in the scheme Bearer, which may be written in any case")
    func schemes() async throws {
        let practice = try await Practice.open()
        let token = try await practice.boss().token!
        func status(_ name: String, _ value: String, path: String = "/api/users/me") async throws -> Int {
            try await practice.visitor.with(name, value).get(path).status
        }
        for scheme in ["Bearer", "bearer", "BEARER", "bEaReR"] {
            #expect(try await status("Authorization", "\(scheme) \(token)") == 200)
        }
        let basic = Data("boss@example.com:\(Practice.password)".utf8).base64EncodedString()
        for value in [
            "Basic \(basic)", "Basic \(token)", token, "Bearer", "Bearer ", "Token \(token)", "Bearer \(token) x",
            "Bearer \"\(token)\"", "Bearer Bearer \(token)", "Bearer \(token), Bearer \(token)",
        ] {
            #expect(try await status("Authorization", value) == 401, "\(value.prefix(20))")
        }
        for name in ["token", "access_token", "session", "Authorization"] {
            #expect(try await status("Cookie", "\(name)=\(token)") == 401)
            #expect(try await status("X-\(name)", token) == 401)
        }
        #expect(try await status("Accept", "*/*", path: "/api/users/me?access_token=\(token)") == 401)
        let answer = try await Asker(app: practice.app, token: token).get("/api/users/me")
        #expect(answer.header("Set-Cookie") == nil && answer.header("Cache-Control") == "no-store")
    }
}
