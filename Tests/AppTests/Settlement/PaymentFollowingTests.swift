import Testing

@Suite("What happens to a payment later, and nobody tells of it")
struct PaymentFollowingTests {
    @Test("money that went back at Stripe's own pages is found although the event is lost")
    func refundElsewhere() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let intent = try #require(paid.stripe.intent(of: id))
        try paid.stripe.refundElsewhere(intent.id, 4_000)
        _ = paid.stripe.takeEvents()
        try await paid.practice.live(hours: 49)
        #expect(try await paid.status(id) == "scheduled partially_refunded")
        #expect(try await paid.ledger(id).kept == 6_000)
    }

    @Test("a dispute is looked at daily until it is decided, although no event comes")
    func dispute() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let intent = try #require(paid.stripe.intent(of: id))
        try paid.stripe.dispute(intent.id)
        _ = paid.stripe.takeEvents()
        try await paid.practice.live(hours: 24 * 20)
        #expect(try await paid.status(id) == "scheduled disputed")
        try paid.stripe.endDispute(intent.id, won: true)
        _ = paid.stripe.takeEvents()
        try await paid.practice.live(hours: 25)
        #expect(try await paid.status(id) == "scheduled succeeded")
    }

    @Test("a payment that a bank refuses when its time has passed is ended, and looked at no more")
    func refusedLate() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold(jan("05T10:00"))
        try paid.stripe.paySlowly(held.secret)
        try await paid.practice.live(hours: 3)
        let intent = try #require(paid.stripe.intent(of: held.id))
        #expect(try await paid.status(held.id) == "expired processing")
        try paid.stripe.decide(intent.id, succeeds: false)
        _ = paid.stripe.takeEvents()
        try await paid.practice.live(hours: 2)
        #expect(paid.stripe.intent(intent.id)?.status == .canceled)
        #expect(try await paid.status(held.id) == "expired canceled")
        #expect(try await paid.practice.texts("SELECT kind FROM jobs WHERE kind IN ('watch', 'hold')") == [])
    }
}
