import Foundation
import Testing

@Suite("Paying for a booking")
struct PaymentTests {
    @Test("a priced booking is held, its payment made, and it becomes firm when the money has come")
    func flow() async throws {
        let paid = try await PaidPractice.open()
        let answer = try await paid.client.book(jan("08T10:00"), service: 2)
        #expect(answer.status == 201)
        let (booking, payment) = (try answer.object("booking"), try answer.object("payment"))
        #expect(try booking.text("status") == "pending" && booking.isNull("jitsi_room_url"))
        #expect(try booking.text("hold_expires_at") == jan("05T08:15"))
        #expect(try payment.text("provider") == "stripe" && payment.text("publishable_key") == "pk_test_of_the_tests")
        #expect(try payment.text("expires_at") == jan("05T08:15") && payment.text("currency") == "usd")
        #expect(answer.text.contains("\"amount\":100.00"))
        let id = try booking.int("id")
        try await paid.practice.work()
        #expect(try await paid.mails(about: id) == [])

        try paid.stripe.pay(try payment.text("client_secret"))
        try await paid.tell()
        #expect(try await paid.status(id) == "scheduled succeeded")
        #expect(try await paid.mails(about: id) == ["confirmation"])
        let mail = try #require(paid.practice.letters.letters(to: "mia@example.com").last)
        #expect(mail.text.contains("100.00 USD, paid") && mail.text.contains("R-000001"))
        #expect(try await paid.ledger(id).kept == 10_000)
    }
}
