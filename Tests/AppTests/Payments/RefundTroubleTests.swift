import Foundation
import Testing

@Suite("Refunds in trouble")
struct RefundTroubleTests {
    @Test(
        "a refund goes through once, whatever is lost on the way",
        arguments: [FakeStripe.Fault.lostRequest, .lostAnswer, .busy])
    func faults(fault: FakeStripe.Fault) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.set { $0 == "refund" ? fault : nil }
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 40]).status == 200)
        try await paid.practice.live(hours: 1)
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 1)
        #expect(try await paid.refunds(id) == ["admin 4000 succeeded"])
        #expect(paid.kept(id) == 6_000)
    }

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

    @Test("what an admin gives back on top while another refund waits goes too", arguments: [nil, 30])
    func onTop(amount: Int?) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try await paid.moveOn(to: jan("06T10:30"))
        paid.stripe.set { $0 == "refund" ? .busy : nil }
        #expect(try await paid.cancel(id).status == 200)
        try await paid.practice.work()
        let body: [String: any Sendable] = amount.map { ["amount": $0] } ?? [:]
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", body).status == 200)
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 1)
        #expect(paid.kept(id) == (amount == nil ? 0 : 2_000))
        #expect(
            try await paid.refunds(id) == ["policy 5000 succeeded", "admin \(amount == nil ? 5_000 : 3_000) succeeded"])
    }

    @Test("one of a booking that was cancelled before it was noted what is owed goes as it was decided")
    func owedUnknown() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try await paid.moveOn(to: jan("06T10:30"))
        #expect(try await paid.cancel(id).status == 200)
        try await paid.practice.run("UPDATE bookings SET owed_minor = NULL")
        try await paid.practice.work()
        #expect(try await paid.refunds(id) == ["policy 5000 succeeded"])
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
        #expect(try await paid.mails(to: "host", about: id).filter { $0 == "notice" }.count == 1)
    }

    @Test(
        "a key that may not give back, or is not taken at all, keeps refunds, is told to admins once and is no refusal",
        arguments: [true, false])
    func keyRefused(isWhole: Bool) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.set { isWhole || $0 == "refund" ? .keyRefused : nil }
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        try await paid.practice.live(hours: 5)
        #expect(try await paid.refunds(id) == ["practice 10000 due"])
        #expect(try await paid.mails(to: "host", about: id).filter { $0 == "notice" }.count == 1)
        let record = try await paid.boss.get("/api/admin/bookings/\(id)/payments")
        #expect(record.text.contains("Invalid API Key"), "\(record)")
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 2)
        #expect(try await paid.status(id) == "cancelled refunded")
        #expect(try await paid.practice.numbers("SELECT refusals FROM refunds") == [0])
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

    @Test("one that was carried out is not made again when Stripe has forgotten its key", arguments: [true, false])
    func forgottenKey(isPending: Bool) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.set(refundsArePending: isPending)
        try await paid.moveOn(to: jan("06T11:00"))
        paid.stripe.set { $0 == "refund" ? .lostAnswer : nil }
        #expect(try await paid.cancel(id).status == 200)
        try await paid.practice.work()
        #expect(try await paid.refunds(id) == ["policy 5000 due"])
        paid.stripe.set { _ in nil }
        _ = paid.stripe.takeEvents()
        paid.practice.clock.move(hours: 30)
        try await paid.practice.run("DELETE FROM jobs WHERE kind = 'watch'")
        try await paid.practice.work()
        #expect(try await paid.refunds(id) == ["policy 5000 \(isPending ? "pending" : "succeeded")"])
        #expect(paid.stripe.intent(of: id)?.refunds.count == 1)
        #expect(paid.kept(id) == 5_000)
    }

    @Test("nor is one of which only a restored backup thinks that it is due")
    func restored() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let path = "/api/admin/bookings/\(id)/refund"
        #expect(try await paid.boss.post(path, ["amount": 40]).status == 200)
        let jobs = try await paid.practice.numbers("SELECT subject_id FROM jobs WHERE kind = 'refund'")
        let refund = try #require(jobs.first)
        try await paid.practice.work()
        paid.practice.clock.move(hours: 48)
        try await paid.practice.run("UPDATE refunds SET state = 'due', company_id = NULL")
        try await paid.practice.run("DELETE FROM ledger WHERE kind = 'refund'")
        try await paid.practice.run(
            """
            INSERT INTO jobs (kind, subject_id, detail, due_at, attempt, leased_until, created_at)
            VALUES ('refund', \(refund), '', 0, 0, 0, 0)
            """)
        try await paid.practice.work()
        #expect(try await paid.refunds(id) == ["admin 4000 succeeded"])
        #expect(paid.kept(id) == 6_000)
        #expect(try await paid.ledger(id).kept == 6_000)
    }

    @Test("one that Stripe refuses although the money is there is told to admins once, and tried again")
    func refused() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.set { $0 == "refund" ? .refused : nil }
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        try await paid.practice.live(hours: 5)
        #expect(try await paid.mails(to: "host", about: id).filter { $0 == "notice" }.count == 1)
        let record = try await paid.boss.get("/api/admin/bookings/\(id)/payments")
        #expect(record.text.contains("parameter_invalid"), "\(record)")
        #expect(paid.stripe.calls.filter { $0 == "refund" }.count <= 6)
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 2)
        #expect(try await paid.status(id) == "cancelled refunded")
    }

    @Test("what keeps a refund is told to admins also where it had waited for something else before")
    func refusedLater() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let intent = try #require(paid.stripe.intent(of: id)).id
        paid.stripe.set(refundsArePending: true)
        try paid.stripe.refundElsewhere(intent, 6_000)
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        try await paid.practice.live(hours: 2)
        #expect(!(try await paid.mails(to: "host", about: id).contains("notice")))
        let elsewhere = try #require(paid.stripe.intent(of: id)?.refunds.first).id
        try paid.stripe.end(refund: elsewhere, as: .canceled)
        paid.stripe.set { $0 == "refund" ? .refused : nil }
        try await paid.practice.live(hours: 3)
        #expect(try await paid.mails(to: "host", about: id).filter { $0 == "notice" }.count == 1)
        #expect(try await paid.refunds(id) == ["practice 10000 due"])
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
                id: refund.id, amountMinor: refund.amountMinor, status: .succeeded, token: "other")
        }
        try await paid.practice.live(hours: 1)
        #expect(try await paid.refunds(id) == ["admin 2500 succeeded"])
        #expect(try await paid.status(id) == "scheduled partially_refunded")
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'refund'") == [0])
    }
}
