import App
import Foundation
import Testing

@Suite("Forged tokens")
struct ForgedTokenTests {
    private static let secret = "a secret for tests that is long enough"

    /// What somebody tries, and the token that comes of it.
    private struct Forgery: Sendable {
        let name: String
        let make: @Sendable (MintedToken) -> String

        /// One part is changed and the token signed with the right secret.
        static func changed(_ name: String, _ change: @escaping @Sendable (inout MintedToken) -> Void) -> Forgery {
            Forgery(name: name) { real in
                var token = real
                change(&token)
                return token.signed(secret)
            }
        }
    }

    private static let headers: [Forgery] = [
        Forgery(name: "alg none") { real in
            var token = real
            token.header["alg"] = "none"
            return token.unsigned + "."
        },
        .changed("alg none, signed") { $0.header["alg"] = "none" },
        .changed("alg None") { $0.header["alg"] = "None" },
        .changed("alg in small letters") { $0.header["alg"] = "hs256" },
        .changed("alg RS256 over an HMAC") { $0.header["alg"] = "RS256" },
        .changed("alg HS512 over HS256") { $0.header["alg"] = "HS512" },
        Forgery(name: "HS512 with the key of HS256") { real in
            var token = real
            token.header["alg"] = "HS512"
            return token.signedLonger(secret)
        },
        .changed("no alg") { $0.header["alg"] = nil },
        .changed("unknown kid") { $0.header["kid"] = "0123456789ab" },
        .changed("empty kid") { $0.header["kid"] = "" },
        .changed("null kid") { $0.header["kid"] = NSNull() },
        .changed("no kid") { $0.header["kid"] = nil },
    ]

    private static let claims: [Forgery] = [
        .changed("another issuer") { $0.claims["iss"] = "https://evil.example" },
        .changed("no issuer") { $0.claims["iss"] = nil },
        .changed("another audience") { $0.claims["aud"] = "someone else" },
        .changed("audience as an array") { $0.claims["aud"] = ["informat"] },
        .changed("no audience") { $0.claims["aud"] = nil },
        .changed("sub is no number") { $0.claims["sub"] = "boss" },
        .changed("sub as a number") { $0.claims["sub"] = Int($0.claims["sub"] as? String ?? "") },
        .changed("sub of nobody") { $0.claims["sub"] = "999" },
        .changed("no sub") { $0.claims["sub"] = nil },
        .changed("another session") { $0.claims["sid"] = "999" },
        .changed("no session") { $0.claims["sid"] = nil },
        .changed("no exp") { $0.claims["exp"] = nil },
        .changed("exp as text") { $0.claims["exp"] = "9999999999" },
        .changed("exp now") { $0.claims["exp"] = Int(Practice.monday.timeIntervalSince1970) },
        .changed("exp long ago") { $0.claims["exp"] = 0 },
    ]

    private static let signatures: [Forgery] = [
        Forgery(name: "another secret") { $0.signed("another secret that is long enough too") },
        Forgery(name: "the empty secret") { $0.signed("") },
        Forgery(name: "no signature") { $0.unsigned + "." },
        Forgery(name: "two parts") { $0.unsigned },
        Forgery(name: "four parts") { $0.signed(secret) + ".x" },
        Forgery(name: "a payload that was changed after signing") { real in
            var token = real
            token.claims["exp"] = 9_999_999_999
            return token.unsigned + "." + real.signature
        },
        Forgery(name: "a signature cut short") { String($0.signed(secret).dropLast(4)) },
        Forgery(name: "nothing but dots") { _ in ".." },
        Forgery(name: "no base64") { "§§§." + $0.payload + "." + $0.signature },
        .changed("a megabyte") { $0.claims["more"] = String(repeating: "a", count: 5_000) },
    ]

    @Test("a token with anything wrong is answered like none at all")
    func forgeries() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com").userID
        let boss = try await practice.boss()
        let real = try MintedToken(boss.token!)
        #expect(real.claims["is_admin"] == nil && real.header["alg"] as? String == "HS256")
        let mine = real.signed(Self.secret)
        #expect(try await Asker(app: practice.app, token: mine).get("/api/users/me").status == 200)
        let another = Forgery.changed("sub of another than the session's") { $0.claims["sub"] = "\(jo)" }
        let none = try await practice.visitor.get("/api/users/me")
        #expect(none.status == 401 && none.header("WWW-Authenticate") == "Bearer")
        for forgery in Self.headers + Self.claims + Self.signatures + [another] {
            let answer = try await Asker(app: practice.app, token: forgery.make(real)).get("/api/users/me")
            #expect(answer.status == 401, "\(forgery.name): \(answer)")
            #expect(answer.bytes == none.bytes, "\(forgery.name): \(answer)")
            #expect(answer.header("WWW-Authenticate") == "Bearer", "\(forgery.name)")
        }
    }

    @Test("a token ends at the second that it names, without leeway")
    func expiry() async throws {
        let practice = try await Practice.open { $0.tokenMinutes = 5 }
        let boss = try await practice.boss()
        let claims = try MintedToken(boss.token!).claims
        let made = try #require(claims["iat"] as? Int)
        #expect(claims["exp"] as? Int == made + 300)
        practice.clock.move(seconds: 299)
        #expect(try await boss.get("/api/users/me").status == 200)
        practice.clock.move(seconds: 1)
        #expect(try await boss.get("/api/users/me").status == 401)
    }

    @Test("JWT_SECRET_PREVIOUS still verifies, tokens and links in mails alike, and signs nothing")
    func rotation() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let link = try await practice.forgotten("boss@example.com")
        let secret = "the new secret, which is long enough too"
        let rotated = try await practice.anotherServer {
            $0.jwtSecretPrevious = $0.jwtSecret
            $0.jwtSecret = secret
        }
        let forgetful = try await practice.anotherServer { $0.jwtSecret = secret }
        #expect(try await boss.on(rotated).get("/api/users/me").status == 200)
        #expect(try await boss.on(forgetful).get("/api/users/me").status == 401)
        let new = try await Asker(app: rotated).post(
            "/api/auth/login", ["email": "boss@example.com", "password": Practice.password]
        ).text("token")
        #expect(try await Asker(app: forgetful, token: new).get("/api/users/me").status == 200)
        #expect(try await Asker(app: practice.app, token: new).get("/api/users/me").status == 401)
        let kids = try [boss.token!, new].map { try MintedToken($0).header["kid"] as? String }
        #expect(kids[0] != kids[1] && kids.allSatisfy { $0?.count == 12 })

        let body = ["token": link, "password": "another fine password"]
        #expect(try await Asker(app: forgetful).post("/api/auth/reset-password", body).status == 422)
        #expect(try await Asker(app: rotated).post("/api/auth/reset-password", body).status == 204)
    }
}
