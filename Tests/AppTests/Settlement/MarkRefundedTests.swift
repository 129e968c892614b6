import App
import Testing

@Suite("Money that was given back by other means")
struct MarkRefundedTests {
    private static func mark(
        _ paid: PaidPractice, _ id: Int64, _ amount: Double? = nil, key: String? = nil
    ) async throws -> Answer {
        let boss = key.map { paid.boss.with("Idempotency-Key", $0) } ?? paid.boss
        return try await boss.post("/api/admin/bookings/\(id)/mark-refunded", amount.map { ["amount": $0] } ?? [:])
    }

    @Test("what Stripe keeps refusing is noted, not sent any more, and the booking says so")
    func waiting() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try await paid.moveOn(to: jan("06T10:30"))
        paid.stripe.set { $0 == "refund" ? .refused : nil }
        #expect(try await paid.cancel(id).status == 200)
        try await paid.practice.live(hours: 2)
        #expect(try await Self.mark(paid, id).status == 200)
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 30)
        #expect(try await paid.refunds(id) == ["policy 5000 failed", "admin 5000 succeeded"])
        #expect(try await paid.status(id) == "cancelled partially_refunded")
        #expect(paid.kept(id) == 10_000, "nothing went by Stripe")
        #expect(try await paid.ledger(id).kept == 5_000)
        #expect(try await paid.mails(about: id).contains("payment_refunded"))
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'refund'") == [0])
        let finding = try await Doctor.compared(paid.stripe.gateway, with: paid.practice.app.database)
        #expect(finding.grade == .ok, "\(finding)")
    }

    @Test("of what waits the rest is still sent")
    func part() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.set { $0 == "refund" ? .refused : nil }
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        try await paid.practice.work()
        #expect(try await Self.mark(paid, id, 30).status == 200)
        paid.stripe.set { _ in nil }
        try await paid.practice.work()
        let refunds = ["practice 10000 failed", "admin 3000 succeeded", "practice 7000 succeeded"]
        #expect(try await paid.refunds(id) == refunds)
        #expect(try await paid.status(id) == "cancelled refunded")
        #expect(paid.kept(id) == 3_000)
    }

    @Test("money of another amount that waits to go back still goes for the rest")
    func wrongAmount() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        paid.stripe.set { $0 == "refund" ? .refused : nil }
        try paid.stripe.pay(held.secret, amount: 9_999)
        try await paid.tell()
        #expect(try await Self.mark(paid, held.id, 50).status == 200)
        paid.stripe.set { _ in nil }
        try await paid.practice.work()
        #expect(paid.kept(held.id) == 5_000)
        #expect(try await paid.ledger(held.id).kept == 0)
    }

    @Test("what somebody gave back at Stripe's own pages meanwhile is not given back once more")
    func andElsewhere() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try await paid.moveOn(to: jan("05T08:15"))
        let intent = try #require(paid.stripe.intent(of: held.id)).id
        paid.stripe.set { $0 == "refund" ? .busy : nil }
        let other = try paid.stripe.payAgain(for: held.id)
        #expect(try await paid.client.book(jan("08T10:00"), service: paid.service).status == 201)
        try await paid.tell()
        #expect(try await paid.refunds(held.id) == ["late 10000 due"], "\(intent)")
        #expect(try await Self.mark(paid, held.id, 40).status == 200)
        try paid.stripe.refundElsewhere(other, 5_000)
        _ = paid.stripe.takeEvents()
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 1)
        #expect(try await paid.ledger(held.id).kept == 0)
        #expect(paid.stripe.intent(other)?.left == 4_000)
    }

    @Test("what is on its way from Stripe's own pages is not noted as given back otherwise", arguments: [true, false])
    func pendingElsewhere(succeeds: Bool) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        paid.stripe.set(refundsArePending: true)
        try paid.stripe.refundElsewhere(try #require(paid.stripe.intent(of: id)).id, 4_000)
        paid.stripe.set(refundsArePending: false)
        _ = paid.stripe.takeEvents()
        #expect(try await Self.mark(paid, id).status == 200)
        #expect(try await paid.ledger(id).part(of: nil).refunded == 6_000)
        let elsewhere = try #require(paid.stripe.intent(of: id)?.refunds.first).id
        try paid.stripe.end(refund: elsewhere, as: succeeds ? .succeeded : .failed)
        try await paid.practice.live(hours: 2)
        // The other four thousand went by Stripe in either case: at its own pages, or by us once those had failed.
        #expect(paid.kept(id) == 6_000)
        #expect(try await paid.ledger(id).kept == 0)
    }

    @Test("what is on its way from Stripe's own pages counts also where nothing of that payment waits")
    func pendingWithoutWaiting() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let first = try #require(paid.stripe.intent(of: id)).id
        paid.stripe.set(refundsArePending: true)
        try paid.stripe.refundElsewhere(first, 4_000)
        paid.stripe.set(refundsArePending: false)
        _ = paid.stripe.takeEvents()
        #expect(try await Self.mark(paid, id, 70).complainedFields == ["amount"], "nothing waits at all")
        paid.stripe.set { $0 == "refund" ? .busy : nil }
        _ = try paid.stripe.payAgain(for: id)
        try await paid.tell()
        #expect(try await paid.refunds(id) == ["twice 10000 due"])
        #expect(try await Self.mark(paid, id, 170).complainedFields == ["amount"], "another payment's refund waits")
        #expect(try await Self.mark(paid, id, 160).status == 200)
        #expect(try await paid.ledger(id).kept == 4_000)
    }

    @Test(
        "what Stripe has already, though its answer was lost, is not noted as given back otherwise",
        arguments: [nil, 50])
    func lostAnswer(amount: Double?) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try await paid.moveOn(to: jan("06T10:30"))
        paid.stripe.set { $0 == "refund" ? .lostAnswer : nil }
        #expect(try await paid.cancel(id).status == 200)
        try await paid.practice.work()
        #expect(try await paid.refunds(id) == ["policy 5000 due"])
        paid.stripe.set(down: true)
        let dark = try await Self.mark(paid, id)
        #expect(dark.status == 503 && dark.header("Retry-After") == "5", "\(dark)")
        paid.stripe.set(down: false)
        #expect(try await Self.mark(paid, id, amount).code == "nothing_to_refund")
        if amount == nil { #expect(try await Self.mark(paid, id).code == "nothing_to_refund") }
        #expect(try await paid.refunds(id) == ["policy 5000 succeeded"])
        #expect(try await paid.ledger(id).kept == 5_000)
    }

    @Test("Stripe is asked what went at its own pages also where a cancellation has only just left its refund to a job")
    func rightAfterCancellation() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try paid.stripe.refundElsewhere(try #require(paid.stripe.intent(of: id)).id, 10_000)
        _ = paid.stripe.takeEvents()
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        #expect(try await paid.refunds(id) == [], "a job is to write it")
        paid.stripe.set(down: true)
        #expect(try await Self.mark(paid, id).status == 503)
        paid.stripe.set(down: false)
        #expect(try await Self.mark(paid, id).code == "nothing_to_refund")
        try await paid.practice.work()
        #expect(try await paid.refunds(id) == ["practice 10000 failed"])
        #expect(try await paid.ledger(id).kept == 0)
        #expect(try await paid.notices(about: id) == 0, "nobody gave it back twice")
    }

    @Test("what goes by Stripe all the same, because it was on its way, is told to admins", arguments: [true, false])
    func onItsWay(byClient: Bool) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try await paid.moveOn(to: jan("06T10:30"))
        // The admin says so in the very moment in which Stripe is told.
        paid.stripe.set(before: { call in
            guard call == "refund" else { return }
            paid.stripe.set()
            let answer = try await Self.mark(paid, id)
            #expect(answer.status == 200, "\(answer)")
        })
        #expect(try await paid.cancel(id, by: byClient ? nil : paid.boss).status == 200)
        try await paid.practice.live(hours: 1)
        #expect(try await paid.ledger(id).kept == (byClient ? 0 : -10_000))
        #expect(try await paid.mails(to: "host", about: id).contains("notice"))
    }

    @Test("what a bank has sent back is not given back again by the machine once a person has seen to it")
    func sentBack() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund", ["amount": 30]).status == 200)
        try await paid.tell()
        try paid.stripe.end(refund: try #require(paid.stripe.intent(of: id)?.refunds.first).id, as: .failed)
        try await paid.tell()
        #expect(try await Self.mark(paid, id, 30).status == 200)
        #expect(try await paid.status(id) == "scheduled partially_refunded")
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        try await paid.tell()
        #expect(paid.kept(id) == 3_000)
        #expect(try await paid.status(id) == "cancelled refunded")
    }

    @Test("without an amount what waits is meant, more than is left is refused, and a key counts once")
    func amounts() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        #expect(try await Self.mark(paid, id, 100.01).complainedFields == ["amount"])
        for replayed in [nil, "true"] {
            let marked = try await Self.mark(paid, id, 40, key: "m")
            #expect(marked.status == 200 && marked.header("Idempotent-Replayed") == replayed)
        }
        #expect(try await paid.ledger(id).kept == 6_000)
        #expect(try await Self.mark(paid, id, 41, key: "m").code == "idempotency_key_reused")
        let other = try await paid.boss.with("Idempotency-Key", "m")
            .post("/api/admin/bookings/\(id)/refund", ["amount": 40])
        #expect(other.code == "idempotency_key_reused")
        #expect(try await Self.mark(paid, id).code == "nothing_to_refund")
        #expect(try await Self.mark(paid, id, 60).status == 200)
        #expect(try await paid.status(id) == "scheduled refunded")
        #expect(try await Self.mark(paid, id, 1).code == "nothing_to_refund")
    }

    @Test("where two people give the same money back, one in cash and one at Stripe's own pages, admins are told")
    func byTwo() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        #expect(try await Self.mark(paid, id, 100).status == 200)
        #expect(!(try await paid.mails(to: "host", about: id).contains("notice")))
        try paid.stripe.refundElsewhere(try #require(paid.stripe.intent(of: id)).id, 10_000)
        try await paid.tell()
        #expect(try await paid.notices(about: id) == 1)
        #expect(try await paid.status(id) == "scheduled refunded")
    }
}
