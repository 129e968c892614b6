import App
import Testing

@Suite("What a mail costs")
struct MailCostTests {
    @Test("whom a mail concerns is read once, and a receipt is looked for only where something costs money")
    func statements() async throws {
        let practice = try await Practice.open()
        let jo = try await practice.register("jo@example.com")
        try await practice.work()
        _ = try await jo.mustBook(jan("06T09:00"))
        let before = practice.letters.letters(to: "jo@example.com").count
        let statements = Statements()
        try await practice.anotherServer(on: statements.door(to: practice.app.database)).worker.runAllDue()
        #expect(practice.letters.letters(to: "jo@example.com").count == before + 1)
        #expect(practice.letters.letters(to: "boss@example.com").count == 1)
        let all = statements.all
        // The reader, and the other one, of two mails.
        #expect(all.count { $0.contains(" FROM users WHERE id = ?") } == 4, "\(all)")
        #expect(all.count { $0.contains(" FROM services WHERE id = ?") } == 2)
        #expect(all.count { $0.contains(" FROM receipts ") } == 0)
    }
}
