import App
import Foundation
import Testing

@Suite("Tax and withdrawal on pages and papers")
struct LawPageTests {
    private static let confirm = "/book/advice/confirm"

    @Test("the last look tells tax and right of withdrawal, and books with the consent alone", arguments: ["en", "de"])
    func confirmPage(language: String) async throws {
        let paid = try await PaidPractice.open([
            "right_of_withdrawal": true, "tax_percent": 19, "withdrawal_reason": "Made at a <distance>.",
        ])
        let kim = try await paid.practice.signedIn("kim@example.com")
        _ = try await paid.boss.put("/api/admin/branding", ["withdrawal": ["text": ["en": "How to withdraw."]]])
        let german = language == "de"
        let address = "\(Self.confirm)?at=\(jan("08T10:00"))"
        let look = try await kim.get(address, ["Accept-Language": language])
        let words =
            german
            ? ["Widerrufsrecht", "19 % Umsatzsteuer: 15,97", "Zahlungspflichtig", "name=\"begin_early\""]
            : ["Right of withdrawal", "including 19% tax: 15.97 USD", "name=\"begin_early\"", "href=\"/withdrawal\""]
        for word in words + ["Made at a &lt;distance&gt;."] { #expect(look.text.contains(word), "\(word): \(look)") }
        let readings = look.text.matches(of: /rel="noreferrer">(How to withdraw|So widerrufen Sie)</)
        #expect(readings.count == 1, "the consent leads nowhere of its own: \(look)")
        let key = try #require(look.text.firstMatch(of: /name="key" value="(?<key>[^"]*)"/)).key
        let fields = [("at", jan("08T10:00")), ("key", String(key))]
        let refused = try await kim.send(Self.confirm, fields)
        #expect(refused.status == 422 && refused.text.contains("href=\"#begin_early\""), "\(refused)")
        let booked = try await kim.send(Self.confirm, fields + [("begin_early", "true")])
        #expect(booked.status == 303, "\(booked)")
        #expect(try await paid.practice.numbers("SELECT early_start_at FROM bookings").count == 1)
    }

    @Test("the booking's page leads to the withdrawal, says what follows, and does it")
    func withdraws() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let right: [String: any Sendable] = ["right_of_withdrawal": true, "withdrawal_days": 1]
        #expect(try await boss.patch("/api/admin/services/\(practice.service)", right).status == 200)
        let kim = try await practice.signedIn("kim@example.com")
        let api = try await practice.signIn("kim@example.com")
        let id = try await api.mustBook(jan("08T10:00"))
        let page = try await kim.get("/bookings/\(id)")
        #expect(page.text.contains("href=\"/bookings/\(id)/withdraw\""), "\(page)")
        let asked = try await kim.get("/bookings/\(id)/withdraw")
        #expect(asked.text.contains("everything that you have paid comes back to you"), "\(asked)")
        let done = try await kim.send("/bookings/\(id)/withdraw")
        #expect(done.header("Location") == "/bookings/\(id)?done=withdrawn", "\(done)")
        #expect(try await kim.get("/bookings/\(id)?done=withdrawn").text.contains("You have withdrawn"))
        #expect(try await kim.get("/bookings/\(id)/withdraw").header("Location") == "/bookings/\(id)")
        #expect(try await kim.send("/bookings/\(id)/withdraw").header("Location") == "/bookings/\(id)")
        let later = try await api.mustBook(jan("08T12:00"))
        let inTime = try await kim.get("/bookings/\(later)")
        #expect(inTime.text.contains("You may withdraw from the contract until"), "\(inTime)")
        practice.clock.move(hours: 40)
        let ended = try await kim.get("/bookings/\(later)")
        #expect(ended.text.contains("The right to withdraw has ended") && !ended.text.contains("You may withdraw"))
        let late = try await kim.get("/bookings/\(later)/withdraw")
        #expect(late.text.contains("The practice is told that you want to withdraw"), "\(late)")
        let told = try await kim.send("/bookings/\(later)/withdraw")
        #expect(told.header("Location") == "/bookings/\(later)?done=withdrawn_late")
        let trace = try await kim.get("/bookings/\(later)")
        #expect(trace.text.contains("You told the practice on Wednesday 7 January, "))
        #expect(!trace.text.contains("/bookings/\(later)/withdraw"), "\(trace)")
        #expect(try await practice.texts("SELECT status FROM bookings ORDER BY id") == ["cancelled", "scheduled"])
    }

    @Test("a service says what its price has of tax, or why there is none, and never both")
    func tax() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        let path = "/api/admin/services/\(practice.service)"
        let steps: [(sent: [String: any Sendable], shown: String)] = [
            (["tax_percent": 7.7], #""tax_percent":7.7,"tax_note":null"#),
            (["tax_note": "No VAT, § 4"], #""tax_percent":null,"tax_note":"No VAT, § 4""#),
            (["tax_percent": NSNull()], #""tax_percent":null,"tax_note":"No VAT, § 4""#),
            (["tax_percent": 19], #""tax_percent":19,"tax_note":null"#),
            (["tax_percent": NSNull()], #""tax_percent":null,"tax_note":null"#),
            (["tax_percent": 0], #""tax_percent":0,"tax_note":null"#),
        ]
        for step in steps {
            let answer = try await boss.patch(path, step.sent)
            #expect(answer.text.contains(step.shown), "\(step.sent): \(answer)")
        }
        let wrong: [([String: any Sendable], String)] = [
            (["tax_percent": 19, "tax_note": "None"], "tax_note"), (["tax_percent": 100.01], "tax_percent"),
            (["tax_percent": 0.125], "tax_percent"), (["tax_percent": -1], "tax_percent"),
            (["withdrawal_days": 0], "withdrawal_days"), (["withdrawal_days": 366], "withdrawal_days"),
        ]
        for (sent, field) in wrong {
            #expect(try await boss.patch(path, sent).complainedFields == [field], "\(sent)")
        }
    }

    @Test("a receipt says the tax of what was booked, of the sum that was kept, whatever the service says by now")
    func receipt() async throws {
        let paid = try await PaidPractice.open(["tax_percent": 19])
        let id = try await paid.paid()
        let path = "/api/admin/services/\(paid.service)"
        #expect(try await paid.boss.patch(path, ["tax_note": "No VAT"]).status == 200)
        let page = try await paid.client.get("/api/bookings/\(id)/receipt")
        #expect(page.text.contains("The total includes 19% tax: 15.97 USD"), "\(page)")
        let other = try await paid.paid(jan("08T12:00"))
        #expect(try await paid.client.get("/api/bookings/\(other)/receipt").text.contains("No VAT"))
    }

    @Test("the doctor names the texts that are missing, and nothing is refused for it")
    func doctor() async throws {
        let practice = try await Practice.open()
        let boss = try await practice.boss()
        func told() async -> String {
            await Doctor(settings: practice.app.settings).findings().filter { $0.subject == "branding" }
                .map(\.sentence).joined(separator: "\n")
        }
        #expect(await told() == "", "nothing is charged")
        let path = "/api/admin/services/\(practice.service)"
        let sent: [String: any Sendable] = ["amount": 50, "right_of_withdrawal": true]
        #expect(try await boss.patch(path, sent).status == 200)
        for part in ["imprint, privacy, terms", "withdrawal", "tax_number", "consultation"] {
            #expect(await told().contains(part), "\(part)")
        }
    }
}
