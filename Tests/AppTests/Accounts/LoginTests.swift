import App
import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@Suite("Signing in")
struct LoginTests {
    private static func login(_ asker: Asker, _ email: String, _ password: String) async throws -> Answer {
        try await asker.post("/api/auth/login", ["email": email, "password": password])
    }

    @Test("an unknown address and a wrong password look alike, also when they are tried too often")
    func alike() async throws {
        let practice = try await Practice.open()
        for attempt in 1...11 {
            let wrong = try await Self.login(practice.visitor, "boss@example.com", "not the password")
            let unknown = try await Self.login(practice.visitor, "nobody@example.com", "not the password")
            #expect(wrong.status == (attempt <= 10 ? 401 : 429), "attempt \(attempt): \(wrong)")
            #expect(wrong.code == (attempt <= 10 ? "invalid_credentials" : "too_many_requests"))
            #expect(wrong.status == unknown.status && wrong.bytes == unknown.bytes && wrong.headers == unknown.headers)
        }
        let throttled = try await Self.login(practice.visitor, "boss@example.com", Practice.password)
        #expect(throttled.status == 429 && throttled.header("Retry-After") == "900")
        practice.clock.move(seconds: 890)
        let later = try await Self.login(practice.visitor, "boss@example.com", Practice.password)
        #expect(later.status == 429 && later.header("Retry-After") == "10")
        practice.clock.move(seconds: 10)
        #expect(try await Self.login(practice.visitor, "boss@example.com", Practice.password).status == 200)
    }

    @Test("a password longer than any can be is as wrong as another")
    func tooLong() async throws {
        let practice = try await Practice.open()
        let long = try await Self.login(practice.visitor, "boss@example.com", String(repeating: "a", count: 1_025))
        let wrong = try await Self.login(practice.visitor, "boss@example.com", "not the password")
        #expect(long.status == 401 && long.bytes == wrong.bytes)
        #expect(long.header("WWW-Authenticate") == wrong.header("WWW-Authenticate"))
    }

    @Test("a success lifts the throttle of the account; another account never felt it")
    func success() async throws {
        let practice = try await Practice.open()
        for _ in 1...2 {
            for _ in 1...9 {
                #expect(try await Self.login(practice.visitor, "boss@example.com", "wrong").status == 401)
            }
            #expect(try await Self.login(practice.visitor, " BOSS@example.com", Practice.password).status == 200)
        }
        for _ in 1...10 { _ = try await Self.login(practice.visitor, "boss@example.com", "wrong") }
        #expect(try await Self.login(practice.visitor, "boss@example.com", Practice.password).status == 429)
        #expect(try await Self.login(practice.visitor, "other@example.com", "wrong").status == 401)
    }

    @Test("an address that tries too often waits, whatever account it tries; other addresses do not")
    func byAddress() async throws {
        let practice = try await Practice.open { $0.trustedProxies = [IPNetwork("127.0.0.1")!] }
        let attacker = practice.visitor.with("X-Forwarded-For", "203.0.113.7")
        #expect(try await Self.login(attacker, "boss@example.com", "wrong").status == 401)
        try await practice.app.database.write {
            _ = try $0.run("UPDATE attempts SET tried = 100 WHERE subject LIKE 'login-address:%'")
        }
        let refused = try await Self.login(attacker, "boss@example.com", Practice.password)
        #expect(refused.status == 429 && refused.header("Retry-After") == "900")
        let neighbour = practice.visitor.with("X-Forwarded-For", "203.0.113.8")
        #expect(try await Self.login(neighbour, "boss@example.com", Practice.password).status == 200)
    }

    @Test("all addresses of one IPv6 line count as one")
    func sixthVersion() async throws {
        let practice = try await Practice.open { $0.trustedProxies = [IPNetwork("127.0.0.1")!] }
        func ask(_ address: String) async throws -> Int {
            try await practice.visitor.with("X-Forwarded-For", address)
                .post("/api/auth/verify-email", ["token": "1.2.x"]).status
        }
        for last in 1...60 { #expect(try await ask("2001:db8:1:2::\(String(last, radix: 16))") == 422) }
        #expect(try await ask("2001:db8:1:2:ffff::1") == 429)
        #expect(try await ask("2001:db8:1:3::1") == 422)
    }

    @Test("RATE_LIMITS=off lifts every throttle, and on keeps them")
    func off() async throws {
        let practice = try await Practice.open()
        let free = Asker(app: try await practice.anotherServer { $0.rateLimits = false })
        for attempt in 1...6 {
            let answer = try await practice.visitor.post("/api/auth/forgot-password", ["email": "a@example.com"])
            #expect(answer.status == (attempt <= 5 ? 202 : 429))
        }
        for _ in 1...12 {
            #expect(try await free.post("/api/auth/forgot-password", ["email": "a@example.com"]).status == 202)
        }
        for _ in 1...12 { #expect(try await Self.login(free, "boss@example.com", "wrong").status == 401) }
        #expect(try await Self.login(free, "boss@example.com", Practice.password).status == 200)
    }
}
