import App
import Foundation
import Storage
import Testing

@Suite("Passwords")
struct PasswordTests {
    private static let composed = "Gr\u{FC}\u{DF}e aus K\u{F6}ln"
    private static let decomposed = "Gru\u{308}\u{DF}e aus Ko\u{308}ln"

    private static func login(_ practice: Practice, _ password: String) async throws -> Int {
        try await practice.visitor.post("/api/auth/login", ["email": "jo@example.com", "password": password]).status
    }

    private static func kept(_ practice: Practice, _ user: Int64) async throws -> String? {
        try await practice.app.database.read {
            try $0.row("SELECT password_hash FROM users WHERE id = \(user)") { try $0.text(0) }
        }
    }

    @Test("a password is the same from a keyboard that composes letters and from one that does not")
    func composition() async throws {
        let practice = try await Practice.open()
        let made = try await practice.visitor.post(
            "/api/auth/register", ["email": "jo@example.com", "password": Self.decomposed])
        #expect(made.status == 201)
        #expect(try await Self.login(practice, Self.composed) == 200)
        #expect(try await Self.login(practice, Self.decomposed) == 200)
        #expect(try await Self.login(practice, Self.composed + " ") == 401)
        let jo = Asker(app: practice.app, token: try made.text("token"))
        #expect(try await jo.delete("/api/users/me", ["password": Self.composed]).status == 204)
    }

    @Test("a hash of an earlier version goes on working as it was typed, and is renewed at sign-in")
    func oldHash() async throws {
        let practice = try await Practice.open()
        let user = try await practice.register("jo@example.com").userID
        let old = PasswordHash.unsafe.make(Self.decomposed, salt: Array(repeating: 7, count: 16))
        try await practice.app.database.write {
            _ = try $0.run("UPDATE users SET password_hash = \(old) WHERE id = \(user)")
        }
        #expect(try await Self.login(practice, Self.composed) == 401)
        #expect(try await Self.kept(practice, user) == old)
        #expect(try await Self.login(practice, Self.decomposed) == 200)
        let renewed = try await Self.kept(practice, user)
        #expect(renewed != old)
        #expect(try await Self.login(practice, Self.composed) == 200)
        #expect(try await Self.login(practice, Self.decomposed) == 200)
        #expect(try await Self.kept(practice, user) == renewed)
    }

    @Test("the real program's hashes cost what OWASP asks for at least, and one of nobody costs the same")
    func cost() throws {
        let world = World.real(try Settings())
        let made = world.passwordHash.make(Practice.password, salt: Array(repeating: 7, count: 16))
        #expect(made.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(world.passwordHash.ofNobody.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
    }

    @Test("every common password of ten characters or more is refused, in any case")
    func common() throws {
        #expect(CommonPasswords.all.count == 2_432)
        for word in ["1234567890", "password123", "qwertyuiop", "manchester", "iloveyou123"] {
            #expect(CommonPasswords.all.contains(word), "\(word)")
        }
        #expect(CommonPasswords.all.allSatisfy { $0.unicodeScalars.count >= 10 && $0 == $0.lowercased() })
    }

    @Test("registering, a link for a new password and the first start refuse one's own address, name or one character")
    func weak() async throws {
        let practice = try await Practice.open()
        func register(_ password: String) async throws -> [String] {
            try await practice.visitor.post(
                "/api/auth/register",
                [
                    "email": "johannes@example.com", "password": password, "first_name": "Johannes",
                    "last_name": "Ottenberg",
                ]
            ).complainedFields
        }
        for password in ["johannes@example.com", "Johannes Ottenberg", "OTTENBERGJOHANNES", "zzzzzzzzzzzz"] {
            #expect(try await register(password) == ["password"], "\(password)")
        }
        #expect(try await register(Practice.password).isEmpty)
        let token = try await practice.forgotten("johannes@example.com")
        for password in ["johannes@example.com", "johannesottenberg", "zzzzzzzzzzzz"] {
            let answer = try await practice.visitor.post(
                "/api/auth/reset-password", ["token": token, "password": password])
            #expect(answer.status == 422 && answer.complainedFields == ["password"], "\(answer)")
            let page = try await practice.visitor.submit("/reset-password", "token=\(token)&password=\(password)")
            #expect(page.status == 422)
        }
    }
}
