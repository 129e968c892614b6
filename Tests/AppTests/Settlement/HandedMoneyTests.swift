import Foundation
import Testing

@Suite("Money of bookings that were handed over")
struct HandedMoneyTests {
    @Test("who gave a booking away hears nothing of its money any more; the new host, admins and the client do")
    func formerHost() async throws {
        let paid = try await PaidPractice.open()
        let (practice, boss) = (paid.practice, paid.boss)
        let id = try await paid.paid()
        let eve = try await practice.register("eve@example.com")
        #expect(try await boss.patch("/api/admin/users/\(eve.userID)", ["is_host": true]).status == 200)
        try await practice.work()
        practice.letters.forget()
        for (old, new) in [(practice.bossID, eve.userID), (eve.userID, practice.bossID)] {
            #expect(try await HandOverTests.handOver(boss, from: old, to: new).status == 200)
        }
        try await practice.work()
        let handed = practice.letters.letters(to: "eve@example.com")
        #expect(handed.map { String($0.subject.prefix(11)) } == ["Handed over"])
        #expect(!handed.contains { Self.tellsOfMoney($0.text + $0.html) })
        practice.letters.forget()

        #expect(try await boss.post("/api/admin/bookings/\(id)/refund", ["amount": 10]).status == 200)
        try await paid.tell()
        try paid.stripe.dispute(try #require(paid.stripe.intent(of: id)).id, 2_000)
        try await paid.tell()
        #expect(try await paid.cancel(id).status == 200)
        try await paid.tell()
        #expect(practice.letters.letters(to: "eve@example.com").isEmpty)
        let toBoss = practice.letters.letters(to: "boss@example.com").map(\.subject)
        #expect(toBoss.contains { $0.hasPrefix("Please look at booking") })
        #expect(toBoss.contains { $0.hasPrefix("Cancelled") })
        let toMia = practice.letters.letters(to: "mia@example.com")
        #expect(toMia.contains { Self.tellsOfMoney($0.text) })

        // Rendered anew, when money has gone back.
        let sent = try await practice.numbers(
            "SELECT id FROM mails WHERE user_id = \(eve.userID) AND booking_id = \(id) AND state = 'sent'")
        try #require(sent.count == 1)
        #expect(try await boss.post("/api/admin/mails/\(sent[0])/resend").status == 200)
        try await practice.work()
        let again = practice.letters.letters(to: "eve@example.com")
        #expect(again.count == 1 && !again.contains { Self.tellsOfMoney($0.text + $0.html) })
    }

    private static func tellsOfMoney(_ words: String) -> Bool {
        ["Payment", "Given back", "100.00"].contains { words.contains($0) }
    }
}
