import App
import Foundation
import Storage
import Testing

@Suite("What Stripe refuses of payments that were made")
struct RefusedLookTests {
    private static let mails: SQL = "SELECT COUNT(*) FROM mails WHERE kind = 'notice'"

    /// What the audit trail says of the action, each line with its booking.
    private static func audit(_ action: String, of paid: PaidPractice) async throws -> [String] {
        try await paid.practice.texts(
            "SELECT booking_id || ' ' || detail FROM audit WHERE action = \(action) ORDER BY id")
    }

    private static func sayings(of paid: PaidPractice) -> [String] {
        paid.practice.letters.all.flatMap { $0.text.components(separatedBy: "\n") }
            .filter { $0.hasPrefix("Stripe says: ") }
    }

    @Test(
        "a payment that may not be looked at, or not be cancelled, is told to admins once a day, in Stripe's words",
        arguments: ["look", "cancel"])
    func hold(call: String) async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.hold().id
        paid.stripe.set { $0 == call ? .refused : nil }
        try await paid.practice.live(hours: 5)
        #expect(try await paid.status(id) == "pending requires_payment_method")
        #expect(try await paid.notices(about: id) == 1)
        #expect(Self.sayings(of: paid) == ["Stripe says: The amount <b>is</b> no."])
        #expect(
            try await Self.audit("payment.refused", of: paid) == [
                #"\#(id) {"code":"parameter_invalid","message":"The amount <b>is</b> no."}"#
            ])
        try await paid.practice.live(hours: 24)
        #expect(try await paid.notices(about: id) == 2)
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 1)
        #expect(try await paid.status(id) == "expired canceled")
    }

    @Test("a key that is not taken any more is told to admins by whoever comes upon it, three times an hour at most")
    func key() async throws {
        let paid = try await PaidPractice.open()
        var ids: [Int64] = []
        for hour in 10...14 {
            let client = try await paid.practice.register("client\(hour)@example.com")
            ids.append(try await paid.hold(jan("08T\(hour):00"), by: client).id)
        }
        paid.stripe.set { _ in .keyRefused }
        paid.practice.clock.move(seconds: 120)
        try await paid.practice.work()
        #expect(try await paid.practice.numbers(Self.mails) == [3])
        let audit = try await Self.audit("payment.key_refused", of: paid)
        #expect(audit.count == 3 && audit.allSatisfy { $0.hasSuffix(#" {"message":"Invalid API Key provided"}"#) })
        try await paid.practice.live(hours: 5)
        for id in ids { #expect(try await paid.notices(about: id) <= 1) }
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 1)
        for id in ids { #expect(try await paid.status(id) == "expired canceled") }
    }

    @Test("what an event makes the server look at, and may not, is told as well")
    func event() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try paid.stripe.refundElsewhere(try #require(paid.stripe.intent(of: id)).id, 4_000)
        paid.stripe.set { $0 == "look" ? .refused : nil }
        try await paid.tell()
        try await paid.practice.live(hours: 3)
        #expect(try await paid.notices(about: id) == 1)
        #expect(try await Self.audit("payment.refused", of: paid).count == 1)
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 6)
        #expect(try await paid.status(id) == "scheduled partially_refunded")
    }

    @Test("what is refused for good is looked at more and more rarely, every six hours in the end")
    func rarely() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try paid.stripe.refundElsewhere(try #require(paid.stripe.intent(of: id)).id, 4_000)
        paid.stripe.set { $0 == "look" ? .refused : nil }
        try await paid.tell()
        let before = paid.stripe.calls.count { $0 == "look" }
        for _ in 0..<288 { try await paid.practice.live(hours: 1.0 / 12) }
        let looks = paid.stripe.calls.count { $0 == "look" } - before
        #expect((6...60).contains(looks), "\(looks) looks in a day")
        let due = try await paid.practice.numbers("SELECT MAX(due_at) FROM jobs WHERE kind = 'settle'")[0]
        #expect(Double(due) - paid.practice.clock.now.timeIntervalSince1970 <= 6 * 3_600)
    }

    @Test("a payment of no booking known here that may not be looked at is told as well, once a day")
    func unknown() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try paid.stripe.pay(held.secret)
        let intent = try #require(paid.stripe.intent(of: held.id)).id
        try await paid.practice.run("DELETE FROM payments")
        try await paid.practice.run("DELETE FROM jobs WHERE kind IN ('watch', 'hold')")
        paid.stripe.set { $0 == "look" ? .refused : nil }
        paid.practice.letters.forget()
        try await paid.tell()
        try await paid.practice.live(hours: 5)
        let audit = try await paid.practice.texts("SELECT detail FROM audit WHERE action = 'payment.refused'")
        #expect(
            audit == [
                #"{"code":"parameter_invalid","intent":"\#(intent)","message":"The amount <b>is</b> no."}"#
            ])
        let letters = paid.practice.letters.letters(to: "boss@example.com")
        #expect(letters.map(\.subject) == ["Please look at a payment of no known booking"])
        #expect(letters.allSatisfy { $0.text.contains("The amount <b>is</b> no. (\(intent))") })
        #expect(letters.allSatisfy { $0.html.contains("The amount &lt;b&gt;is&lt;/b&gt; no.") })
        try await paid.practice.live(hours: 24)
        #expect(paid.practice.letters.letters(to: "boss@example.com").count == 2)
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 6)
        #expect(try await paid.status(held.id) == "scheduled succeeded")
    }

    @Test("a client who looks at a booking whose payment may not be looked at sees it, and admins are told once")
    func page() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.hold().id
        paid.stripe.set { $0 == "look" ? .refused : nil }
        for _ in 0..<3 {
            paid.practice.clock.move(seconds: 11)
            let shown = try await paid.client.get("/api/bookings/\(id)")
            #expect(try shown.status == 200 && shown.object("payment").isNull("client_secret"))
        }
        #expect(try await paid.notices(about: id) == 1)
        #expect(try await Self.audit("payment.refused", of: paid).count == 1)
    }

    @Test("a refund whose payment may not be looked at waits, is told once, and counts as no refusal of the refund")
    func refund() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.set { $0 == "look" ? .refused : nil }
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        try await paid.practice.live(hours: 5)
        #expect(try await paid.refunds(id) == ["practice 10000 due"])
        #expect(try await paid.notices(about: id) == 1)
        #expect(try await Self.audit("refund.refused", of: paid).count == 1)
        #expect(try await paid.practice.numbers("SELECT refusals FROM refunds") == [0])
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 2)
        #expect(try await paid.status(id) == "cancelled refunded")
    }

    @Test("what waits for such a refund can be given back by other means")
    func otherMeans() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        paid.stripe.set { $0 == "look" ? .refused : nil }
        #expect(try await paid.cancel(id, by: paid.boss).status == 200)
        try await paid.practice.work()
        #expect(try await paid.boss.post("/api/admin/bookings/\(id)/mark-refunded").status == 200)
        #expect(try await paid.status(id) == "cancelled refunded")
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 3)
        #expect(paid.kept(id) == 10_000)
    }

    @Test("a payment that Stripe does not know is told to admins in its words: held, paid, or to be given back")
    func missing() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold(jan("09T10:00")).id
        let (kept, cancelled) = (try await paid.paid(), try await paid.paid(jan("08T11:00")))
        for intent in paid.stripe.intents { paid.stripe.forget(intent.id) }
        #expect(try await paid.cancel(cancelled, by: paid.boss).status == 200)
        try await paid.practice.live(hours: 30)
        for id in [held, kept, cancelled] { #expect(try await paid.notices(about: id) >= 1, "\(id)") }
        #expect(Set(Self.sayings(of: paid)) == ["Stripe says: No such payment_intent"])
        let refund = try await Self.audit("refund.refused", of: paid)
        #expect(
            refund.count == 1 && refund[0].hasPrefix("\(cancelled) ") && refund[0].contains("No such payment_intent"))
        let missing = try await Self.audit("payment.missing", of: paid)
        for id in [held, kept] {
            let line = try #require(missing.first { $0.hasPrefix("\(id) ") })
            #expect(line.contains(#""intent":"pi_"#) && line.contains(#""message":"No such payment_intent""#))
        }
    }
}
