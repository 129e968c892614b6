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
        "an inquiry of a bank, and a dispute that Stripe prevented, withdraw nothing and change nothing",
        arguments: ["warning_needs_response", "warning_under_review", "warning_closed", "prevented"])
    func inquiry(status: String) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try paid.stripe.dispute(try #require(paid.stripe.intent(of: id)).id, as: status)
        try await paid.tell()
        #expect(try await paid.status(id) == "scheduled succeeded")
        #expect(try await paid.ledger(id).kept == 10_000)
        #expect(!(try await paid.mails(to: "host", about: id).contains("notice")))
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        try await paid.tell()
        #expect(try await paid.status(id) == "cancelled refunded")
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

    @Test(
        "a second payment that a bank withdrew before it could go back does so once it is won",
        arguments: [true, false])
    func secondPayment(isCancelled: Bool) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.set { $0 == "refund" ? .busy : nil }
        let second = try paid.stripe.payAgain(for: id)
        try await paid.tell()
        try paid.stripe.dispute(second)
        paid.stripe.set { _ in nil }
        try await paid.tell()
        try await paid.practice.live(hours: 1)
        #expect(try await paid.refunds(id) == ["twice 10000 failed"])
        if isCancelled {
            try await paid.moveOn(to: jan("06T10:30"))
            #expect(try await paid.cancel(id).status == 200)
            try await paid.tell()
        }
        try paid.stripe.endDispute(second, won: true)
        try await paid.tell()
        // Of the price the practice keeps all, or what the policy leaves it.
        let kept: Int64 = isCancelled ? 5_000 : 10_000
        #expect(paid.stripe.left == kept)
        #expect(try await paid.ledger(id).kept == kept)
    }

    @Test(
        "what a bank held back is the practice's again, but for what was owed and what an admin gave back on top",
        arguments: [0, 50])
    func wishMeanwhile(percent: Int) async throws {
        let paid = try await PaidPractice.open(["refund_policy": [["notice": 0, "percent": percent]]])
        let id = try await paid.paid()
        let intent = try #require(paid.stripe.intent(of: id)).id
        try paid.stripe.dispute(intent, 6_000)
        try await paid.tell()
        #expect(try await paid.cancel(id).status == 200)
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 10]).status == 200)
        try await paid.tell()
        try paid.stripe.endDispute(intent, won: true)
        try await paid.tell()
        let kept = Int64(9_000 - 100 * percent)
        #expect(paid.kept(id) == kept)
        #expect(try await paid.ledger(id).kept == kept)
    }

    @Test(
        "what an admin gave back while a bank withdrew it is told to be in vain, and goes back once the dispute is won")
    func wishInVain() async throws {
        let paid = try await PaidPractice.open(["refund_policy": [] as [String]])
        let id = try await paid.paid()
        let intent = try #require(paid.stripe.intent(of: id)).id
        #expect(try await paid.cancel(id).status == 200)
        try await paid.practice.work()
        #expect(try await paid.refunds(id) == [])
        // Nobody has heard of it yet.
        try paid.stripe.dispute(intent)
        let told = try await paid.notices(about: id)
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 10]).status == 200)
        try await paid.tell()
        #expect(try await paid.refunds(id) == ["admin 1000 failed"])
        #expect(try await paid.notices(about: id) > told)
        try paid.stripe.endDispute(intent, won: true)
        try await paid.tell()
        #expect(try await paid.refunds(id).map { $0.prefix(11) } == ["admin 1000 ", "policy 1000"])
        #expect(paid.kept(id) == 9_000)
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
