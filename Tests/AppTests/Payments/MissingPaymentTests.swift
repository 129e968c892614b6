import Testing

@Suite("Payments that Stripe does not know, because the keys are of another account or mode")
struct MissingPaymentTests {
    @Test("a hold ends and gives its time free; with the right keys its payment is ended, or its money goes back")
    func hold() async throws {
        let paid = try await PaidPractice.open()
        let (one, two) = (try await paid.hold(), try await paid.hold(jan("09T10:00")))
        try paid.stripe.pay(two.secret)
        let intents = paid.stripe.intents.map(\.id)
        for intent in intents { paid.stripe.forget(intent) }
        try await paid.practice.live(hours: 2)
        for id in [one.id, two.id] {
            #expect(try await paid.status(id) == "expired requires_payment_method")
        }
        #expect(try await paid.practice.visitor.slots("2026-01-08", service: 2).contains(jan("08T10:00")))
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'hold'") == [0])
        let noted = try await paid.practice.numbers("SELECT booking_id FROM audit WHERE action = 'payment.missing'")
        #expect(Set(noted) == [one.id, two.id])
        let other = try await paid.hold(jan("09T10:00"), by: try await paid.practice.register("jo@example.com"))
        try paid.stripe.pay(other.secret)
        try await paid.tell()
        #expect(try await paid.status(other.id) == "scheduled succeeded")
        for intent in intents { paid.stripe.remember(intent) }
        try await paid.practice.live(hours: 49)
        #expect(try await paid.status(one.id) == "expired canceled")
        #expect(try await paid.status(two.id) == "expired refunded")
        #expect(paid.kept(two.id) == 0)
    }

    @Test("one that stays unknown is looked at ever more rarely, and not for ever")
    func following() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.forget(try #require(paid.stripe.intent(of: id)).id)
        let before = paid.stripe.calls.count
        for _ in 0..<260 { try await paid.practice.live(hours: 24) }
        #expect((3...12).contains(paid.stripe.calls.count - before))
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'watch'") == [0])
    }

    @Test("a refund of it fails, and admins are told")
    func refund() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.forget(try #require(paid.stripe.intent(of: id)).id)
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        try await paid.practice.live(hours: 1)
        #expect(try await paid.refunds(id) == ["practice 10000 failed"])
        #expect(try await paid.mails(to: "host", about: id).contains("notice"))
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'refund'") == [0])
    }
}
