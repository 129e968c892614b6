import App
import Foundation
import Testing

@Suite("Giving money back")
struct RefundTests {
    @Test(
        "a client who cancels gets what the policy promised when it was booked",
        arguments: [
            ("05T08:00", 10_000), ("06T10:00", 10_000), ("06T10:01", 5_000), ("07T10:00", 5_000), ("07T10:01", 0),
        ] as [(String, Int64)])
    func policy(at moment: String, amount: Int64) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let harder = try await paid.boss.patch(
            "/api/admin/services/\(paid.service)", ["refund_policy": [[String: Int]]()])
        #expect(harder.status == 200)
        try await paid.moveOn(to: jan(moment))
        #expect(try await paid.cancel(id).status == 200)
        try await paid.practice.work()
        let word = amount == 0 ? "succeeded" : amount == 10_000 ? "refunded" : "partially_refunded"
        #expect(try await paid.status(id) == "cancelled \(word)")
        #expect(paid.kept(id) == 10_000 - amount)
        let shown = try await paid.client.get("/api/bookings/\(id)")
        #expect(shown.text.contains("\"amount_refunded\":\(amount / 100).00"))
        #expect(try await paid.mails(about: id).contains("payment_refunded") == (amount > 0))
    }

    @Test("when the practice cancels everything goes back, whatever the policy says")
    func practice() async throws {
        let paid = try await PaidPractice.open(["refund_policy": [[String: Int]]()])
        let id = try await paid.paid()
        try await paid.moveOn(to: jan("08T09:59"))
        #expect(try await paid.boss.post("/api/host/bookings/\(id)/cancel").status == 200)
        try await paid.practice.work()
        #expect(try await paid.status(id) == "cancelled refunded")
        #expect(try await paid.refunds(id) == ["practice 10000 succeeded"])
        #expect(paid.kept(id) == 0)
    }

    @Test("and so does a second payment that could not go back before")
    func practiceAndSecondPayment() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.set(refundsArePending: true)
        let second = try paid.stripe.payAgain(for: id)
        try await paid.tell()
        paid.stripe.set(refundsArePending: false)
        let refund = try #require(paid.stripe.intent(second)?.refunds.first)
        try paid.stripe.end(refund: refund.id, as: .failed)
        try await paid.tell()
        #expect(try await paid.refunds(id) == ["twice 10000 failed"])
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        try await paid.tell()
        #expect(try await paid.status(id) == "cancelled refunded")
        #expect(paid.stripe.intents.map(\.left) == [0, 0])
    }

    @Test("what an admin does right after a cancellation comes after what the cancellation gives back")
    func rightAfterCancellation() async throws {
        let paid = try await PaidPractice.open()
        let (id, other) = (try await paid.paid(), try await paid.paid(jan("09T10:00")))
        try await paid.moveOn(to: jan("06T10:30"))
        #expect(try await paid.cancel(id).status == 200)
        #expect(try await paid.refunds(id) == [], "a job is to write them")
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 10]).status == 200)
        #expect(try await paid.refunds(id) == ["policy 5000 due", "admin 1000 due"])
        #expect(try await paid.cancel(other).status == 200)
        #expect(try await paid.boss.post("/api/admin/bookings/\(other)/mark-refunded").status == 200)
        #expect(try await paid.refunds(other) == ["policy 10000 failed", "admin 10000 succeeded"])
        try await paid.practice.work()
        #expect(paid.kept(id) == 4_000)
        #expect(paid.kept(other) == 10_000, "nothing of it went by Stripe")
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'give_back'") == [0])
    }

    @Test("what a cancellation left goes back also where the job names a reason of a later version, or none")
    func unknownReason() async throws {
        let paid = try await PaidPractice.open()
        for (start, detail) in [(jan("08T10:00"), "goodwill 1"), (jan("09T10:00"), "")] {
            let id = try await paid.paid(start)
            #expect(try await paid.cancel(id, by: paid.boss).status == 200)
            try await paid.practice.run("UPDATE jobs SET detail = \(detail) WHERE kind = 'give_back'")
            try await paid.practice.work()
            #expect(try await paid.refunds(id) == ["policy 10000 succeeded"])
            #expect(paid.kept(id) == 0)
        }
    }

    @Test("a client who leaves gets what the policy promises")
    func leaving() async throws {
        let paid = try await PaidPractice.open(["change_notice": 10_000])
        let id = try await paid.paid()
        try await paid.moveOn(to: jan("07T09:00"))
        #expect(try await paid.client.delete("/api/users/me", ["password": Practice.password]).status == 204)
        try await paid.practice.work()
        #expect(try await paid.status(id) == "cancelled partially_refunded")
        #expect(try await paid.refunds(id) == ["policy 5000 succeeded"])
    }

    @Test("an admin gives back any amount up to what is left, and not more, also where two ask at once")
    func admin() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let path = "/api/admin/bookings/\(id)/refund"
        #expect(try await paid.boss.post(path, ["amount": 30]).status == 200)
        try await paid.practice.work()
        #expect(try await paid.status(id) == "scheduled partially_refunded")
        let beyond = try await paid.boss.post(path, ["amount": 70.01])
        #expect(beyond.status == 422 && beyond.complainedFields == ["amount"])
        #expect(try await paid.boss.post(path, ["amount": 0]).status == 422)
        #expect(try await paid.boss.post(path, ["amount": 1.001]).status == 422)
        let answers = try await atOnce([40, 50, 60]) { try await paid.boss.post(path, ["amount": $0]) }
        #expect(answers.count { $0.status == 200 } == 1)
        #expect(try await paid.boss.post(path).status == 200)
        #expect(try await paid.boss.post(path).code == "nothing_to_refund")
        try await paid.practice.work()
        #expect(try await paid.status(id) == "scheduled refunded")
        #expect(paid.kept(id) == 0)
        // The policy's share has gone back already.
        #expect(try await paid.cancel(id).status == 200)
        #expect(try await paid.refunds(id).count == 3)
    }

    @Test("a refund that is asked for again with its key goes back once")
    func key() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let (path, asker) = ("/api/admin/bookings/\(id)/refund", paid.boss.with("Idempotency-Key", "r"))
        let answers = try await atOnce([30, 30, 30]) { try await asker.post(path, ["amount": $0]) }
        #expect(answers.map(\.status) == [200, 200, 200])
        #expect(answers.filter { $0.header("Idempotent-Replayed") == "true" }.count == 2)
        #expect(try await paid.refunds(id).count == 1)
        #expect(try await asker.post(path, ["amount": 31]).code == "idempotency_key_reused")
        #expect(try await paid.boss.post(path, ["amount": 30]).status == 200)
        try await paid.tell()
        #expect(paid.kept(id) == 4_000)
    }

    @Test(
        "a refund is over when Stripe says so, and not while the client's bank wants to know more",
        arguments: [PaymentPicture.Refund.Status.succeeded, .failed, .canceled])
    func pending(end: PaymentPicture.Refund.Status) async throws {
        let succeeds = end == .succeeded
        let paid = try await PaidPractice.open()
        paid.stripe.set(refundsArePending: true)
        let id = try await paid.paid()
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 25]).status == 200)
        try await paid.tell()
        #expect(try await paid.refunds(id) == ["admin 2500 pending"])
        #expect(try await paid.status(id) == "scheduled succeeded")
        let refund = try #require(paid.stripe.intent(of: id)?.refunds.first)
        try paid.stripe.end(refund: refund.id, as: .requiresAction)
        try await paid.tell()
        #expect(try await paid.refunds(id) == ["admin 2500 pending"])
        try paid.stripe.end(refund: refund.id, as: end)
        _ = paid.stripe.takeEvents()
        try await paid.practice.live(hours: 1)
        #expect(try await paid.refunds(id) == ["admin 2500 \(succeeds ? "succeeded" : "failed")"])
        #expect(try await paid.status(id) == "scheduled \(succeeds ? "partially_refunded" : "succeeded")")
        #expect(try await paid.mails(to: "host", about: id).contains("notice") == !succeeds)
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'refund'") == [0])
    }

    @Test("a refund that the bank sends back after all is money of the practice again, and an admin is told")
    func sentBack() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund").status == 200)
        try await paid.tell()
        #expect(try await paid.status(id) == "scheduled refunded")
        let refund = try #require(paid.stripe.intent(of: id)?.refunds.first)
        try paid.stripe.end(refund: refund.id, as: .failed)
        try await paid.tell()
        #expect(try await paid.status(id) == "scheduled succeeded")
        #expect(try await paid.ledger(id).kept == 10_000)
        #expect(try await paid.mails(to: "host", about: id).contains("notice"))
    }

    @Test("money taken by other means has a receipt, and goes back by other means when an admin says so")
    func byHand() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.booked()
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/mark-paid").status == 200)
        try await paid.practice.work()
        #expect(try await paid.status(id) == "scheduled succeeded")
        #expect(try await paid.mails(about: id) == ["confirmation", "payment_receipt"])
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 10]).status == 200)
        #expect(try await paid.status(id) == "scheduled partially_refunded")
        #expect(paid.stripe.calls == [])
        #expect(try await paid.ledger(id).kept == 9_000)
    }
}
