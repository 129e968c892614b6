import App
import Foundation
import Testing

@Suite("The end of a hold")
struct HoldEndTests {
    @Test("a hold that is not paid ends with its payment, and its time is free again")
    func expires() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try await paid.moveOn(to: jan("05T08:14"))
        #expect(try await paid.status(held.id) == "pending requires_payment_method")
        #expect(!(try await paid.practice.visitor.slots("2026-01-08", service: paid.service).contains(jan("08T10:00"))))
        try await paid.moveOn(to: jan("05T08:15"))
        #expect(try await paid.status(held.id) == "expired canceled")
        #expect(paid.stripe.intent(of: held.id)?.status == .canceled)
        #expect(try await paid.practice.visitor.slots("2026-01-08", service: paid.service).contains(jan("08T10:00")))
        #expect(try await paid.mails(about: held.id) == [])
        #expect(throws: FakeStripe.Impossible.self) { try paid.stripe.pay(held.secret) }
        try await paid.practice.live(hours: 2)
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind IN ('hold', 'watch')") == [0])
    }

    @Test("an unpaid hold can be given up at any time, also within the change notice, and what comes late goes back")
    func givenUp() async throws {
        let paid = try await PaidPractice.open(["change_notice": 10_000, "minimum_notice": 0])
        let held = try await paid.hold(jan("05T09:00"))
        let cancelled = try await paid.cancel(held.id)
        try #require(cancelled.status == 200, "\(cancelled)")
        try await paid.tell()
        #expect(try await paid.status(held.id) == "cancelled canceled")
        #expect(try await paid.practice.visitor.slots("2026-01-05", service: paid.service).contains(jan("05T09:00")))
        #expect(try await paid.mails(about: held.id) == [])

        let other = try await paid.hold(jan("05T10:00"))
        try paid.stripe.pay(other.secret)
        #expect(try await paid.cancel(other.id).status == 200)
        try await paid.tell()
        #expect(try await paid.status(other.id) == "cancelled refunded")

        let firm = try await paid.paid(jan("05T11:00"))
        #expect(try await paid.cancel(firm).code == "change_notice")
    }

    @Test("a hold has no calendar file, and the booking that it becomes has one")
    func calendarFile() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        let path = "/api/bookings/\(held.id)/calendar.ics"
        for asker in [paid.client, paid.boss] {
            let answer = try await asker.get(path)
            #expect(answer.status == 404 && answer.code == "not_found")
        }
        try paid.stripe.pay(held.secret)
        try await paid.tell()
        let lines = CalendarText.lines(try await paid.client.get(path).text)
        #expect(lines.contains("STATUS:CONFIRMED") && lines.contains("METHOD:PUBLISH"))
    }

    @Test("money that came in the same moment wins")
    func race() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        // Between the look and the cancellation, as close as it can get.
        paid.stripe.set(before: { [stripe = paid.stripe] call in
            if call == "cancel" { try stripe.pay(held.secret) }
        })
        try await paid.moveOn(to: jan("05T08:15"))
        #expect(try await paid.status(held.id) == "scheduled succeeded")
    }

    @Test("while Stripe does not answer the hold stays, and it is asked again within five minutes")
    func down() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        paid.stripe.set(down: true)
        try await paid.moveOn(to: jan("05T08:15"))
        for _ in 0..<12 {
            #expect(try await paid.status(held.id) == "pending requires_payment_method")
            let due = try await paid.practice.numbers("SELECT due_at FROM jobs WHERE kind = 'hold'")
            let now = Int64(paid.practice.clock.now.timeIntervalSince1970)
            #expect(due.count == 1 && due[0] > now && due[0] <= now + 300)
            paid.practice.clock.move(seconds: 300)
            try await paid.practice.work()
        }
        paid.stripe.set(down: false)
        try paid.stripe.pay(held.secret)
        paid.practice.clock.move(seconds: 300)
        try await paid.practice.work()
        #expect(try await paid.status(held.id) == "scheduled succeeded")
    }

    @Test("a hold whose payment was never made expires without Stripe, and who asks then is told so")
    func neverMade() async throws {
        let paid = try await PaidPractice.open()
        paid.stripe.set(down: true)
        let client = paid.client.with("Idempotency-Key", "one")
        #expect(try await client.book(jan("08T10:00"), service: paid.service).status == 503)
        try await paid.moveOn(to: jan("05T08:15"))
        #expect(try await paid.status(paid.newestBooking()) == "expired canceled")
        paid.stripe.set(down: false)
        let late = try await client.book(jan("08T10:00"), service: paid.service)
        #expect(try late.status == 201 && late.object("booking").text("status") == "expired")
        #expect(try late.json().isNull("payment"))
        #expect(paid.stripe.intents.isEmpty)
    }

    @Test(
        "a payment made in the moment in which its hold ended is told to nobody and cancelled, whatever fails then",
        arguments: [nil, FakeStripe.Fault.lostRequest, .lostAnswer, .refused])
    func madeTooLate(fault: FakeStripe.Fault?) async throws {
        let paid = try await PaidPractice.open()
        paid.stripe.set { $0 == "cancel" ? fault : nil }
        let client = paid.client
        // The clock passes the hold's end, and the worker works, while Stripe's answer is on its way.
        paid.stripe.set(after: { [practice = paid.practice] call in
            guard call == "create" else { return }
            practice.clock.move(hours: 1)
            try await practice.work()
        })
        let late = try await client.book(jan("08T10:00"), service: paid.service)
        #expect(late.status == 409 && late.code == "hold_expired", "\(late)")
        paid.stripe.set()
        try await paid.practice.live(hours: 1)
        paid.stripe.set { _ in nil }
        try await paid.practice.live(hours: 1)
        #expect(paid.stripe.intents.map(\.status) == [.canceled])
        #expect(try await paid.status(paid.newestBooking()) == "expired canceled")
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'watch'") == [0])
    }

    @Test("a slow method keeps the time beyond the hold until the bank has decided", arguments: [true, false])
    func slow(succeeds: Bool) async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try paid.stripe.paySlowly(held.secret)
        try await paid.tell()
        try await paid.practice.live(hours: 30)
        #expect(try await paid.status(held.id) == "pending processing")
        #expect(!(try await paid.practice.visitor.slots("2026-01-08", service: paid.service).contains(jan("08T10:00"))))
        try paid.stripe.decide(try #require(paid.stripe.intent(of: held.id)).id, succeeds: succeeds)
        try await paid.practice.live(hours: 2)
        #expect(try await paid.status(held.id) == (succeeds ? "scheduled succeeded" : "expired canceled"))
        #expect(try await paid.practice.numbers("SELECT COUNT(*) FROM jobs WHERE kind = 'hold'") == [0])
        // Whoever was told that a bank takes days hears of its answer.
        #expect(try await paid.mails(about: held.id) == (succeeds ? ["confirmation"] : ["slot_lost"]))
    }

    @Test("that a client waits for a bank stands in the booking, also in one that was held before it did")
    func slowWithoutTrail() async throws {
        let paid = try await PaidPractice.open()
        let (held, quick) = (try await paid.hold(), try await paid.hold(jan("09T10:00")))
        try paid.stripe.paySlowly(held.secret)
        try await paid.tell()
        func waiting() async throws -> [Int64] {
            try await paid.practice.numbers("SELECT id FROM bookings WHERE waited_for_bank = 1")
        }
        #expect(try await waiting() == [held.id])
        try await paid.practice.run("UPDATE bookings SET waited_for_bank = 0")
        for step in Schema.migrations.filter({ $0.name.hasSuffix("waited for bank") }).flatMap(\.steps).dropFirst() {
            try await paid.practice.run(step)
        }
        #expect(try await waiting() == [held.id])
        // Old lines of the trail may go.
        try await paid.practice.run("DELETE FROM audit")
        try paid.stripe.decide(try #require(paid.stripe.intent(of: held.id)).id, succeeds: false)
        try await paid.practice.live(hours: 2)
        for id in [held.id, quick.id] { #expect(try await paid.status(id) == "expired canceled") }
        #expect(try await paid.mails(about: held.id) == ["slot_lost"])
        #expect(try await paid.mails(about: quick.id) == [])
    }

    @Test("a client whose bank refuses while the hold still runs may try again, and hears when it is over")
    func slowRefusedEarly() async throws {
        let paid = try await PaidPractice.open { $0.holdMinutes = 1_440 }
        let held = try await paid.hold()
        try paid.stripe.paySlowly(held.secret)
        try await paid.tell()
        try paid.stripe.decide(try #require(paid.stripe.intent(of: held.id)).id, succeeds: false)
        try await paid.tell()
        #expect(try await paid.status(held.id) == "pending failed")
        #expect(try await paid.mails(about: held.id) == [])
        try await paid.practice.live(hours: 25)
        #expect(try await paid.status(held.id) == "expired canceled")
        #expect(try await paid.mails(about: held.id) == ["slot_lost"])
    }

    @Test("a client whose bank takes days hears that the practice has cancelled, and gets all that comes")
    func slowCancelled() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try paid.stripe.paySlowly(held.secret)
        try await paid.tell()
        #expect(try await paid.boss.post("/api/host/bookings/\(held.id)/cancel").status == 200)
        try await paid.practice.work()
        #expect(try await paid.mails(about: held.id) == ["cancellation"])
        try paid.stripe.decide(try #require(paid.stripe.intent(of: held.id)).id, succeeds: true)
        try await paid.tell()
        #expect(try await paid.status(held.id) == "cancelled refunded")
        #expect(paid.kept(held.id) == 0)
    }

    @Test("when the start has come before the bank has decided the time is given up, and late money goes back")
    func slowBeyondStart() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        try paid.stripe.paySlowly(held.secret)
        try await paid.practice.live(hours: 80)
        #expect(try await paid.status(held.id) == "expired processing")
        try paid.stripe.decide(try #require(paid.stripe.intent(of: held.id)).id, succeeds: true)
        try await paid.practice.live(hours: 1)
        #expect(try await paid.status(held.id) == "expired refunded")
        #expect(paid.kept(held.id) == 0)
        // Once when the time was given up, once because money goes back.
        #expect(try await paid.mails(about: held.id) == ["slot_lost", "slot_lost"])
    }

    @Test("a hold that was cancelled before its payment was made says that nothing is to be paid")
    func cancelledUnmade() async throws {
        let paid = try await PaidPractice.open()
        paid.stripe.set(down: true)
        #expect(try await paid.client.book(jan("08T10:00"), service: paid.service).status == 503)
        let id = try await paid.newestBooking()
        #expect(try await paid.cancel(id).status == 200)
        try await paid.practice.work()
        #expect(try await paid.status(id) == "cancelled canceled")
    }

    @Test("where the keys were taken away what waits for Stripe waits, and the server is well all the same")
    func withoutKeys() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        let plain = try await paid.practice.anotherServer { $0.stripe = nil }
        paid.practice.clock.move(hours: 24)
        try await plain.worker.runAllDue()
        let health = try await Asker(app: plain, token: nil).get("/health")
        #expect(health.status == 200, "\(health)")
        #expect(try await paid.status(held.id) == "pending requires_payment_method")
        let findings = try await Doctor(settings: plain.settings).money(in: paid.practice.app.database)
        #expect(findings.contains { $0.grade == .wrong && $0.sentence.contains("1 booking is held") })
        try await paid.practice.live(hours: 1)
        #expect(try await paid.status(held.id) == "expired canceled")
    }

    @Test("a hold lasts as long as HOLD_MINUTES says, and never beyond the start")
    func length() async throws {
        let paid = try await PaidPractice.open { $0.holdMinutes = 120 }
        let held = try await paid.client.book(jan("08T10:00"), service: paid.service)
        #expect(try held.object("payment").text("expires_at") == jan("05T10:00"))
        let soon = try await paid.client.book(jan("05T09:00"), service: paid.service)
        #expect(try soon.object("payment").text("expires_at") == jan("05T09:00"))
    }

    @Test("with a client who cancels, an unpaid hold and its payment end, and nobody is written to")
    func cancelled() async throws {
        let paid = try await PaidPractice.open()
        let held = try await paid.hold()
        #expect(try await paid.cancel(held.id).status == 200)
        try await paid.practice.work()
        #expect(try await paid.status(held.id) == "cancelled canceled")
        #expect(paid.stripe.intent(of: held.id)?.status == .canceled)
        #expect(try await paid.mails(about: held.id) == [])
        #expect(try await paid.hold(jan("08T10:00")).id != held.id)
    }
}
