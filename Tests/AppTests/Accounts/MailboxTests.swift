import App
import Foundation
import Storage
import Testing

@Suite("One mailbox, one account")
struct MailboxTests {
    @Test("a domain in letters, as xn-- and in full width is one mailbox")
    func spellings() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@bücher.example")
        #expect(try await jo.get("/api/users/me").object("user").text("email") == "jo@bücher.example")
        for spelling in ["jo@xn--bcher-kva.example", "JO@BU\u{308}CHER.example", "ｊｏ＠ｂücher．example"] {
            let again = try await practice.visitor.post(
                "/api/auth/register", ["email": spelling, "password": Practice.password])
            #expect(again.status == 409 && again.code == "email_taken", "\(spelling): \(again)")
            #expect(try await practice.signIn(spelling).get("/api/users/me").status == 200)
        }
    }

    @Test(
        "accounts of an earlier version are found by every spelling after a job, and doctor names those that are double"
    )
    func before() async throws {
        let practice = try await Practice.open()
        let alone = try await practice.register("a@example.com")
        let letters = try await practice.register("jo@bücher.example")
        let double = try await practice.register("b@example.com")
        try await practice.app.database.write { tx in
            for (id, email) in [
                (alone.userID, "ann@xn--bcher-kva.example"), (double.userID, "jo@xn--bcher-kva.example"),
            ] {
                _ = try tx.run("UPDATE users SET email = \(email) WHERE id = \(id)")
            }
            _ = try tx.run(
                """
                INSERT INTO jobs (kind, subject_id, detail, due_at, attempt, leased_until, created_at)
                VALUES ('unite_addresses', 0, '', 0, 0, 0, 0)
                """)
        }
        try await practice.work()
        #expect(try await practice.signIn("ann@bücher.example").get("/api/users/me").status == 200)
        #expect(try await practice.signIn("ann@xn--bcher-kva.example").get("/api/users/me").status == 200)
        let old = try await OldAddress.all(in: practice.app.database)
        #expect(old.map(\.user.rawValue) == [double.userID] && old.map(\.double?.rawValue) == [letters.userID])
        #expect(old.map(\.written) == ["jo@xn--bcher-kva.example"] && old.map(\.present) == ["jo@bücher.example"])
        let findings = await Doctor(settings: practice.app.settings).findings()
        let named = findings.filter { $0.subject == "accounts" }.map(\.sentence)
        #expect(named.count == 1 && named[0].contains("jo@xn--bcher-kva.example (\(double.userID))"))
    }
}
