import Foundation
import Testing

@Suite("Links for a new password")
struct PasswordLinkTests {
    private static let other = "another fine password"

    private static func reset(
        _ practice: Practice, _ token: String, _ password: String = other
    ) async throws -> Answer {
        try await practice.visitor.post("/api/auth/reset-password", ["token": token, "password": password])
    }

    @Test("asking says nothing of whether an account exists; only an existing one gets a letter")
    func alike() async throws {
        let practice = try await Practice.open()
        let known = try await practice.visitor.post("/api/auth/forgot-password", ["email": "Boss@example.com"])
        let unknown = try await practice.visitor.post("/api/auth/forgot-password", ["email": "no@example.com"])
        #expect(known.status == 202 && known.bytes.isEmpty)
        #expect(known.status == unknown.status && known.headers == unknown.headers && known.bytes == unknown.bytes)
        try await practice.work()
        #expect(practice.letters.all.map(\.to.address) == ["boss@example.com"])
    }

    @Test("asking writes the same for everybody, and looks up nobody")
    func sameWork() async throws {
        let practice = try await Practice.open()
        func written(_ email: String) async throws -> [Int] {
            #expect(try await practice.visitor.post("/api/auth/forgot-password", ["email": email]).status == 202)
            return try await practice.app.database.read { tx in
                [try tx.count("SELECT COUNT(*) FROM jobs"), try tx.count("SELECT COUNT(*) FROM mails")]
            }
        }
        let before = try await written("no@example.com")
        let after = try await written("boss@example.com")
        #expect(after == [before[0] + 1, before[1]])
        try await practice.work()
        #expect(practice.letters.all.map(\.to.address) == ["boss@example.com"])
    }

    @Test("the link sets a password once and ends every session that was open")
    func once() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com", proved: false)
        let pair = try TokenPair(
            try await practice.visitor.post(
                "/api/auth/login", ["email": "jo@example.com", "password": Practice.password]))
        let token = try await practice.forgotten("jo@example.com")
        let second = try await practice.forgotten("jo@example.com")
        let weak = try await Self.reset(practice, token, "short")
        #expect(weak.status == 422 && weak.complainedFields == ["password"])
        #expect(try await jo.get("/api/users/me").status == 200)

        let done = try await Self.reset(practice, token)
        #expect(done.status == 204 && done.bytes.isEmpty)
        for token in [token, second] { #expect(try await Self.reset(practice, token).code == "link_expired") }
        #expect(try await jo.get("/api/users/me").status == 401)
        #expect(try await Asker(app: practice.app, token: pair.access).get("/api/users/me").status == 401)
        let refreshed = try await practice.visitor.post("/api/auth/refresh", ["refresh_token": pair.refresh])
        #expect(refreshed.status == 401)
        let old = try await practice.visitor.post(
            "/api/auth/login", ["email": "jo@example.com", "password": Practice.password])
        #expect(old.status == 401)
        let again = try await practice.signIn("jo@example.com", password: Self.other)
        #expect(try await again.get("/api/users/me").object("user").flag("email_verified"))
    }

    @Test("the link works for an hour to the second")
    func expiry() async throws {
        let practice = try await Practice.open()
        let late = try await practice.forgotten("boss@example.com")
        practice.clock.move(seconds: 3_600)
        let refused = try await Self.reset(practice, late)
        #expect(refused.status == 422 && refused.code == "link_expired")
        let inTime = try await practice.forgotten("boss@example.com")
        practice.clock.move(seconds: 3_599)
        #expect(try await Self.reset(practice, inTime).status == 204)
    }

    @Test("a token that was made for another person, purpose, moment or server is refused")
    func forged() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        try await practice.work()
        let verify = try practice.linkToken(to: "jo@example.com")
        let good = try await practice.forgotten("jo@example.com")
        let parts = good.split(separator: ".").map(String.init)
        let stranger = try await practice.anotherServer { $0.jwtSecret = String(repeating: "x", count: 32) }
        #expect(parts.count == 3 && parts[0] == String(jo.userID))
        let forged = [
            verify, "\(practice.bossID).\(parts[1]).\(parts[2])", "\(parts[0]).\(Int(parts[1])! + 1).\(parts[2])",
            "\(parts[0]).\(parts[1]).", "\(parts[0]).\(parts[1])", "999.\(parts[1]).\(parts[2])", "…", good + ".x",
            String(good.dropLast()), good + String(repeating: "a", count: 200),
        ]
        for token in forged {
            let answer = try await Self.reset(practice, token)
            #expect(answer.status == 422 && answer.code == "link_expired", "\(token): \(answer)")
        }
        let body = ["token": good, "password": Self.other]
        #expect(try await Asker(app: stranger).post("/api/auth/reset-password", body).code == "link_expired")
        let asVerify = try await practice.visitor.post("/api/auth/verify-email", ["token": good])
        #expect(asVerify.code == "link_expired")
        #expect(try await Self.reset(practice, good).status == 204)
    }

    @Test("the page shows a form on GET and changes the password on POST")
    func page() async throws {
        let practice = try await Practice.open()
        let token = try await practice.forgotten("boss@example.com")
        let boss = try await practice.boss()
        let shown = try await practice.visitor.get("/reset-password?token=\(token)")
        #expect(shown.status == 200 && shown.header("Content-Type") == "text/html; charset=utf-8")
        #expect(shown.text.contains("value=\"\(token)\"") && shown.text.contains("type=\"password\""))
        #expect(shown.text.contains("<form class=\"stack\" method=\"post\" action=\"/reset-password\" data-once>"))
        #expect(try await boss.get("/api/users/me").status == 200)

        let weak = try await practice.visitor.submit("/reset-password", "token=\(token)&password=short")
        #expect(weak.status == 422 && weak.text.contains("<title>Error: Choose a new password"))
        let complaint = "The password needs at least 10 characters."
        #expect(weak.text.contains("<a href=\"#password\">\(complaint)</a>"))
        #expect(weak.text.contains("<span class=\"error\" id=\"password-error\">\(complaint)</span>"))
        #expect(weak.text.contains("value=\"\(token)\"") && !weak.text.contains("value=\"short\""))
        let sent = try await practice.visitor.submit(
            "/reset-password", "token=\(token)&password=a+long%20p%C3%A4ss%2B1")
        #expect(sent.status == 200 && sent.header("Content-Type") == "text/html; charset=utf-8", "\(sent)")
        #expect(try await boss.get("/api/users/me").status == 401)
        _ = try await practice.signIn("boss@example.com", password: "a long päss+1")
        let again = try await practice.visitor.submit("/reset-password", "token=\(token)&password=\(Self.other)")
        #expect(again.status == 422 && again.text.contains("has been used"))
    }

    @Test(
        "a form that no browser would send is refused by a page, and the server lives",
        arguments: ["token=%zz", "token=%", "%", "token=%FF%FE", "token=a%00b", "=&&&=", "token=<>\"{}|\\^`", "\u{0}"])
    func badForms(form: String) async throws {
        let practice = try await BadForms.practice()
        for page in ["/reset-password", "/verify-email"] {
            let answer = try await practice.visitor.submit(page, form)
            #expect((400...422).contains(answer.status), "\(page): \(answer)")
            #expect(answer.header("Content-Type") == "text/html; charset=utf-8", "\(page)")
        }
    }

    @Test("a link that something on its way has broken is answered by a page")
    func brokenLinks() async throws {
        let practice = try await BadForms.practice()
        for page in ["/reset-password", "/verify-email"] {
            for query in ["token=%zz", "token=%FF", "token=a%00b"] {
                let answer = try await practice.visitor.get("\(page)?\(query)")
                #expect((400...422).contains(answer.status), "\(page)?\(query): \(answer)")
                #expect(answer.header("Content-Type") == "text/html; charset=utf-8", "\(page)?\(query)")
            }
        }
    }

    private enum BadForms {
        private static let opened = Task { try await Practice.open() }
        static func practice() async throws -> Practice { try await opened.value }
    }
}
