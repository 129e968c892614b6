import App
import Domain
import Foundation
import Testing

@Suite("Paying for a booking")
struct PaymentTests {
    @Test("a priced booking is held, its payment made, and it becomes firm when the money has come")
    func flow() async throws {
        let paid = try await PaidPractice.open()
        let answer = try await paid.client.book(jan("08T10:00"), service: paid.service)
        #expect(answer.status == 201)
        let (booking, payment) = (try answer.object("booking"), try answer.object("payment"))
        #expect(try booking.text("status") == "pending" && booking.isNull("jitsi_room_url"))
        #expect(try booking.text("hold_expires_at") == jan("05T08:15"))
        #expect(try payment.text("provider") == "stripe" && payment.text("publishable_key") == "pk_test_of_the_tests")
        #expect(try payment.text("expires_at") == jan("05T08:15") && payment.text("currency") == "usd")
        #expect(answer.text.contains("\"amount\":100.00"))
        let id = try booking.int("id")
        try await paid.practice.work()
        #expect(try await paid.mails(about: id) == [])

        try paid.stripe.pay(try payment.text("client_secret"))
        try await paid.tell()
        #expect(try await paid.status(id) == "scheduled succeeded")
        #expect(try await paid.mails(about: id) == ["confirmation"])
        let mail = try #require(paid.practice.letters.letters(to: "mia@example.com").last)
        #expect(mail.text.contains("100.00 USD, paid") && mail.text.contains("R-000001"))
        #expect(mail.text.contains("50% back until Wednesday, 7 January 2026, 10:00 (UTC)"))
        #expect(try await paid.ledger(id).kept == 10_000)
    }

    @Test("the order names the booking by a mark that no restored backup gives out again, and never by its room")
    func order() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        let order = try #require(paid.stripe.intent(of: held.id)).order
        let room = try #require(
            try await paid.practice.texts("SELECT room FROM meetings WHERE booking_id = \(held.id)").first)
        #expect(order.mark == PaymentOrder.mark(ofRoom: room) && order.email == "mia@example.com")
        #expect(order.idempotencyKey.hasPrefix("pi-\(order.mark)-") && !order.idempotencyKey.contains("mia"))
        let sent = StripeClient.fields(of: order).map { "\($0)=\($1)" } + [order.idempotencyKey]
        #expect(sent.allSatisfy { !$0.contains(room) }, "who may enter a room is nobody else's to know: \(sent)")
        #expect(order.money == Money(minor: 10_000, currency: try Currency("usd")))
    }

    @Test(
        "where Stripe is down, its answer lost, a key in use or not taken, the hold stays and the same request goes on",
        arguments: [FakeStripe.Fault.lostRequest, .lostAnswer, .busy, .keyRefused])
    func trouble(fault: FakeStripe.Fault) async throws {
        let paid = try await PaidPractice.open()
        let client = paid.client.with("Idempotency-Key", "one")
        paid.stripe.set { $0 == "create" ? fault : nil }
        let failed = try await client.book(jan("08T10:00"), service: paid.service)
        #expect(failed.status == 503 && failed.code == "payment_unavailable" && failed.header("Retry-After") == "5")
        let id = try await paid.newestBooking()
        #expect(failed.text.contains("as booking \(id)"))
        paid.stripe.set { _ in nil }
        let again = try await client.book(jan("08T10:00"), service: paid.service)
        #expect(again.status == 201 && again.header("Idempotent-Replayed") == "true")
        #expect(try again.object("booking").int("id") == id)
        try paid.stripe.pay(try again.object("payment").text("client_secret"))
        try await paid.tell()
        #expect(try await paid.status(id) == "scheduled succeeded")
        #expect(paid.stripe.intents.count == 1)
    }

    @Test("where Stripe refuses the payment for good the time is free at once, and admins are told")
    func refused() async throws {
        let paid = try await PaidPractice.open()
        paid.stripe.set { $0 == "create" ? .refused : nil }
        let client = paid.client.with("Idempotency-Key", "one")
        let failed = try await client.book(jan("08T10:00"), service: paid.service)
        #expect(failed.status == 502 && failed.code == "payment_refused", "\(failed)")
        let id = try await paid.newestBooking()
        #expect(try await paid.status(id) == "expired canceled")
        #expect(try await paid.mails(to: "host", about: id) == ["notice"])
        try await paid.practice.work()
        let notice = try #require(paid.practice.letters.letters(to: "boss@example.com").last)
        #expect(notice.text.contains("\nStripe says: The amount <b>is</b> no.\n"), "\(notice.text)")
        #expect(notice.html.contains("The amount &lt;b&gt;is&lt;/b&gt; no."))
        let audit = try await paid.practice.texts("SELECT detail FROM audit WHERE action = 'payment.refused'")
        #expect(audit == [#"{"code":"parameter_invalid","message":"The amount <b>is</b> no."}"#])
        paid.stripe.set { _ in nil }
        // Only success is kept under a key.
        let again = try await client.book(jan("08T10:00"), service: paid.service)
        #expect(try again.status == 201 && again.object("booking").text("status") == "pending")
        #expect(try again.object("booking").int("id") != id && again.header("Idempotent-Replayed") == nil)
        try await paid.practice.live(hours: 2)
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind IN ('hold', 'watch')") == [0])
    }

    @Test("who has another address by the time that a lost answer is asked for again can pay all the same")
    func otherAddress() async throws {
        let paid = try await PaidPractice.open()
        paid.stripe.set { $0 == "create" ? .lostAnswer : nil }
        #expect(try await paid.client.book(jan("08T10:00"), service: paid.service).status == 503)
        let id = try await paid.newestBooking()
        try await paid.practice.run("UPDATE users SET email = 'new@example.com' WHERE id = \(paid.client.userID)")
        paid.stripe.set { _ in nil }
        paid.practice.clock.move(seconds: 11)
        let shown = try await paid.client.get("/api/bookings/\(id)")
        try paid.stripe.pay(try shown.object("payment").text("client_secret"))
        try await paid.tell()
        #expect(try await paid.status(id) == "scheduled succeeded")
        #expect(paid.stripe.intents.map(\.status) == [.requiresPaymentMethod, .succeeded])
        #expect(paid.stripe.intents.map(\.order.email) == ["mia@example.com", "new@example.com"])
    }

    @Test("many refusals of one kind are told to admins three times an hour")
    func refusedOften() async throws {
        let paid = try await PaidPractice.open()
        paid.stripe.set { $0 == "create" ? .refused : nil }
        func notices() async throws -> [Int64] {
            try await paid.practice.numbers("SELECT COUNT(*) FROM mails WHERE kind = 'notice'")
        }
        for _ in 0..<5 { #expect(try await paid.client.book(jan("08T10:00"), service: paid.service).status == 502) }
        #expect(try await notices() == [3])
        paid.practice.clock.move(hours: 1)
        #expect(try await paid.client.book(jan("08T10:00"), service: paid.service).status == 502)
        #expect(try await notices() == [4])
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM audit WHERE action = 'payment.refused'") == [6])
    }

    @Test("a key that Stripe does not take is told to admins once of a booking, and three times an hour at most")
    func wrongKey() async throws {
        let paid = try await PaidPractice.open()
        paid.stripe.set { $0 == "create" ? .keyRefused : nil }
        #expect(try await paid.client.book(jan("08T10:00"), service: paid.service).status == 503)
        let id = try await paid.newestBooking()
        for _ in 0..<5 {
            paid.practice.clock.move(seconds: 10)
            #expect(try await paid.client.get("/api/bookings/\(id)").status == 200)
        }
        func notices() async throws -> [Int64] {
            try await paid.practice.numbers("SELECT COUNT(*) FROM mails WHERE kind = 'notice'")
        }
        #expect(try await notices() == [1])
        for hour in 11...14 {
            let other = try await paid.practice.register("client\(hour)@example.com")
            #expect(try await other.book(jan("08T\(hour):00"), service: paid.service).status == 503)
        }
        #expect(try await notices() == [3])
    }

    @Test("a look at a booking whose payment is refused for good shows what has become of it")
    func refusedLook() async throws {
        let paid = try await PaidPractice.open()
        paid.stripe.set { $0 == "create" ? .lostRequest : nil }
        #expect(try await paid.client.book(jan("08T10:00"), service: paid.service).status == 503)
        paid.stripe.set { $0 == "create" ? .refused : nil }
        let shown = try await paid.client.get("/api/bookings/\(paid.newestBooking())")
        #expect(try shown.object("booking").text("status") == "expired" && shown.json().isNull("payment"))
    }

    @Test("what is asked of Stripe names booking, mark and receipt, and no address that it may not take")
    func fields() throws {
        let money = Money(minor: 10_000, currency: try Currency("usd"))
        func fields(_ email: String) -> [String: String] {
            let order = PaymentOrder(bookingID: BookingID(rawValue: 7), room: "booking-7-x", money: money, email: email)
            return Dictionary(uniqueKeysWithValues: StripeClient.fields(of: order))
        }
        #expect(
            fields("mia@example.com") == [
                "amount": "10000", "currency": "usd", "automatic_payment_methods[enabled]": "true",
                "metadata[booking_id]": "7", "metadata[booking_mark]": PaymentOrder.mark(ofRoom: "booking-7-x"),
                "description": "Booking 7",
                "receipt_email": "mia@example.com",
            ])
        #expect(fields("zoë@example.com")["receipt_email"] == nil)
    }

    @Test("a look at a held booking gives its payment again, to its client alone, and does not fail with Stripe")
    func look() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        let shown = try await paid.client.get("/api/bookings/\(held.id)")
        #expect(try shown.object("payment").text("client_secret") == held.secret)
        #expect(try await paid.boss.get("/api/bookings/\(held.id)").json().isNull("payment"))
        paid.stripe.set(down: true)
        paid.practice.clock.move(seconds: 10)
        let dark = try await paid.client.get("/api/bookings/\(held.id)")
        #expect(try dark.status == 200 && dark.object("payment").isNull("client_secret"))
        paid.stripe.set(down: false)
        try paid.stripe.pay(held.secret)
        try await paid.tell()
        #expect(try await paid.client.get("/api/bookings/\(held.id)").json().isNull("payment"))
    }

    @Test("Stripe is asked once in ten seconds for a booking, however often one looks, and never for a head alone")
    func repeatedLooks() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        let path = "/api/bookings/\(held.id)"
        let before = paid.stripe.calls.count
        for _ in 1...5 { #expect(try await paid.client.ask("HEAD", path).status == 200) }
        #expect(paid.stripe.calls.count == before)
        for _ in 1...20 {
            #expect(try await paid.client.get(path).object("payment").text("client_secret") == held.secret)
        }
        #expect(paid.stripe.calls.count == before + 1)
        paid.practice.clock.move(seconds: 10)
        paid.stripe.set(down: true)
        for _ in 1...5 { #expect(try await paid.client.get(path).object("payment").isNull("client_secret")) }
        #expect(paid.stripe.calls.count == before + 2)
        paid.stripe.set(down: false)
        paid.practice.clock.move(seconds: 10)
        #expect(try await paid.client.get(path).object("payment").text("client_secret") == held.secret)
    }

    @Test("a payment that a crash kept from being noted is made again as the same one, by a mere look")
    func unnoted() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try await paid.practice.run("DELETE FROM payments")
        let shown = try await paid.client.get("/api/bookings/\(held.id)")
        #expect(try shown.object("payment").text("client_secret") == held.secret)
        #expect(paid.stripe.intents.count == 1)
    }

    @Test("a fourth hold is refused, also where ten come at once, and a paid one counts no more")
    func holds() async throws {
        let paid = try await PaidPractice.open()
        let starts = (9...16).map { jan("08T\($0 < 10 ? "0" : "")\($0):00") }
        let answers = try await atOnce(starts) { try await paid.client.book($0, service: paid.service) }
        #expect(answers.count { $0.status == 201 } == 3)
        let refused = answers.filter { $0.status != 201 }
        #expect(refused.allSatisfy { $0.code == "too_many_holds" && $0.header("Retry-After") == "900" })
        let first = try #require(answers.first { $0.status == 201 })
        try paid.stripe.pay(try first.object("payment").text("client_secret"))
        try await paid.tell()
        #expect(try await paid.client.book(jan("09T10:00"), service: paid.service).status == 201)
        let other = try await paid.practice.register("jo@example.com")
        #expect(try await other.book(jan("09T11:00"), service: paid.service).status == 201)
    }

    @Test("free services, clients that an admin books for, and a practice without Stripe wait for no payment")
    func unpaid() async throws {
        let paid = try await PaidPractice.open()
        let free = try await paid.client.book(jan("08T09:00"))
        #expect(try free.object("booking").text("payment_status") == "not_required" && free.json().isNull("payment"))
        let later = try await paid.boss.post(
            "/api/admin/bookings",
            ["service_id": paid.service, "scheduled_at": jan("08T11:00"), "email": "jo@example.com"])
        #expect(try later.object("booking").text("status") == "scheduled")
        #expect(try later.object("booking").text("payment_status") == "requires_payment_method")
        #expect(paid.stripe.calls == [])

        let plain = try await Practice.open()
        let id = try await plain.boss().addService("Advice", 60, ["amount": 100])
        let booked = try await plain.register("mia@example.com").book(jan("08T10:00"), service: id)
        #expect(try booked.object("booking").text("status") == "scheduled" && booked.json().isNull("payment"))
    }

    @Test("moving a paid booking asks for no second payment")
    func moved() async throws {
        let paid = try await PaidPractice.open()
        let id = try await paid.paid()
        let moved = try await paid.client.move(id, to: jan("09T10:00"))
        #expect(moved.status == 200)
        #expect(try await paid.status(id) == "scheduled succeeded")
        #expect(paid.stripe.intents.count == 1)
    }
}
