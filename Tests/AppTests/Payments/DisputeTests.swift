import Testing

@Suite("Disputes")
struct DisputeTests {
    @Test("a dispute is shown, told to an admin, and over when it is won", arguments: [true, false])
    func dispute(won: Bool) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let intent = try #require(paid.stripe.intent(of: id)).id
        try paid.stripe.dispute(intent)
        try await paid.tell()
        #expect(try await paid.status(id) == "scheduled disputed")
        #expect(try await paid.mails(to: "host", about: id).contains("notice"))
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund").code == "nothing_to_refund")
        try paid.stripe.endDispute(intent, won: won)
        try await paid.tell()
        #expect(try await paid.status(id) == "scheduled \(won ? "succeeded" : "disputed")")
    }

    @Test(
        "what was owed when a booking was cancelled during a dispute goes back once it is won",
        arguments: [true, false]
    )
    func cancelledMeanwhile(byClient: Bool) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let intent = try #require(paid.stripe.intent(of: id)).id
        try paid.stripe.dispute(intent)
        try await paid.tell()
        if byClient { try await paid.moveOn(to: jan("06T10:30")) }
        #expect(try await paid.cancel(id, by: byClient ? nil : paid.boss).status == 200)
        try await paid.practice.work()
        #expect(try await paid.status(id) == "cancelled disputed")
        #expect(try await paid.refunds(id) == [])
        try paid.stripe.endDispute(intent, won: true)
        try await paid.tell()
        try await paid.practice.work()
        #expect(paid.kept(id) == (byClient ? 5_000 : 0))
        #expect(try await paid.status(id) == "cancelled \(byClient ? "partially_refunded" : "refunded")")
    }

    @Test("money that is refused for its amount and comes back from a dispute is told to admins, who decide")
    func wrongAmount() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        // The bank is faster than the refund.
        paid.stripe.set { $0 == "refund" ? .busy : nil }
        try paid.stripe.pay(held.secret, amount: 9_999)
        try await paid.tell()
        let intent = try #require(paid.stripe.intent(of: held.id)).id
        try paid.stripe.dispute(intent)
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 1)
        try await paid.tell()
        #expect(try await paid.status(held.id) == "cancelled disputed")
        let told = try await paid.mails(to: "host", about: held.id).count
        try paid.stripe.endDispute(intent, won: true)
        try await paid.tell()
        #expect(try await paid.mails(to: "host", about: held.id).count == told + 1)
        #expect(try await paid.boss.post("/api/admin/bookings/\(held.id)/refund").status == 200)
        try await paid.tell()
        #expect(paid.kept(held.id) == 0)
    }
}
