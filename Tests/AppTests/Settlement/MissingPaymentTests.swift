import App
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
        #expect(try await paid.practice.visitor.slots("2026-01-08", service: paid.service).contains(jan("08T10:00")))
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'hold'") == [0])
        let noted = try await paid.practice.numbers("SELECT booking_id FROM audit WHERE action = 'payment.missing'")
        #expect(Set(noted) == [one.id, two.id])
        let other = try await paid.hold(jan("09T10:00"), by: try await paid.practice.register("jo@example.com"))
        try paid.stripe.pay(other.secret)
        try await paid.tell()
        #expect(try await paid.status(other.id) == "scheduled succeeded")
        for intent in intents { paid.stripe.remember(intent) }
        try await paid.practice.live(hours: 3)
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

    @Test("one that a bank was deciding keeps its time until the start, and counts when the right keys are back")
    func slow() async throws {
        let paid = try await PaidPractice.open()
        let (held, other) = (try await paid.hold(), try await paid.hold(jan("06T10:00")))
        for hold in [held, other] { try paid.stripe.paySlowly(hold.secret) }
        try await paid.tell()
        let intents = paid.stripe.intents.map(\.id)
        for intent in intents { paid.stripe.forget(intent) }
        try await paid.practice.live(hours: 30)
        #expect(try await paid.status(held.id) == "pending processing")
        #expect(try await paid.status(other.id) == "expired processing")
        #expect(try await paid.mails(about: other.id) == ["slot_lost"])
        for intent in intents { paid.stripe.remember(intent) }
        try paid.stripe.decide(try #require(paid.stripe.intent(of: held.id)).id, succeeds: true)
        _ = paid.stripe.takeEvents()
        try await paid.practice.live(hours: 1)
        #expect(try await paid.status(held.id) == "scheduled succeeded")
    }

    @Test("a refund of it waits for the right keys, which admins are told once, and goes back once")
    func refund() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let intent = try #require(paid.stripe.intent(of: id)).id
        paid.stripe.forget(intent)
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        try await paid.practice.live(hours: 5)
        #expect(try await paid.refunds(id) == ["practice 10000 due"])
        #expect(try await paid.notices(about: id) == 1)
        #expect(!paid.stripe.calls.contains("refund"))
        // Nothing more can be asked for meanwhile.
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund").code == "nothing_to_refund")
        paid.stripe.remember(intent)
        try await paid.practice.live(hours: 2)
        #expect(try await paid.status(id) == "cancelled refunded")
        #expect(paid.stripe.intent(of: id)?.refunds.map(\.money.minor) == [10_000])
    }

    @Test("many refunds that are kept by one cause are told to admins three times an hour")
    func many() async throws {
        let paid = try await PaidPractice.open()
        var ids: [Int64] = []
        for hour in 10...14 { ids.append(try await paid.paid(jan("08T\(hour):00"))) }
        for intent in paid.stripe.intents { paid.stripe.forget(intent.id) }
        for id in ids { #expect(try await paid.cancel(id, by: paid.boss).status == 200) }
        try await paid.practice.live(hours: 3)
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM mails WHERE kind = 'notice'") == [3])
        let kept = try #require(try await Doctor.refunds(in: paid.practice.app.database).first)
        #expect(kept.grade == .wrong && kept.sentence.contains(ids.map(String.init).joined(separator: ", ")))
    }

    @Test("a refund that is under way there stays so, and is not made again")
    func pendingRefund() async throws {
        let paid = try await PaidPractice.open()
        paid.stripe.set(refundsArePending: true)
        let id = try await paid.paid()
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund").status == 200)
        try await paid.practice.work()
        let intent = try #require(paid.stripe.intent(of: id))
        paid.stripe.forget(intent.id)
        try await paid.practice.live(hours: 30)
        #expect(try await paid.refunds(id) == ["admin 10000 pending"])
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/refund").code == "nothing_to_refund")
        paid.stripe.remember(intent.id)
        try await paid.practice.live(hours: 25)
        // What is not true any more is not said any more.
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM refunds WHERE error IS NOT NULL") == [0])
        try paid.stripe.end(refund: try #require(intent.refunds.first).id, as: .succeeded)
        _ = paid.stripe.takeEvents()
        try await paid.practice.live(hours: 2)
        #expect(try await paid.refunds(id) == ["admin 10000 succeeded"])
        #expect(try await paid.status(id) == "scheduled refunded")
    }
}
