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
        paid.stripe.set(down: true)
        #expect(try await paid.cancel(id).status == 200)
        try await paid.practice.work()
        try await paid.practice.run("UPDATE bookings SET owed_minor = NULL")
        paid.stripe.set(down: false)
        try await paid.practice.live(hours: 1)
        #expect(try await paid.refunds(id) == ["policy 5000 succeeded"])
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
        #expect(try await paid.notices(about: id) == 1)
        let record = try await paid.boss.get("/api/admin/bookings/\(id)/payments")
        #expect(record.text.contains("Invalid API Key"), "\(record)")
        let notice = try #require(paid.practice.letters.all.last { $0.subject.hasPrefix("Please look") })
        #expect(notice.text.contains("Stripe says: Invalid API Key provided"))
        let audit = try await paid.practice.texts("SELECT detail FROM audit WHERE action = 'payment.key_refused'")
        #expect(audit == [#"{"message":"Invalid API Key provided"}"#])
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 2)
        #expect(try await paid.status(id) == "cancelled refunded")
        #expect(try await paid.practice.numbers("SELECT refusals FROM refunds") == [0])
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
        #expect(try await paid.notices(about: id) == 1)
        let record = try await paid.boss.get("/api/admin/bookings/\(id)/payments")
        #expect(record.text.contains("parameter_invalid"), "\(record)")
        #expect(paid.stripe.calls.count { $0 == "refund" } <= 6)
        let notice = try #require(paid.practice.letters.all.last { $0.subject.hasPrefix("Please look") })
        #expect(notice.text.contains("Stripe says: The amount <b>is</b> no."))
        let audit = try await paid.practice.texts("SELECT detail FROM audit WHERE action = 'refund.refused'")
        #expect(
            audit.count == 1 && audit[0].contains(#""code":"parameter_invalid","message":"The amount <b>is</b> no.""#))
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
        #expect(try await paid.notices(about: id) == 1)
        #expect(try await paid.refunds(id) == ["practice 10000 due"])
    }
}
