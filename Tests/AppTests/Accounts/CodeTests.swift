import App
import Foundation
import Storage
import Testing

@Suite("Signing in by a code")
struct CodeTests {
    private static let email = "ann@example.com"

    private static func ask(_ practice: Practice, _ fields: [String: String] = [:]) async throws -> String {
        let answer = try await practice.visitor.post("/api/auth/code", ["email": email].merging(fields) { $1 })
        #expect(answer.status == 202 && answer.header("Cache-Control") == "no-store", "\(answer)")
        return try answer.text("request")
    }

    private static func verify(
        _ practice: Practice, _ request: String, _ code: String, _ fields: [String: String] = [:]
    ) async throws -> Answer {
        let typed = ["request": request, "code": code].merging(fields) { $1 }
        return try await practice.visitor.post("/api/auth/code/verify", typed)
    }

    /// Digits that are not these.
    private static func wrong(_ code: String) -> String { code == "000000" ? "111111" : "000000" }

    @Test("whoever types the code of their mail has an account, proved and without a password, and is signed in")
    func newcomer() async throws {
        let practice = try await Practice.open()
        let request = try await Self.ask(practice, ["locale": "de-CH", "time_zone": "Asia/Tokyo"])
        #expect(try await practice.numbers("SELECT COUNT(*) FROM users WHERE email = \(Self.email)") == [0])
        let code = try await practice.code(to: Self.email)
        let made = try await Self.verify(practice, request, code, ["first_name": "Ann", "last_name": "Ott"])
        #expect(made.status == 201 && made.header("Cache-Control") == "no-store", "\(made)")
        let names: Set = ["user", "token", "token_type", "expires_in", "refresh_token", "device_token"]
        #expect(try made.json().names == names)
        let user = try made.object("user")
        #expect(try user.text("email") == Self.email && user.flag("email_verified") && user.text("name") == "Ann Ott")
        #expect(try user.text("time_zone") == "Asia/Tokyo" && user.text("locale") == "de-CH")
        let ann = Asker(app: practice.app, token: try made.text("token"))
        #expect(try await ann.get("/api/users/me").object("user").int("id") == user.int("id"))
        let hashes = try await practice.numbers(
            "SELECT COUNT(*) FROM users WHERE email = \(Self.email) AND password_hash IS NULL")
        #expect(hashes == [1])

        let again = try await practice.signInByCode(Self.email, ["first_name": "Somebody"])
        #expect(try again.status == 200 && again.object("user").text("name") == "Ann Ott")
        #expect(try again.object("user").int("id") == user.int("id"))
        let audit = try await practice.boss().get("/api/admin/audit").text
        #expect(audit.contains("user.registered") && audit.contains("user.email_verified"))
        #expect(!audit.contains(code) && !audit.contains(Self.email))
    }

    @Test("the mail has the digits in its subject and its text, no name, and speaks the language that was asked for")
    func mail() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register(Self.email, ["first_name": "Annabel", "locale": "en"])
        try await practice.work()
        practice.letters.forget()
        _ = try await Self.ask(practice, ["locale": "de"])
        let code = try await practice.code(to: Self.email)
        let letter = try #require(practice.letters.letters(to: Self.email).last)
        #expect(letter.subject == "\(code) ist Ihr Code" && letter.to.name == nil && letter.invitation == nil)
        for text in [letter.text, letter.html] {
            #expect(text.contains(code) && text.contains("zehn Minuten") && !text.contains("Annabel"), "\(text)")
            #expect(!text.contains("{{") && !text.contains("href=\"\""))
        }
        practice.letters.forget()
        _ = try await Self.ask(practice)
        let english = try await practice.code(to: Self.email)
        #expect(practice.letters.letters(to: Self.email).map(\.subject) == ["\(english) is your code"])
        let listed = try await practice.boss().get("/api/admin/mails").array("mails")[0]
        #expect(try listed.text("kind") == "sign_in_code" && listed.text("to") == Self.email)
        #expect(try listed.isNull("user_id") && listed.text("role") == "account")
    }

    @Test("nobody learns whether an address has an account: the answers are alike, and both get a letter")
    func alike() async throws {
        let practice = try await Practice.open()
        _ = try await practice.register("jo@example.com")
        try await practice.work()
        practice.letters.forget()
        var answers: [Answer] = []
        for email in ["jo@example.com", "nobody@example.com", "boss@example.com"] {
            answers.append(try await practice.visitor.post("/api/auth/code", ["email": email]))
        }
        for answer in answers {
            #expect(answer.status == 202 && answer.headers == answers[0].headers)
            #expect(try answer.json().names == ["request"] && answer.bytes.count == answers[0].bytes.count)
        }
        try await practice.work()
        let addresses = practice.letters.all.map(\.to.address).sorted()
        #expect(addresses == ["boss@example.com", "jo@example.com", "nobody@example.com"])
        for answer in answers {
            let wrong = try await Self.verify(practice, try answer.text("request"), "000000")
            #expect(wrong.status == 401 && wrong.code == "invalid_code" && wrong.text.contains("4"), "\(wrong)")
        }
    }

    @Test("each request has five tries, which tell how many are left; another request has its own")
    func tries() async throws {
        let practice = try await Practice.open()
        let request = try await Self.ask(practice)
        let code = try await practice.code(to: Self.email)
        for left in [4, 3, 2, 1] {
            let answer = try await Self.verify(practice, request, Self.wrong(code))
            #expect(answer.status == 401 && answer.code == "invalid_code")
            #expect(answer.header("WWW-Authenticate") == "Bearer")
            #expect(try answer.text("detail").contains("Tries that are left: \(left)."), "\(answer)")
        }
        for typed in [Self.wrong(code), code] {
            let over = try await Self.verify(practice, request, typed)
            #expect(over.status == 422 && over.code == "code_expired", "\(over)")
        }
        #expect(try await practice.signInByCode(Self.email).status == 201)
    }

    @Test("what is not six digits is no try; blanks, dashes and the digits of other scripts are taken")
    func forms() async throws {
        let practice = try await Practice.open()
        let request = try await Self.ask(practice)
        let code = try await practice.code(to: Self.email)
        for typed in ["", "12345", "1234567", "12345a", "½23456", "-------", String(repeating: "1", count: 500)] {
            let answer = try await Self.verify(practice, request, typed)
            #expect(answer.status == 422 && answer.complainedFields == ["code"], "\(typed): \(answer)")
        }
        let arabic = code.unicodeScalars.map { String(Unicode.Scalar($0.value + 0x630)!) }.joined()
        let spaced = " \(arabic.prefix(3))\u{A0}-\(arabic.dropFirst(3)) "
        #expect(try await Self.verify(practice, request, spaced).status == 201)
    }

    @Test("a code counts with its own request alone, asking again ends no other, and each is used once")
    func requests() async throws {
        let practice = try await Practice.open()
        let first = try await Self.ask(practice)
        let firstCode = try await practice.code(to: Self.email)
        let second = try await Self.ask(practice)
        let secondCode = try await practice.code(to: Self.email)
        #expect(first != second && firstCode != secondCode)
        #expect(try await Self.verify(practice, first, secondCode).code == "invalid_code")
        #expect(try await Self.verify(practice, second, secondCode).status == 201)
        #expect(try await Self.verify(practice, second, secondCode).code == "code_expired")
        #expect(try await Self.verify(practice, first, firstCode).status == 200)
        #expect(try await Self.verify(practice, "", firstCode).complainedFields == ["request"])
        for request in ["x", first + "x", String(repeating: "a", count: 10_000)] {
            let answer = try await Self.verify(practice, request, firstCode)
            #expect(answer.code == "code_expired", "\(answer)")
        }
    }

    @Test("a code is good for ten minutes, and a mail that is later is not sent")
    func end() async throws {
        let practice = try await Practice.open()
        let request = try await Self.ask(practice)
        let code = try await practice.code(to: Self.email)
        let late = try await Self.ask(practice)
        let lateCode = try await practice.code(to: Self.email)
        practice.clock.move(seconds: 599)
        #expect(try await Self.verify(practice, request, code).status == 201)
        practice.clock.move(seconds: 1)
        #expect(try await Self.verify(practice, late, lateCode).code == "code_expired")
        practice.letters.forget()
        _ = try await Self.ask(practice)
        practice.clock.move(seconds: 600)
        try await practice.work()
        #expect(practice.letters.all.isEmpty)
        let mail = try await practice.boss().get("/api/admin/mails").array("mails")[0]
        #expect(try mail.text("state") == "dropped")
        let resent = try await practice.boss().post("/api/admin/mails/\(mail.int("id"))/resend")
        #expect(resent.code == "mail_outdated")
    }

    @Test("the database holds neither the digits nor the request, and a day later nothing of either")
    func stored() async throws {
        let practice = try await Practice.open()
        let request = try await Self.ask(practice)
        let code = try await practice.code(to: Self.email)
        #expect(try await Self.verify(practice, request, code).status == 201)
        let rows = try await practice.texts(
            "SELECT request_hash || ' ' || email || ' ' || COALESCE(locale, '') FROM sign_in_codes")
        #expect(rows.count == 1 && !rows[0].contains(request) && !rows[0].contains(code), "\(rows)")
        practice.clock.move(hours: 26)
        try await practice.app.database.write { try Housekeeping.plan(in: $0) }
        try await practice.work()
        #expect(try await practice.numbers("SELECT COUNT(*) FROM sign_in_codes") == [0])
        let mail = try await practice.boss().get("/api/admin/mails?status=sent").array("mails")
        #expect(try mail.filter { try $0.text("kind") == "sign_in_code" }.map { try $0.text("to") } == [""])
    }

    @Test("of many who type one code at once, one is signed in")
    func race() async throws {
        let practice = try await Practice.open()
        let request = try await Self.ask(practice)
        let code = try await practice.code(to: Self.email)
        let statuses = try await Self.together((0..<6).map { _ in (request, code) }, practice)
        #expect(statuses.sorted() == [201, 422, 422, 422, 422, 422])
        let sessions: SQL = """
            SELECT COUNT(*) FROM sessions JOIN users ON users.id = sessions.user_id WHERE users.email = \(Self.email)
            """
        #expect(try await practice.numbers(sessions) == [1])
    }

    @Test("wrong digits that come at once are counted each")
    func wrongTogether() async throws {
        let practice = try await Practice.open()
        let request = try await Self.ask(practice)
        let code = try await practice.code(to: Self.email)
        let statuses = try await Self.together((0..<8).map { _ in (request, Self.wrong(code)) }, practice)
        #expect(statuses.sorted() == [401, 401, 401, 401, 422, 422, 422, 422])
        #expect(try await Self.verify(practice, request, code).code == "code_expired")
    }

    @Test("two codes of a new address that are typed at once make one account")
    func oneAccount() async throws {
        let practice = try await Practice.open()
        var typed: [(String, String)] = []
        for _ in 1...2 {
            let request = try await Self.ask(practice)
            typed.append((request, try await practice.code(to: Self.email)))
        }
        #expect(try await Self.together(typed, practice).sorted() == [200, 201])
        #expect(try await practice.numbers("SELECT COUNT(*) FROM users WHERE email = \(Self.email)") == [1])
    }

    private static func together(_ typed: [(String, String)], _ practice: Practice) async throws -> [Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for (request, code) in typed {
                group.addTask { try await verify(practice, request, code).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
