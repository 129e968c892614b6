import Foundation
import Testing

@Suite("Registering")
struct RegisterTests {
    @Test("an address is normalised and belongs to one account, however it is written")
    func unique() async throws {
        let practice = try await Practice.open()
        let body: [String: any Sendable] = [
            "email": "  Jo\u{308}rg@Example.COM ", "password": Practice.password, "first_name": " Jörg ",
            "last_name": "\u{3000}", "time_zone": "Asia/Calcutta", "locale": "de-CH",
        ]
        let made = try await practice.visitor.post("/api/auth/register", body)
        #expect(made.status == 201, "\(made)")
        #expect(made.header("Cache-Control") == "no-store")
        #expect(try made.text("token_type") == "Bearer" && made.int("expires_in") == 3_600)
        let user = try made.object("user")
        #expect(try Array(user.text("email").utf8) == Array("j\u{F6}rg@example.com".utf8))
        #expect(try user.text("first_name") == "Jörg" && user.isNull("last_name") && user.isNull("display_name"))
        #expect(try user.text("time_zone") == "Asia/Calcutta" && user.text("locale") == "de-CH")
        #expect(try !user.flag("is_admin") && !user.flag("is_host") && !user.flag("email_verified"))
        #expect(!made.text.contains("argon2"))

        let again = try await practice.visitor.post(
            "/api/auth/register", ["email": "J\u{D6}RG@EXAMPLE.com", "password": Practice.password])
        #expect(again.status == 409 && again.code == "email_taken")
    }

    @Test("who names no zone and no language has the practice's zone and English")
    func standards() async throws {
        let practice = try await Practice.open()
        let user = try await practice.visitor.post(
            "/api/auth/register", ["email": "jo@example.com", "password": Practice.password, "locale": NSNull()]
        ).object("user")
        #expect(try user.text("locale") == "en")
        #expect(try !user.text("time_zone").isEmpty)
    }

    @Test("everything wrong is told at once")
    func allComplaints() async throws {
        let practice = try await Practice.open()
        let answer = try await practice.visitor.post(
            "/api/auth/register",
            [
                "email": "no address", "password": "short", "first_name": String(repeating: "é", count: 501),
                "last_name": "bell\u{7}", "time_zone": "Mars/Olympus", "locale": "english",
            ])
        #expect(answer.status == 422 && answer.code == "validation_failed")
        #expect(
            answer.complainedFields == ["email", "password", "first_name", "last_name", "time_zone", "locale"],
            "\(answer)")
    }

    @Test(
        "a value that cannot be taken is refused by its name",
        arguments: [
            ("password", "ninechars"), ("password", "Password123"), ("password", "QWERTYUIOP"),
            ("password", String(repeating: "ä", count: 513)), ("password", "with a nul\u{0}!"), ("password", ""),
            ("email", ""), ("email", "a@b@c"), ("email", "a b@example.com"), ("email", "a@-example.com"),
            ("email", "\"a\"@example.com"), ("email", "a@[127.0.0.1]"), ("email", "a@example.com\r\nBcc: b@c.de"),
            ("email", "a\u{0}@example.com"), ("email", String(repeating: "a", count: 65) + "@example.com"),
            ("time_zone", "GMT+5"), ("time_zone", "Mars/Phobos"), ("time_zone", "europe/berlin"),
            ("time_zone", "../../etc/passwd"), ("time_zone", "Europe/"),
            ("locale", "e"), ("locale", "engl"), ("locale", "de_CH"), ("locale", "de-"), ("locale", "12"),
            ("locale", "de-" + String(repeating: "a", count: 9)), ("first_name", "line\u{2028}end"),
            ("last_name", "two\nlines"),
        ])
    func refused(field: String, value: String) async throws {
        let practice = try await Refusals.practice()
        var body: [String: any Sendable] = ["email": "jo@example.com", "password": Practice.password]
        body[field] = value
        let answer = try await practice.visitor.post("/api/auth/register", body)
        #expect(answer.status == 422, "\(answer)")
        #expect(answer.complainedFields == [field], "\(answer)")
    }

    @Test("nobody makes themselves an admin, a host or somebody else")
    func noRights() async throws {
        let practice = try await Refusals.practice()
        let extra: [String: any Sendable] = ["is_admin": true, "is_host": true, "id": 1, "email_verified": true]
        let body = extra.merging(["email": "eve@example.com", "password": Practice.password]) { own, _ in own }
        let answer = try await practice.visitor.post("/api/auth/register", body)
        #expect(answer.status == 422)
        #expect(answer.complainedFields == ["email_verified", "id", "is_admin", "is_host"])
    }

    /// One practice for requests that change nothing.
    private enum Refusals {
        private static let opened = Task { try await Practice.open() }
        static func practice() async throws -> Practice { try await opened.value }
    }
}
