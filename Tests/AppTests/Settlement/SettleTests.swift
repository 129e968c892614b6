import Domain
import App
import Foundation
import Storage
import Testing

@Suite("What Stripe tells")
struct SettleTests {
    @Test("an event counts once, however often and in whatever order they come")
    func order() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try paid.stripe.decline(held.secret)
        try paid.stripe.askForAction(held.secret)
        try paid.stripe.pay(held.secret)
        let events = paid.stripe.takeEvents()
        #expect(events.count == 4)
        for event in events.reversed() + events + events.shuffled() {
            #expect(try await paid.send(event).status == 200)
            try await paid.practice.work()
        }
        #expect(try await paid.status(held.id) == "scheduled succeeded")
        #expect(try await paid.mails(about: held.id) == ["confirmation"])
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM stripe_events") == [4])
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM ledger WHERE kind = 'charge'") == [1])
    }

    @Test("a card that is refused and a bank that asks are shown, and the client may try again")
    func attempts() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try paid.stripe.decline(held.secret)
        try await paid.tell()
        #expect(try await paid.status(held.id) == "pending failed")
        try paid.stripe.askForAction(held.secret)
        try await paid.tell()
        #expect(try await paid.status(held.id) == "pending requires_action")
        try paid.stripe.pay(held.secret)
        try await paid.tell()
        #expect(try await paid.status(held.id) == "scheduled succeeded")
    }

    @Test("without any event a payment is settled all the same", arguments: [nil, FakeStripe.webhookSecret])
    func noEvents(secret: Secret?) async throws {
        let paid = try await PaidPractice.open { $0.stripe?.webhookSecret = secret }
        let held = try await paid.hold()
        try paid.stripe.pay(held.secret)
        try await paid.practice.work()
        #expect(try await paid.status(held.id) == "pending requires_payment_method")
        paid.practice.clock.move(seconds: secret == nil ? 5 : 60)
        try await paid.practice.work()
        #expect(try await paid.status(held.id) == "scheduled succeeded")
    }

    @Test("money that goes back at Stripe's own pages is noticed later, also where the event is lost")
    func lostEvent() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        try paid.stripe.refundElsewhere(try #require(paid.stripe.intent(of: id)).id, 2_500)
        _ = paid.stripe.takeEvents()
        try await paid.practice.live(hours: 3)
        #expect(try await paid.status(id) == "scheduled partially_refunded")
        #expect(try await paid.mails(about: id) == ["confirmation", "payment_refunded"])
    }

    @Test("a payment is followed for four months, more and more rarely, and then left alone")
    func following() async throws {
        let paid = try await PaidPractice.open()
        _ = try await paid.paid()
        let before = paid.stripe.calls.count
        for _ in 0..<20 {
            paid.practice.clock.move(hours: 12)
            try await paid.practice.work()
        }
        #expect((3...6).contains(paid.stripe.calls.count - before))
        paid.practice.clock.move(hours: 24 * 150)
        try await paid.practice.work()
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'watch'") == [0])
    }

    @Test("an answer that is older than what is known changes nothing")
    func oldAnswer() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        let (settlement, intent) = (paid.practice.app.settlement, try #require(paid.stripe.intent(of: held.id)))
        let seen = try await paid.practice.app.database.read {
            try #require(try $0.payments(of: BookingID(rawValue: held.id)).first)
        }
        let old = intent.picture
        try paid.stripe.pay(held.secret)
        try await paid.tell()
        let isTaken = try await paid.practice.app.database.write { tx in
            try settlement.settle(old, seen: seen, in: tx)
        }
        #expect(!isTaken)
        #expect(try await paid.status(held.id) == "scheduled succeeded")
    }

    @Test("a payment of which only the event tells is taken in by the mark in it, and one with another is not")
    func unknown() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try paid.stripe.pay(held.secret)
        try await paid.practice.run("DELETE FROM payments")
        try await paid.practice.run("DELETE FROM jobs WHERE kind = 'watch'")
        try await paid.tell()
        #expect(try await paid.status(held.id) == "scheduled succeeded")

        let other = try await paid.hold(jan("09T10:00"))
        try paid.stripe.pay(other.secret)
        try await paid.practice.run("DELETE FROM payments WHERE booking_id = \(other.id)")
        try await paid.practice.run("DELETE FROM jobs WHERE kind = 'watch'")
        try await paid.practice.run("UPDATE meetings SET room = 'restored' WHERE booking_id = \(other.id)")
        try await paid.tell()
        #expect(try await paid.status(other.id) == "pending requires_payment_method")
        let intent = try #require(paid.stripe.intent(of: other.id)).id
        let line = #"{"booking":"\#(other.id)","intent":"\#(intent)","status":"succeeded"}"#
        #expect(try await Set(unknown(paid)) == [line])
    }

    private func unknown(_ paid: PaidPractice) async throws -> [String] {
        try await paid.practice.texts("SELECT detail FROM audit WHERE action = 'payment.unknown' ORDER BY id")
    }

    @Test("money for a booking that a restored backup has lost is noted, and what a shop on the account sells is not")
    func lostBooking() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try paid.stripe.pay(held.secret)
        for table in ["taken_cells", "stretches", "payments", "idempotency_keys", "jobs"] as [SQL] {
            try await paid.practice.run("DELETE FROM \(table)")
        }
        try await paid.practice.run("DELETE FROM bookings")
        try await paid.tell()
        let intent = try #require(paid.stripe.intents.first)
        let line = #"{"booking":"\#(held.id)","intent":"\#(intent.id)","status":"succeeded"}"#
        #expect(try await Set(unknown(paid)) == [line])
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'settle'") == [0])
    }

    @Test("a refund and a dispute of a payment that a restored backup has lost are noted, or taken in with it")
    func lostPayment() async throws {
        let paid = try await PaidPractice.open()
        let (one, two) = (try await paid.paid(), try await paid.paid(jan("09T10:00")))
        for table in ["payments", "ledger", "jobs", "receipts"] as [SQL] {
            try await paid.practice.run("DELETE FROM \(table)")
        }
        try await paid.practice.run("UPDATE meetings SET room = 'restored' WHERE booking_id = \(two)")
        try await paid.practice.run(
            "UPDATE bookings SET status = 'pending', payment_status = 'requires_payment_method'")
        for id in [one, two] {
            try paid.stripe.dispute(try #require(paid.stripe.intent(of: id)).id)
        }
        try await paid.tell()
        #expect(try await paid.status(one) == "scheduled disputed")
        #expect(try await paid.status(two) == "pending requires_payment_method")
        #expect(try await unknown(paid).count == 1)
    }

    @Test("a payment that was cancelled at Stripe's own pages ends the hold at once")
    func cancelledElsewhere() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try await paid.stripe.cancelElsewhere(try #require(paid.stripe.intent(of: held.id)).id)
        try await paid.tell()
        #expect(try await paid.status(held.id) == "expired canceled")
        #expect(try await paid.practice.visitor.slots("2026-01-08", service: paid.service).contains(jan("08T10:00")))
    }

    @Test("an event is answered at once, before Stripe is asked anything, and also while Stripe is away")
    func atOnce() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try paid.stripe.pay(held.secret)
        paid.stripe.set(down: true)
        let before = paid.stripe.calls
        for event in paid.stripe.takeEvents() { #expect(try await paid.send(event).status == 200) }
        #expect(paid.stripe.calls == before)
        try await paid.practice.work()
        #expect(try await paid.status(held.id) == "pending requires_payment_method")
        paid.stripe.set(down: false)
        paid.practice.clock.move(seconds: 300)
        try await paid.practice.work()
        #expect(try await paid.status(held.id) == "scheduled succeeded")
    }

    @Test("an event with a wrong, an old or no signature is refused and kept nowhere")
    func signature() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try paid.stripe.pay(held.secret)
        let event = try #require(paid.stripe.takeEvents().last)
        #expect(try await paid.send(event, secret: Secret("whsec_of_somebody_else")).code == "invalid_signature")
        let (body, header) = event.signed(at: paid.practice.clock.now, secret: FakeStripe.webhookSecret)
        let visitor = paid.practice.visitor
        let path = "/api/webhooks/stripe"
        let bare = try await visitor.ask("POST", path, bytes: body, type: "application/json")
        #expect(bare.status == 400 && bare.code == "invalid_signature")
        let other = try await visitor.with("Stripe-Signature", header)
            .ask("POST", path, bytes: body + Data(" ".utf8), type: "application/json")
        #expect(other.code == "invalid_signature")
        paid.practice.clock.move(seconds: 301)
        let late = try await visitor.with("Stripe-Signature", header)
            .ask("POST", path, bytes: body, type: "application/json")
        #expect(late.code == "invalid_signature")
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM stripe_events") == [0])
    }

    @Test("events about anything else, and whatever is no event, do no harm; without a secret there is no such page")
    func others() async throws {
        let paid = try await PaidPractice.open()
        func post(_ text: String) async throws -> Int {
            let body = Data(text.utf8)
            let time = Int(paid.practice.clock.now.timeIntervalSince1970)
            let code = try StripeSignatureTests.code(time, body)
            return try await paid.practice.visitor.with("Stripe-Signature", "t=\(time),v1=\(code)")
                .ask("POST", "/api/webhooks/stripe", bytes: body, type: "application/json").status
        }
        let customer = #"{"id":"evt_c","type":"customer.created","created":1,"data":{"object":{"id":"cus_1"}}}"#
        #expect(try await post(customer) == 200)
        let foreign = """
            {"id":"evt_f","type":"payment_intent.succeeded","created":1,"data":{"object":{"id":"pi_f",
            "object":"payment_intent","metadata":{"booking_id":"77","room":"x"}}}}
            """
        #expect(try await post(foreign) == 200)
        try await paid.practice.work()
        #expect(try await unknown(paid) == [])
        for text in ["[]", "{", #"{"id":"evt_x"}"#] { #expect(try await post(text) == 400) }
        #expect(try await paid.practice.texts("SELECT id FROM stripe_events ORDER BY id") == ["evt_c", "evt_f"])
        let plain = try await Practice.open()
        #expect(try await plain.visitor.post("/api/webhooks/stripe", [:]).status == 404)
    }

    @Test("a payment that is said to have succeeded is paid when money of it is told, not before")
    func withoutMoney() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try paid.stripe.pay(held.secret, amount: 0)
        try await paid.tell()
        #expect(try await paid.status(held.id) == "pending processing")
        // Its time is kept also when the hold is over: the money may be on its way.
        try await paid.practice.live(hours: 2)
        #expect(try await paid.status(held.id) == "pending processing")
        func told() async throws -> [String] {
            try await paid.practice.texts("SELECT action FROM audit WHERE action LIKE 'payment.%' ORDER BY id")
        }
        #expect(try await told() == ["payment.processing"])
        #expect(try await paid.ledger(held.id).entries.isEmpty)
        paid.stripe.tell(received: 10_000, of: try #require(paid.stripe.intent(of: held.id)).id)
        try await paid.practice.live(hours: 1)
        #expect(try await paid.status(held.id) == "scheduled succeeded")
        #expect(try await told() == ["payment.processing", "payment.succeeded"])
        #expect(try await paid.ledger(held.id).received == 10_000)
    }
}
