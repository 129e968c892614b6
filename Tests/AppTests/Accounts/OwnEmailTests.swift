import App
import Foundation
import HTTPTypes
import Storage
import Testing
import Wire

@Suite("Another address")
struct OwnEmailTests {
    private static let path = "/api/users/me/email"
    private static let wanted = ["current_password": Practice.password, "email": "right@example.com"]

    private static func verify(_ practice: Practice, _ token: String) async throws -> Answer {
        try await practice.visitor.post("/api/auth/verify-email", ["token": token])
    }

    private static func login(_ practice: Practice, _ email: String) async throws -> Int {
        try await practice.visitor.post("/api/auth/login", ["email": email, "password": Practice.password]).status
    }

    @Test("a new address counts once its mail's link is used; the old one is told, without a word of the person's")
    func change() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("wrnog@example.com", ["first_name": "Jolanda"], proved: false)
        try await practice.work()
        practice.letters.forget()
        let asked = try await jo.post(Self.path, ["current_password": Practice.password, "email": "Right@Example.com"])
        #expect(asked.status == 202 && asked.bytes.isEmpty, "\(asked)")
        try await practice.work()
        let told = practice.letters.all.map(\.to.address)
        #expect(Set(told) == ["right@example.com", "wrnog@example.com"])
        #expect(practice.letters.all.allSatisfy { !$0.text.contains("Jolanda") && $0.to.name == nil })
        #expect(practice.letters.letters(to: "wrnog@example.com").allSatisfy { !$0.text.contains("right@") })
        #expect(try await jo.get("/api/users/me").object("user").text("email") == "wrnog@example.com")
        #expect(try await Self.login(practice, "right@example.com") == 401)

        let token = try practice.linkToken(to: "right@example.com")
        #expect(try await Self.verify(practice, token).status == 204)
        let user = try await jo.get("/api/users/me").object("user")
        #expect(try user.text("email") == "right@example.com" && user.flag("email_verified"))
        #expect(try await Self.login(practice, "right@example.com") == 200)
        #expect(try await Self.login(practice, "wrnog@example.com") == 401)
        #expect(try await Self.verify(practice, token).code == "link_expired")
        let boss = try await practice.boss()
        #expect(try await boss.get("/api/admin/users?q=right@").int("total") == 1)
        let audit = try await boss.get("/api/admin/audit").text
        #expect(audit.contains("user.email_asked") && audit.contains("user.email_changed"))
        #expect(!audit.contains("right@"))
    }

    @Test(
        "a link to an address that was given up leads nowhere: neither its reset, nor a proof that was asked for before"
    )
    func oldLinks() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("wrong@example.com", proved: false)
        try await practice.work()
        let first = try practice.linkToken(to: "wrong@example.com")
        let reset = try await practice.forgotten("wrong@example.com")
        #expect(try await jo.post(Self.path, Self.wanted).status == 202)
        try await practice.work()
        let notice = try practice.linkToken(to: "wrong@example.com", page: "reset-password")
        let earlier = try practice.linkToken(to: "right@example.com")
        let body = ["current_password": Practice.password, "email": "better@example.com"]
        #expect(try await jo.post(Self.path, body).status == 202)
        try await practice.work()
        #expect(try await Self.verify(practice, earlier).code == "link_expired")
        #expect(try await Self.verify(practice, try practice.linkToken(to: "better@example.com")).status == 204)
        #expect(try await Self.verify(practice, first).code == "link_expired")
        for token in [reset, notice] {
            let answer = try await practice.visitor.post(
                "/api/auth/reset-password", ["token": token, "password": "another fine password"])
            #expect(answer.code == "link_expired")
        }
    }

    @Test("whoever did not ask chooses a new password by the mail to the old address, and the new one is forgotten")
    func notMe() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("own@example.com")
        #expect(try await jo.post(Self.path, Self.wanted).status == 202)
        try await practice.work()
        let proof = try practice.linkToken(to: "right@example.com")
        let token = try practice.linkToken(to: "own@example.com", page: "reset-password")
        let reset = try await practice.visitor.post(
            "/api/auth/reset-password", ["token": token, "password": "another fine password"])
        #expect(reset.status == 204)
        #expect(try await Self.verify(practice, proof).code == "link_expired")
        #expect(
            try await practice.signIn("own@example.com", password: "another fine password").get("/api/users/me").status
                == 200)
    }

    @Test("an address that has an account is refused, before and after the mail; one's own changes nothing")
    func taken() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("own@example.com")
        let boss = try await jo.post(Self.path, ["current_password": Practice.password, "email": "boss@example.com"])
        #expect(boss.status == 409 && boss.code == "email_taken")
        #expect(try await jo.post(Self.path, Self.wanted).status == 202)
        try await practice.work()
        let token = try practice.linkToken(to: "right@example.com")
        _ = try await practice.register("right@example.com")
        #expect(try await Self.verify(practice, token).code == "email_taken")
        #expect(try await jo.get("/api/users/me").object("user").text("email") == "own@example.com")
        practice.letters.forget()
        let same = try await jo.post(Self.path, ["current_password": Practice.password, "email": "OWN@example.com"])
        #expect(same.status == 202)
        #expect(try await jo.post(Self.path, ["email": "x@example.com"]).complainedFields == ["current_password"])
        let wrong = try await jo.post(Self.path, ["current_password": "wrong", "email": "x@example.com"])
        #expect(wrong.status == 401)
        try await practice.work()
        #expect(practice.letters.letters(to: "own@example.com").isEmpty)
    }

    @Test("five changes are asked for in an hour, and no further one writes a mail")
    func limit() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("own@example.com")
        func ask(_ number: Int) async throws -> (status: Int, mails: Int) {
            let body = ["current_password": Practice.password, "email": "a\(number)@example.com"]
            let status = try await jo.post(Self.path, body).status
            return (status, try await practice.app.database.read { try $0.count("SELECT COUNT(*) FROM mails") })
        }
        var mails = 0
        for number in 1...5 {
            let asked = try await ask(number)
            #expect(asked.status == 202 && asked.mails > mails)
            mails = asked.mails
        }
        let over = try await ask(6)
        #expect(over.status == 429 && over.mails == mails)
    }

    @Test("whoever asks for addresses that have an account is stopped as soon as whoever asks for free ones")
    func limitOfTaken() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("own@example.com")
        let body = ["current_password": Practice.password, "email": "boss@example.com"]
        for _ in 1...5 { #expect(try await jo.post(Self.path, body).code == "email_taken") }
        #expect(try await jo.post(Self.path, body).status == 429)
    }

    @Test("to take an address the account is read before and within the transaction, and no third time")
    func reads() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("own@example.com")
        #expect(try await jo.post(Self.path, Self.wanted).status == 202)
        try await practice.work()
        let statements = Statements()
        let server = try await practice.anotherServer(on: statements.door(to: practice.app.database))
        let token = try practice.linkToken(to: "right@example.com")
        let answer = try await practice.visitor.on(server).post("/api/auth/verify-email", ["token": token])
        #expect(answer.status == 204)
        let reads = statements.all.filter { $0.hasSuffix(" FROM users WHERE id = ? AND deleted_at IS NULL;") }
        #expect(reads.count == 2, "\(statements.all)")
    }

    @Test(
        "an admin mends an address that nobody has proved, and the right one must confirm; a proved one stays"
    )
    func byAdmin() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("wrnog@example.com", proved: false)
        try await practice.work()
        let old = try practice.linkToken(to: "wrnog@example.com")
        let boss = try await practice.boss()
        let path = "/api/admin/users/\(jo.userID)"
        let taken = try await boss.patch(path, ["email": "boss@example.com"])
        #expect(taken.status == 409 && taken.code == "email_taken")
        #expect(try await boss.patch(path, ["email": "no address"]).complainedFields == ["email"])
        let mended = try await boss.patch(path, ["email": "Right@example.com"])
        #expect(mended.status == 200)
        let user = try mended.object("user")
        #expect(try user.text("email") == "right@example.com" && !user.flag("email_verified"))
        try await practice.work()
        #expect(try await Self.verify(practice, old).code == "link_expired")
        #expect(try await Self.verify(practice, try practice.linkToken(to: "right@example.com")).status == 204)
        let proved = try await boss.patch(path, ["email": "other@example.com"])
        #expect(proved.status == 422 && proved.complainedFields == ["email"])
        #expect(try await boss.patch(path, ["email": "right@example.com"]).status == 200)
    }

    @Test("who leaves is forgotten in what mail servers said, and in addresses that were asked for")
    func leaving() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("own@example.com")
        #expect(try await jo.post(Self.path, Self.wanted).status == 202)
        practice.letters.fail(
            SMTPError.permanent(code: 550, text: "<own@example.com>: no such mailbox, nor right@example.com"))
        try await practice.work()
        practice.letters.fail(nil)
        func everything() async throws -> String {
            try await practice.app.database.read { tx in
                try tx.rows("SELECT COALESCE(error, ''), COALESCE(address, '') FROM mails") {
                    try $0.text(0) + $0.text(1)
                } + tx.rows("SELECT email, COALESCE(pending_email, '') FROM users") { try $0.text(0) + $0.text(1) }
                    + tx.rows("SELECT detail FROM jobs") { try $0.text(0) }
            }.joined(separator: "\n")
        }
        #expect(try await everything().contains("own@example.com"))
        #expect(try await jo.delete("/api/users/me", ["password": Practice.password]).status == 204)
        let left = try await everything()
        #expect(!left.contains("own@") && !left.contains("right@"), "\(left)")
    }
}
