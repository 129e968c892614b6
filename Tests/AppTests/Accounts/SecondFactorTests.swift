import App
import Foundation
import Storage
import Testing

@Suite("A second factor")
struct SecondFactorTests {
    private static let kim = "kim@example.com"
    private static let password: [String: any Sendable] = ["current_password": Practice.password]

    private static func login(_ practice: Practice, _ code: String? = nil) async throws -> Answer {
        var body: [String: any Sendable] = ["email": kim, "password": Practice.password]
        if let code { body["totp"] = code }
        return try await practice.visitor.post("/api/auth/login", body)
    }

    @Test("the app of the tests gives the codes of RFC 6238, appendix B")
    func vectors() {
        let app = AuthenticatorApp(secret: Data("12345678901234567890".utf8))
        let codes: [(UInt64, String)] = [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
            (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ]
        for (seconds, code) in codes { #expect(app.code(seconds: seconds) == code) }
    }

    @Test("it is set by its first code, asked for at each sign-in, and removed with the password and a code")
    func life() async throws {
        let practice = try await Practice.open()
        let kim = try await practice.register(Self.kim)
        let none = try await kim.get("/api/users/me/totp")
        #expect(none.text == #"{"confirmed_at":null,"recovery_codes_left":0}"#)
        let begun = try await kim.post("/api/users/me/totp", Self.password)
        #expect(begun.status == 200 && begun.header("Cache-Control") == "no-store")
        let secret = try begun.text("secret")
        #expect(
            try begun.text("uri")
                == "otpauth://totp/The%20Practice:kim%40example.com?secret=\(secret)&issuer=The%20Practice")
        #expect(try await Self.login(practice).status == 200, "nothing asks for it yet")
        let app = AuthenticatorApp(base32: secret)
        let wrong = try await kim.post("/api/users/me/totp/confirm", ["code": "x"])
        #expect(wrong.status == 401 && wrong.code == "invalid_totp")
        let set = try await kim.post("/api/users/me/totp/confirm", ["code": app.code(at: practice.clock.now)])
        #expect(set.status == 200 && set.header("Cache-Control") == "no-store", "\(set)")
        let codes = try set.json().values["recovery_codes"] as? [String] ?? []
        #expect(codes.count == 10 && Set(codes).count == 10)
        #expect(codes.allSatisfy { $0.wholeMatch(of: /([A-Z2-7]{4}-){3}[A-Z2-7]{4}/) != nil })
        #expect(try await kim.get("/api/users/me/totp").int("recovery_codes_left") == 10)

        practice.clock.move(seconds: 30)
        let without = try await Self.login(practice)
        #expect(without.status == 401 && without.code == "totp_required", "\(without)")
        let right = try await Self.login(practice, app.code(at: practice.clock.now))
        #expect(right.status == 200, "\(right)")
        let again = try await kim.post("/api/users/me/totp", Self.password)
        #expect(again.status == 409 && again.code == "totp_already_set")
        practice.clock.move(seconds: 30)
        let body: [String: any Sendable] = ["totp": app.code(at: practice.clock.now)]
        let bare = try await kim.delete("/api/users/me/totp", body)
        #expect(bare.status == 422 && bare.complainedFields == ["current_password"])
        #expect(try await kim.delete("/api/users/me/totp", Self.password).code == "totp_required")
        let removed = try await kim.delete("/api/users/me/totp", body.merging(Self.password) { old, _ in old })
        #expect(removed.status == 204, "\(removed)")
        #expect(try await Self.login(practice).status == 200)
        #expect(try await kim.delete("/api/users/me/totp", Self.password).status == 404)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM recovery_codes") == [0])
    }

    @Test("codes of the step before and the step to come are taken, those of two steps away are not, and each once")
    func window() async throws {
        let practice = try await Practice.open { $0.rateLimits = false }
        let kim = try await practice.register(Self.kim)
        let (app, _) = try await practice.setSecondFactor(of: kim)
        practice.clock.move(seconds: 300)
        // To the first second of a step, and to the last.
        for second in [0, 29] {
            let start = practice.clock.now.timeIntervalSince1970
            practice.clock.move(seconds: 300 - start.truncatingRemainder(dividingBy: 30) + Double(second))
            let now = practice.clock.now
            for (steps, status) in [(-2, 401), (2, 401), (-1, 200), (-1, 401), (0, 200), (-1, 401), (1, 200), (0, 401)]
            {
                let answer = try await Self.login(practice, app.code(at: now.addingTimeInterval(Double(steps) * 30)))
                #expect(answer.status == status, "\(steps) steps away in second \(second): \(answer)")
                if status == 401 { #expect(answer.code == "invalid_totp") }
            }
        }
    }

    @Test("of many that send one code at once, one is let in")
    func race() async throws {
        let practice = try await Practice.open { $0.rateLimits = false }
        let (app, codes) = try await practice.setSecondFactor(of: try await practice.register(Self.kim))
        for code in [app.code(at: practice.clock.now), codes[3]] {
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await Self.login(practice, code).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 200 }.count == 1 && statuses.filter { $0 == 401 }.count == 7, "\(statuses)")
        }
    }

    @Test("a recovery code lets in once, however it is typed, is told of by mail, and new ones end the old")
    func recovery() async throws {
        let practice = try await Practice.open()
        let kim = try await practice.register(Self.kim)
        let (app, codes) = try await practice.setSecondFactor(of: kim)
        #expect(try await Self.login(practice, codes[0]).status == 200)
        #expect(try await Self.login(practice, codes[0]).code == "invalid_totp")
        let typed = codes[1].lowercased().replacing("-", with: " ")
        #expect(try await Self.login(practice, typed).status == 200)
        #expect(try await kim.get("/api/users/me/totp").int("recovery_codes_left") == 8)
        try await practice.work()
        let subjects = practice.letters.letters(to: Self.kim).map(\.subject)
        #expect(subjects.filter { $0 == "A recovery code of your account was used" }.count == 2, "\(subjects)")
        let body: [String: any Sendable] = [
            "current_password": Practice.password, "totp": app.code(at: practice.clock.now),
        ]
        let renewed = try await kim.post("/api/users/me/totp/recovery-codes", body)
        #expect(renewed.status == 200, "\(renewed)")
        #expect(try await Self.login(practice, codes[2]).code == "invalid_totp")
        let fresh = try renewed.json().values["recovery_codes"] as? [String] ?? []
        #expect(fresh.count == 10 && Set(fresh).isDisjoint(with: codes))
        #expect(try await Self.login(practice, fresh[9]).status == 200)
        // Of another person it is worth nothing.
        let other = try await practice.register("other@example.com")
        _ = try await practice.setSecondFactor(of: other)
        let foreign = try await practice.visitor.post(
            "/api/auth/login", ["email": "other@example.com", "password": Practice.password, "totp": fresh[0]])
        #expect(foreign.code == "invalid_totp")
    }

    @Test("it is only for whoever has proved the address, and only with the password")
    func who() async throws {
        let practice = try await Practice.open()
        let kim = try await practice.register(Self.kim, proved: false)
        let unproved = try await kim.post("/api/users/me/totp", Self.password)
        #expect(unproved.status == 403 && unproved.code == "email_not_verified")
        let other = try await practice.register("other@example.com")
        let bare = try await other.post("/api/users/me/totp")
        #expect(bare.status == 422 && bare.complainedFields == ["current_password"], "\(bare)")
        let wrong = try await other.post("/api/users/me/totp", ["current_password": "not the password"])
        #expect(wrong.status == 401 && wrong.code == "invalid_credentials")
        let early = try await other.post("/api/users/me/totp/confirm", ["code": "123456"])
        #expect(early.status == 404)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM second_factors") == [0])
    }

    @Test("a secret waits an hour for its first code, and the latest counts")
    func setup() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register(Self.kim)
        // A token lasts an hour too.
        func begin() async throws -> AuthenticatorApp {
            let kim = try await practice.signIn(Self.kim)
            return AuthenticatorApp(base32: try await kim.post("/api/users/me/totp", Self.password).text("secret"))
        }
        func confirm(_ app: AuthenticatorApp) async throws -> Int {
            let kim = try await practice.signIn(Self.kim)
            return try await kim.post("/api/users/me/totp/confirm", ["code": app.code(at: practice.clock.now)]).status
        }
        let (first, second) = (try await begin(), try await begin())
        #expect(try await confirm(first) == 401)
        practice.clock.move(seconds: 3_600)
        #expect(try await confirm(second) == 404)
        let third = try await begin()
        practice.clock.move(seconds: 3_599)
        #expect(try await confirm(third) == 200)
    }

    @Test("wrong codes are counted by account, but for a device that has signed in before; right ones lift it")
    func throttle() async throws {
        let practice = try await Practice.open()
        let kim = try await practice.register(Self.kim)
        let (app, _) = try await practice.setSecondFactor(of: kim)
        let known = try await Self.login(practice, app.code(at: practice.clock.now))
        let device = try known.text("device_token")
        for attempt in 1...6 {
            // From six networks: whoever guesses codes has the password, and changes address.
            let guesser = practice.visitor.from("203.0.113.\(attempt)")
            let answer = try await guesser.post(
                "/api/auth/login", ["email": Self.kim, "password": Practice.password, "totp": "000000"])
            #expect(answer.status == (attempt <= 5 ? 401 : 429), "attempt \(attempt): \(answer)")
        }
        practice.clock.move(seconds: 30)
        #expect(try await Self.login(practice, app.code(at: practice.clock.now)).status == 429)
        let owner = try await practice.visitor.post(
            "/api/auth/login",
            [
                "email": Self.kim, "password": Practice.password, "totp": app.code(at: practice.clock.now),
                "device_token": device,
            ])
        #expect(owner.status == 200, "\(owner)")
        practice.clock.move(seconds: 900)
        #expect(try await Self.login(practice, app.code(at: practice.clock.now)).status == 200)
    }

    @Test("a wrong password tells nothing of a second factor")
    func silence() async throws {
        let practice = try await Practice.open()
        _ = try await practice.setSecondFactor(of: try await practice.register(Self.kim))
        let wrong = try await practice.visitor.post(
            "/api/auth/login", ["email": Self.kim, "password": "not the password", "totp": "123456"])
        let unknown = try await practice.visitor.post(
            "/api/auth/login", ["email": "nobody@example.com", "password": "not the password", "totp": "123456"])
        #expect(wrong.status == 401 && wrong.bytes == unknown.bytes && wrong.headers == unknown.headers)
    }

    @Test("another password by the link of a mail does not remove it; leaving does")
    func stays() async throws {
        let practice = try await Practice.open()
        let kim = try await practice.register(Self.kim)
        let (app, _) = try await practice.setSecondFactor(of: kim)
        let token = try await practice.forgotten(Self.kim)
        let reset = try await practice.visitor.post(
            "/api/auth/reset-password", ["token": token, "password": "another fine password"])
        #expect(reset.status == 204)
        var body: [String: any Sendable] = ["email": Self.kim, "password": "another fine password"]
        #expect(try await practice.visitor.post("/api/auth/login", body).code == "totp_required")
        body["totp"] = app.code(at: practice.clock.now)
        let signedIn = try await practice.visitor.post("/api/auth/login", body)
        #expect(signedIn.status == 200)
        let again = kim.with("Authorization", "Bearer \(try signedIn.text("token"))")
        #expect(try await again.delete("/api/users/me", ["password": "another fine password"]).status == 204)
        #expect(try await practice.numbers("SELECT COUNT(*) FROM second_factors") == [0])
        #expect(try await practice.numbers("SELECT COUNT(*) FROM recovery_codes") == [0])
    }

    @Test("neither secret nor codes stand in the database, the export or the audit trail")
    func secrecy() async throws {
        let practice = try await Practice.open()
        let kim = try await practice.register(Self.kim)
        let begun = try await kim.post("/api/users/me/totp", Self.password)
        let secret = try begun.text("secret")
        let code = AuthenticatorApp(base32: secret).code(at: practice.clock.now)
        let set = try await kim.post("/api/users/me/totp/confirm", ["code": code])
        let codes = try set.json().values["recovery_codes"] as? [String] ?? []
        _ = try await Self.login(practice, codes[0])
        let stored =
            try await practice.texts("SELECT sealed_secret FROM second_factors")
            + practice.texts("SELECT code_hash FROM recovery_codes") + practice.texts("SELECT detail FROM audit")
        let boss = try await practice.boss()
        let told = [try await kim.get("/api/users/me/export").text, try await boss.get("/api/admin/audit").text]
        #expect(told[0].contains("second_factor") && told[1].contains("user.recovery_code_used"), "\(told)")
        for text in stored + told {
            #expect(!text.contains(secret))
            for code in codes { #expect(!text.contains(code) && !text.contains(code.replacing("-", with: ""))) }
        }
    }

    @Test("another admin takes it away, with a mail and a line in the audit trail; nobody their own")
    func reset() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let kim = try await practice.register(Self.kim)
        #expect(try await boss.delete("/api/admin/users/\(kim.userID)/totp").status == 404)
        _ = try await practice.setSecondFactor(of: kim)
        #expect(try await kim.delete("/api/admin/users/\(kim.userID)/totp").status == 403)
        #expect(try await boss.delete("/api/admin/users/\(practice.bossID)/totp").status == 403)
        #expect(try await boss.delete("/api/admin/users/\(kim.userID)/totp").status == 204)
        #expect(try await Self.login(practice).status == 200)
        try await practice.work()
        let subjects = practice.letters.letters(to: Self.kim).map(\.subject)
        #expect(subjects.contains("The second factor of your account was taken away"), "\(subjects)")
        let lines = try await practice.numbers(
            "SELECT actor_id FROM audit WHERE action = 'user.totp_reset' AND user_id = \(kim.userID)")
        #expect(lines == [practice.bossID])
        _ = try await practice.setSecondFactor(of: kim)
        try await practice.app.accounts.resetSecondFactor(email: Self.kim)
        #expect(try await Self.login(practice).status == 200)
    }
}
