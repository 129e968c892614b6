import Testing

@Suite("Refunds beside those that are made at Stripe's own pages, or were forgotten here")
struct RefundElsewhereTests {
    @Test(
        "what was given back at Stripe's own pages counts, and a refund that finds too little left ends with a notice")
    func elsewhere() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let intent = try #require(paid.stripe.intent(of: id)).id
        try paid.stripe.refundElsewhere(intent, 8_000)
        _ = paid.stripe.takeEvents()
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 50]).status == 200)
        try await paid.practice.work()
        #expect(try await paid.refunds(id) == ["admin 5000 failed"])
        #expect(!paid.stripe.calls.contains("refund"))
        #expect(try await paid.status(id) == "scheduled partially_refunded")
        #expect(try await paid.ledger(id).kept == 2_000)
        #expect(try await paid.mails(to: "host", about: id).contains("notice"))
    }

    @Test(
        "where a part went back elsewhere before a cancellation, exactly the rest of what is owed follows",
        arguments: [(6_000, true), (4_000, true), (6_000, false), (4_000, false)])
    func rest(elsewhere: Int64, byClient: Bool) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        // First, because a look at that time would find what went back.
        if byClient { try await paid.moveOn(to: jan("06T10:30")) }
        try paid.stripe.refundElsewhere(try #require(paid.stripe.intent(of: id)).id, elsewhere)
        _ = paid.stripe.takeEvents()
        #expect(try await paid.cancel(id, by: byClient ? nil : paid.boss).status == 200)
        try await paid.practice.work()
        // The policy's half, or more than it, has gone.
        #expect(paid.kept(id) == (byClient ? min(5_000, 10_000 - elsewhere) : 0))
        #expect(!(try await paid.mails(to: "host", about: id).contains("notice")))
        #expect(try await paid.status(id) == "cancelled \(byClient ? "partially_refunded" : "refunded")")
    }

    @Test("a part that is on its way elsewhere counts too, and comes off what is owed", arguments: [true, false])
    func partPendingElsewhere(succeeds: Bool) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.set(refundsArePending: true)
        try paid.stripe.refundElsewhere(try #require(paid.stripe.intent(of: id)).id, 4_000)
        paid.stripe.set(refundsArePending: false)
        try await paid.tell()
        try await paid.moveOn(to: jan("06T10:30"))
        #expect(try await paid.cancel(id).status == 200)
        try await paid.practice.work()
        #expect(try await paid.refunds(id) == ["policy 5000 due"])
        let elsewhere = try #require(paid.stripe.intent(of: id)?.refunds.first).id
        try paid.stripe.end(refund: elsewhere, as: succeeds ? .succeeded : .failed)
        try await paid.practice.live(hours: 2)
        #expect(paid.kept(id) == 5_000)
    }

    @Test("a cancellation that a restored backup has forgotten does not give the same back once more")
    func forgottenCancellation() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try await paid.moveOn(to: jan("06T10:30"))
        #expect(try await paid.cancel(id).status == 200)
        try await paid.tell()
        #expect(paid.kept(id) == 5_000)
        try await paid.practice.run("UPDATE bookings SET status = 'scheduled', owed_minor = NULL, refunded_minor = 0")
        try await paid.practice.run("UPDATE bookings SET payment_status = 'succeeded'")
        try await paid.practice.run("DELETE FROM refunds")
        try await paid.practice.run("DELETE FROM ledger WHERE kind = 'refund'")
        #expect(try await paid.cancel(id).status == 200)
        try await paid.practice.work()
        #expect(paid.kept(id) == 5_000)
        #expect(try await paid.status(id) == "cancelled partially_refunded")
    }

    @Test("an admin's refund goes at once where there is enough beside one that is on its way elsewhere")
    func besidePending() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.set(refundsArePending: true)
        try paid.stripe.refundElsewhere(try #require(paid.stripe.intent(of: id)).id, 2_000)
        paid.stripe.set(refundsArePending: false)
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 10]).status == 200)
        try await paid.practice.work()
        #expect(try await paid.refunds(id) == ["admin 1000 succeeded"])
    }

    @Test("where an admin's refund and that of a cancellation are too much together, all that is there goes back")
    func tooMuchTogether() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.set { $0 == "refund" ? .busy : nil }
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 60]).status == 200)
        try await paid.practice.work()
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        try paid.stripe.refundElsewhere(try #require(paid.stripe.intent(of: id)).id, 5_000)
        _ = paid.stripe.takeEvents()
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 1)
        #expect(paid.kept(id) == 0)
        #expect(try await paid.status(id) == "cancelled refunded")
    }

    @Test("one that was made at Stripe's own pages and comes back is told to admins")
    func sentBackElsewhere() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let intent = try #require(paid.stripe.intent(of: id)).id
        try paid.stripe.refundElsewhere(intent, 10_000)
        try await paid.tell()
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        #expect(try await paid.status(id) == "cancelled refunded")
        try paid.stripe.end(refund: try #require(paid.stripe.intent(intent)?.refunds.first).id, as: .failed)
        try await paid.tell()
        #expect(try await paid.status(id) == "cancelled succeeded")
        #expect(try await paid.notices(about: id) == 1)
    }

    @Test(
        "where somebody is giving a part back elsewhere, the rest follows once that is decided",
        arguments: [true, false])
    func pendingElsewhere(succeeds: Bool) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let intent = try #require(paid.stripe.intent(of: id)).id
        paid.stripe.set(refundsArePending: true)
        try paid.stripe.refundElsewhere(intent, 6_000)
        paid.stripe.set(refundsArePending: false)
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        let before = paid.stripe.calls.count
        try await paid.practice.live(hours: 3)
        #expect(paid.stripe.calls.count - before < 20)
        #expect(try await paid.refunds(id) == ["practice 10000 due"])
        let elsewhere = try #require(paid.stripe.intent(of: id)?.refunds.first).id
        try paid.stripe.end(refund: elsewhere, as: succeeds ? .succeeded : .failed)
        try await paid.practice.live(hours: 2)
        #expect(paid.kept(id) == 0)
        #expect(try await paid.status(id) == "cancelled refunded")
        let refunds = ["practice 10000 failed", "practice 4000 succeeded"]
        #expect(try await paid.refunds(id) == (succeeds ? refunds : ["practice 10000 succeeded"]))
    }

    @Test("one whose token was changed at Stripe's own pages is known by its id")
    func otherToken() async throws {
        let paid = try await PaidPractice.open()
        paid.stripe.set(refundsArePending: true)
        let id = try await paid.paid()
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 25]).status == 200)
        try await paid.practice.work()
        let intent = try #require(paid.stripe.intent(of: id))
        let refund = try #require(intent.refunds.first)
        paid.stripe.state.withLock {
            $0.intents[intent.id]?.refunds[0] = .init(
                id: refund.id, money: refund.money, status: .succeeded, token: "other")
        }
        try await paid.practice.live(hours: 1)
        #expect(try await paid.refunds(id) == ["admin 2500 succeeded"])
        #expect(try await paid.status(id) == "scheduled partially_refunded")
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'refund'") == [0])
    }
}
