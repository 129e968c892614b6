import App
import Foundation
import Storage
import Testing

@Suite("API keys")
struct KeyTests {
    private static let path = "/api/users/me/keys"

    /// A key of a person, as a program has it.
    static func program(
        _ practice: Practice, of owner: Asker, _ scopes: [String], _ fields: [String: any Sendable] = [:]
    ) async throws -> Asker {
        let body: [String: any Sendable] = ["name": "ERP", "scopes": scopes, "current_password": Practice.password]
        let made = try await owner.post(path, body.merging(fields) { $1 })
        try #require(made.status == 201, "\(made)")
        var program = practice.visitor
        (program.token, program.userID, program.service) = (try made.text("key"), owner.userID, owner.service)
        return program
    }

    @Test("one is told once, stands nowhere, is told of by mail and in the trail, and ends")
    func life() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        // The mail of the registration is out before.
        try await practice.work()
        let body: [String: any Sendable] = [
            "name": "ERP", "scopes": ["bookings:write", "bookings:read"], "current_password": Practice.password,
        ]
        let made = try await jo.post(Self.path, body)
        #expect(made.status == 201 && made.header("Cache-Control") == "no-store", "\(made)")
        let text = try made.text("key")
        #expect(text.hasPrefix("inf_") && text.count == 47)
        let id = try made.object("api_key").int("id")
        let told = """
            {"api_keys":[{"id":\(id),"name":"ERP","scopes":["bookings:read","bookings:write"],\
            "created_at":"2026-01-05T08:00:00Z","expires_at":null,"last_used_at":null}]}
            """
        let listed = try await jo.get(Self.path).text
        let start = try made.object("api_key").text("created_at")
        #expect(listed == told.replacing("2026-01-05T08:00:00Z", with: start), "\(listed)")
        #expect(try await practice.texts("SELECT key_hash FROM api_keys").allSatisfy { $0.count == 64 && $0 != text })
        let trail = try await practice.texts("SELECT detail FROM audit WHERE action = 'user.key_made'")
        #expect(trail.count == 1 && !trail[0].contains(text))
        try await practice.work()
        let letter = try #require(practice.letters.letters(to: "jo@example.com").last)
        #expect(letter.subject == "Your account has a new API key" && !letter.text.contains(text))

        var program = practice.visitor
        (program.token, program.service) = (text, practice.service)
        #expect(try await program.get("/api/bookings").status == 200)
        #expect(try await program.get("/api/users/me").object("user").text("email") == "jo@example.com")
        let booking = try await program.mustBook(jan("07T10:00"))
        #expect(try await jo.get("/api/bookings/\(booking)").status == 200)
        #expect(try await jo.get("/api/users/me/export").array("api_keys")[0].text("name") == "ERP")
        #expect(try await jo.delete("\(Self.path)/\(id)").status == 204)
        #expect(try await program.get("/api/bookings").code == "unauthorized")
        #expect(try await jo.delete("\(Self.path)/\(id)").status == 404)
    }

    @Test("its last use is written down, once a minute at most")
    func use() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let program = try await Self.program(practice, of: jo, ["bookings:read"])
        func used() async throws -> String { try await jo.get(Self.path).array("api_keys")[0].text("last_used_at") }
        #expect(try await program.get("/api/bookings").status == 200)
        let first = try await used()
        practice.clock.move(seconds: 30)
        #expect(try await program.get("/api/bookings").status == 200)
        #expect(try await used() == first)
        practice.clock.move(seconds: 30)
        #expect(try await program.get("/api/bookings").status == 200)
        #expect(try await used() != first)
    }

    @Test("it ends at its time, with a new password by mail, and is worth nothing where the address is not proved")
    func ends() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let end = practice.clock.now.addingTimeInterval(3_600).formatted(.iso8601)
        let short = try await Self.program(practice, of: jo, ["bookings:read"], ["expires_at": end])
        let long = try await Self.program(practice, of: jo, ["bookings:read"])
        #expect(try await short.get("/api/bookings").status == 200)
        practice.clock.move(hours: 1)
        #expect(try await short.get("/api/bookings").status == 401)
        #expect(try await long.get("/api/bookings").status == 200)
        try await practice.run("UPDATE users SET email_verified_at = NULL WHERE id = \(jo.userID)")
        #expect(try await long.get("/api/bookings").status == 401)
        let token = try await practice.forgotten("jo@example.com")
        let reset = ["token": token, "password": "another long one"]
        #expect(try await practice.visitor.post("/api/auth/reset-password", reset).status == 204)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM api_keys") == [0])
    }

    @Test("it goes with its owner")
    func departure() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let program = try await Self.program(practice, of: jo, ["bookings:read"])
        #expect(try await jo.delete("/api/users/me", ["password": Practice.password]).status == 204)
        #expect(try await program.get("/api/bookings").status == 401)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM api_keys") == [0])
    }

    @Test("only who has proved the address gets one, with the password, for scopes of use, and twenty at most")
    func refused() async throws {
        let practice = try await Practice.open { $0.rateLimits = false }
        let eve = try await practice.register("eve@example.com", proved: false)
        let good: [String: any Sendable] = [
            "name": "ERP", "scopes": ["bookings:read"], "current_password": Practice.password,
        ]
        #expect(try await eve.post(Self.path, good).code == "email_not_verified")
        let jo = try await practice.register("jo@example.com")
        let past = practice.clock.now.formatted(.iso8601)
        let faults: [(fields: [String: any Sendable], code: String)] = [
            (["current_password": "wrong one, surely"], "invalid_credentials"), (["name": " "], "validation_failed"),
            (["scopes": [String]()], "validation_failed"), (["scopes": ["admin"]], "validation_failed"),
            (["scopes": ["host"]], "validation_failed"), (["scopes": ["all"]], "validation_failed"),
            (["expires_at": past], "validation_failed"), (["rights": "all"], "validation_failed"),
        ]
        for (fields, code) in faults {
            let answer = try await jo.post(Self.path, good.merging(fields) { $1 })
            #expect(answer.code == code, "\(fields): \(answer)")
        }
        for _ in 0..<20 { #expect(try await jo.post(Self.path, good).status == 201) }
        #expect(try await jo.post(Self.path, good).code == "too_many_keys")
    }
}
