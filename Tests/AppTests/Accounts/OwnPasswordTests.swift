import App
import Foundation
import HTTPTypes
import Storage
import Testing

@Suite("A password that is changed while signed in")
struct OwnPasswordTests {
    private static let path = "/api/users/me/password"
    private static let other = "another fine password"

    private static func login(_ practice: Practice, _ password: String) async throws -> Answer {
        try await practice.visitor.post("/api/auth/login", ["email": "jo@example.com", "password": password])
    }

    /// Takes the password away, as from an account that signs in by other means.
    private static func forget(_ practice: Practice, of user: Int64) async throws {
        try await practice.app.database.write {
            _ = try $0.run("UPDATE users SET password_hash = NULL WHERE id = \(user)")
        }
    }

    @Test("the old password sets another one; other sessions end, and this one goes on")
    func change() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let elsewhere = try await Self.login(practice, Practice.password)
        let device = try elsewhere.text("device_token")
        let link = try await practice.forgotten("jo@example.com")
        let done = try await jo.post(Self.path, ["current_password": Practice.password, "password": Self.other])
        #expect(done.status == 204 && done.bytes.isEmpty, "\(done)")
        #expect(try await jo.get("/api/users/me").status == 200)
        #expect(try await Asker(app: practice.app, token: elsewhere.text("token")).get("/api/users/me").status == 401)
        #expect(try await Self.login(practice, Practice.password).status == 401)
        #expect(try await Self.login(practice, Self.other).status == 200)
        let reset = try await practice.visitor.post(
            "/api/auth/reset-password", ["token": link, "password": Practice.password])
        #expect(reset.code == "link_expired")
        for _ in 1...11 { _ = try await Self.login(practice, "wrong") }
        let old = try await practice.visitor.post(
            "/api/auth/login", ["email": "jo@example.com", "password": Self.other, "device_token": device])
        #expect(old.status == 429)
        let audit = try await practice.boss().get("/api/admin/audit").text
        #expect(audit.contains("user.password_changed"))
    }

    @Test("without the old password, with a wrong one or a weak new one nothing changes")
    func refused() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", ["first_name": "Jolantha", "last_name": "Ott"])
        let missing = try await jo.post(Self.path, ["password": Self.other])
        #expect(missing.status == 422 && missing.complainedFields == ["current_password"])
        let wrong = try await jo.post(Self.path, ["current_password": "wrong", "password": Self.other])
        #expect(wrong.status == 401 && wrong.code == "invalid_credentials")
        for weak in ["short", "password123", "jo@example.com", "Jolantha Ott", "xxxxxxxxxxxx"] {
            let answer = try await jo.post(Self.path, ["current_password": Practice.password, "password": weak])
            #expect(answer.status == 422 && answer.complainedFields == ["password"], "\(weak): \(answer)")
        }
        #expect(try await Self.login(practice, Practice.password).status == 200)
        for _ in 1...9 {
            #expect(try await jo.post(Self.path, ["current_password": "wrong", "password": Self.other]).status == 401)
        }
        let over = try await jo.post(Self.path, ["current_password": Practice.password, "password": Self.other])
        #expect(over.status == 429 && over.header("Retry-After") == "900")
    }

    @Test("where there is no password a sign-in stands for it for five minutes")
    func fresh() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        try await Self.forget(practice, of: jo.userID)
        practice.clock.move(seconds: 300)
        for (method, path, body) in [
            ("POST", Self.path, ["password": Self.other]), ("POST", "/api/users/me/email", ["email": "a@b.example"]),
            ("DELETE", "/api/users/me", [:]),
        ] {
            let late = try await jo.ask(method, path, body)
            #expect(late.status == 403 && late.code == "sign_in_again", "\(path): \(late)")
        }
        practice.clock.move(seconds: -1)
        #expect(try await jo.post(Self.path, ["password": Self.other]).status == 204)
        #expect(try await Self.login(practice, Self.other).status == 200)
        #expect(try await jo.post(Self.path, ["password": Practice.password]).complainedFields == ["current_password"])
    }

    @Test("leaving takes the password in a header too, for programs that send no body with DELETE")
    func header() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        let wrong = try await jo.with("X-Current-Password", "wrong").delete("/api/users/me")
        #expect(wrong.status == 401 && wrong.code == "invalid_credentials")
        #expect(try await jo.with("X-Current-Password", Practice.password).delete("/api/users/me").status == 204)
        #expect(try await jo.get("/api/users/me").status == 401)
    }
}
