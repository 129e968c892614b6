import App
import Domain
import Foundation
import Storage
import Testing

@Suite("How often codes are asked for and typed")
struct CodeLimitTests {
    private static let email = "ann@example.com"

    private static func open() async throws -> Practice {
        try await Practice.open { $0.trustedProxies = [try #require(IPNetwork("127.0.0.1"))] }
    }

    private static func ask(
        _ practice: Practice, _ email: String = email, from address: String = "203.0.113.7", device: String? = nil
    ) async throws -> Answer {
        var body = ["email": email]
        body["device_token"] = device
        return try await practice.visitor.with("X-Forwarded-For", address).post("/api/auth/code", body)
    }

    @Test("a mailbox gets ten codes a day, whatever is written behind a plus; asking is answered as before")
    func mailbox() async throws {
        let practice = try await Self.open()
        for number in 1...10 {
            let email = number == 3 ? "ann+booking@example.com" : Self.email
            #expect(try await Self.ask(practice, email, from: "203.0.113.\(number)").status == 202)
        }
        try await practice.work()
        #expect(practice.letters.all.count == 10)
        let beyond = try await Self.ask(practice, from: "203.0.113.99")
        try await practice.work()
        #expect(try beyond.status == 202 && beyond.json().names == ["request"] && practice.letters.all.count == 10)
        // It is tried like any other.
        let typed = ["request": try beyond.text("request"), "code": "000000"]
        #expect(try await practice.visitor.post("/api/auth/code/verify", typed).code == "invalid_code")
        practice.clock.move(hours: 24)
        #expect(try await Self.ask(practice).status == 202)
        try await practice.work()
        #expect(practice.letters.all.count == 11)
    }

    @Test("a request beyond the ten has no digits that are right")
    func notGuessed() async throws {
        let practice = try await Self.open()
        let answer = try await Self.ask(practice, "bo@example.com", from: "203.0.113.50")
        let code = try await practice.code(to: "bo@example.com")
        // As if it had been the eleventh.
        try await practice.app.database.write {
            _ = try $0.run("UPDATE sign_in_codes SET is_sent = 0 WHERE email = 'bo@example.com'")
        }
        let typed = ["request": try answer.text("request"), "code": code]
        #expect(try await practice.visitor.post("/api/auth/code/verify", typed).code == "invalid_code")
    }

    @Test("a device that has signed in before has a share of its own, which strangers do not use up")
    func device() async throws {
        let practice = try await Self.open()
        let known = try await practice.signInByCode(Self.email).text("device_token")
        for number in 1...12 { _ = try await Self.ask(practice, from: "203.0.113.\(number)") }
        try await practice.work()
        #expect(practice.letters.all.count == 10)
        let own = try await Self.ask(practice, from: "203.0.113.99", device: known)
        try await practice.work()
        #expect(own.status == 202 && practice.letters.all.count == 11)
    }

    @Test("one address asks for codes of many mailboxes sixty times an hour, then it waits")
    func askers() async throws {
        let practice = try await Self.open()
        for number in 1...60 { #expect(try await Self.ask(practice, "p\(number)@example.com").status == 202) }
        let refused = try await Self.ask(practice, "q@example.com")
        #expect(refused.status == 429 && refused.header("Retry-After") != nil)
        #expect(try await Self.ask(practice, "q@example.com", from: "203.0.113.8").status == 202)
    }

    @Test("one address types a hundred codes in a quarter of an hour, whatever requests they are of")
    func typists() async throws {
        let practice = try await Self.open()
        let typed = ["request": "none of ours", "code": "123456"]
        func type(_ address: String) async throws -> Answer {
            try await practice.visitor.with("X-Forwarded-For", address).post("/api/auth/code/verify", typed)
        }
        for _ in 1...100 { #expect(try await type("203.0.113.7").status == 422) }
        let refused = try await type("203.0.113.7")
        #expect(refused.status == 429 && refused.header("Retry-After") == "900")
        #expect(try await type("203.0.113.8").status == 422)
    }
}
