import App
import Foundation
import Testing

@Suite("Simulation of a server that dies with each write in turn")
struct CrashTests {
    @Test(
        "one booking's whole life comes out even, whichever write the server dies with",
        arguments: CrashPlan.Moment.allCases)
    func everyWrite(moment: CrashPlan.Moment) async throws {
        let stage = try await Stage.open()
        var write = 0
        repeat {
            write += 1
            let wanted = write
            stage.server.plan.follow { $0 == wanted ? moment : nil }
            let id = try await stage.life(write)
            try await stage.expectEven(id, "\(moment) of write \(write)")
        } while stage.server.plan.crashes > 0
        // The life of a booking: its hold, payment, confirmation, cancellation, refund and all mails.
        #expect(write > 25, "only \(write) writes were made")
        print("simulation: one life of \(write - 1) writes, with a crash at each, \(moment)")
    }
}

/// One client, one host and one slot, in which a life is played again and again.
private struct Stage {
    let paid: PaidPractice
    let server: MortalServer

    static func open() async throws -> Stage {
        let paid = try await PaidPractice.open { $0.rateLimits = false }
        try await paid.practice.work()
        let (clock, random) = (paid.practice.clock, TestRandom(seed: 9))
        var world = World(
            now: { clock.now }, random: { random.bytes($0) }, mailer: Mailer { _ in }, gateway: paid.stripe.gateway,
            passwordHash: .unsafe)
        world.waitLong()
        return Stage(paid: paid, server: try await MortalServer(beside: paid.practice, world: world))
    }

    /// Held, paid, firm, cancelled by the host, refunded; whoever gets no answer asks again.
    func life(_ number: Int) async throws -> Int64 {
        let client = paid.client.with("Idempotency-Key", "life-\(number)")
        let wish = "{\"service_id\":\(paid.service),\"scheduled_at\":\"2026-03-10T10:00:00Z\"}"
        let answer = try await ask(client, "/api/bookings", wish)
        try #require(answer.status == 201, "\(answer)")
        let id = try answer.object("booking").int("id")
        try paid.stripe.pay(try answer.object("payment").text("client_secret"))
        try await live()
        #expect(try await paid.status(id) == "scheduled succeeded")

        paid.stripe.set(refundsArePending: true)
        // 409 where it had been cancelled before the server died.
        let cancelled = try await ask(paid.boss, "/api/host/bookings/\(id)/cancel", "{}")
        #expect(cancelled.status == 200 || cancelled.code == "illegal_move", "\(cancelled)")
        try await live()
        #expect(try await paid.status(id) == "cancelled succeeded")
        let refund = try #require(paid.stripe.intent(of: id)?.refunds.first)
        try paid.stripe.end(refund: refund.id, as: .succeeded)
        try await live()
        // Past the end of the hold, of which there is a job to the last.
        paid.practice.clock.move(seconds: 1_000)
        try await live()
        return id
    }

    /// All events arrive, and what is due is done.
    private func live() async throws {
        for event in paid.stripe.takeEvents() {
            let (body, header) = event.signed(at: paid.practice.clock.now, secret: FakeStripe.webhookSecret)
            let post = paid.practice.visitor.with("Stripe-Signature", header)
            let answer = try await ask(post, "/api/webhooks/stripe", String(decoding: body, as: UTF8.self))
            #expect(answer.status == 200, "\(answer)")
        }
        try await server.work()
        guard server.isDead else { return }
        try await restart()
        try await server.work()
    }

    private func ask(_ asker: Asker, _ path: String, _ json: String) async throws -> Answer {
        if let answer = try await server.answer(asker, "POST", path, Data(json.utf8)) { return answer }
        try await restart()
        return try #require(try await server.answer(asker, "POST", path, Data(json.utf8)))
    }

    private func restart() async throws {
        // Longer than a lease, which only SQLite's single server may free at its start.
        paid.practice.clock.move(seconds: 31)
        try await server.restart()
    }

    func expectEven(_ id: Int64, _ crash: String) async throws {
        let practice = paid.practice
        #expect(try await paid.status(id) == "cancelled refunded", "\(crash)")
        let ledger = try await paid.ledger(id)
        #expect(ledger.received == 10_000 && ledger.refunded == 10_000, "\(crash)")
        #expect(paid.kept(id) == 0 && paid.stripe.intents.count { $0.order.bookingID.rawValue == id } == 1, "\(crash)")
        #expect(try await paid.refunds(id) == ["practice 10000 succeeded"], "\(crash)")
        #expect(
            try await paid.mails(about: id) == ["confirmation", "cancellation", "payment_refunded"], "\(crash)")
        // A payment that has succeeded is looked at once more tomorrow; nothing is left for today.
        let open = try await practice.texts(
            """
            SELECT kind FROM jobs
            WHERE kind IN ('settle', 'hold', 'refund', 'mail') OR due_at <= \(practice.clock.now)
            """)
        #expect(open == [], "\(crash)")
        let unsent = try await practice.texts("SELECT state FROM mails WHERE booking_id = \(id) AND state <> 'sent'")
        #expect(unsent == [], "\(crash)")
        let receipts = try await practice.numbers("SELECT number FROM receipts ORDER BY number")
        #expect(receipts == receipts.indices.map { Int64($0 + 1) }, "\(crash)")
        try await practice.expectSoundCalendar()
    }
}
