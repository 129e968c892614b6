import Foundation
import Testing

@Suite("Simulation of paid bookings")
struct SimulationTests {
    /// A seed and how many payments come in. INFORMAT_SIMULATION_SEED plays one seed again, with
    /// INFORMAT_SIMULATION_PAID payments. Each thousand takes about a minute, so that not every run plays ten of them.
    static let stories: [(seed: UInt64, paid: Int)] = {
        let environment = ProcessInfo.processInfo.environment
        let paid = environment["INFORMAT_SIMULATION_PAID"].flatMap { Int($0) }
        let most = Engine.chosen == .sqlite ? 1_000 : 60
        if let seed = environment["INFORMAT_SIMULATION_SEED"].flatMap({ UInt64($0) }) { return [(seed, paid ?? most)] }
        let fixed = (seed: UInt64(20_260_105), paid: paid ?? most)
        return Engine.chosen == .sqlite ? [fixed, (UInt64.random(in: 1...999_999_999), 200)] : [fixed]
    }()

    @Test("whatever fails, money and bookings agree in the end", arguments: stories)
    func story(seed: UInt64, paid: Int) async throws {
        let again = "INFORMAT_SIMULATION_SEED=\(seed) INFORMAT_SIMULATION_PAID=\(paid)"
        print("simulation begins: \(again)")
        let begun = ContinuousClock.now
        let simulation = try await Simulation(seed: seed, goal: paid)
        try await simulation.run()
        print("simulation \(seed) took \(ContinuousClock.now - begun): \(simulation.summary)")
        for failure in simulation.failures.prefix(5) { Issue.record("\(failure)\nonce more: \(again)") }
    }

    @Test("the same seed tells the same story")
    func replay() async throws {
        var stories: [Simulation] = []
        for _ in 0..<2 {
            let simulation = try await Simulation(seed: 4_711, goal: 60)
            try await simulation.run()
            #expect(simulation.failures == [])
            stories.append(simulation)
        }
        #expect(stories[0].trace.digest == stories[1].trace.digest)
        #expect(try await stories[0].tables() == stories[1].tables())
        let other = try await Simulation(seed: 4_712, goal: 20)
        try await other.run()
        #expect(other.trace.digest != stories[0].trace.digest)
    }
}

extension Simulation {
    var summary: String {
        let status = "\(deals.count) bookings, \(figures.paid) paid, \(figures.cancellations) cancelled when firm"
        let calls = stripe.calls.count
        return """
            \(status); \(figures.steps) steps, \(figures.requests) requests, \(figures.deliveries) deliveries, \
            \(figures.lostEvents) events lost, \(calls) calls to Stripe, \(server.plan.writes) writes, \
            \(server.plan.crashes) crashes, \(figures.unanswered) unanswered, \(figures.jumps) jumps, \
            \(figures.outages) outages, \(figures.delays) cancellations that waited, \
            \(figures.mended) mended, \(figures.byHand) given back by hand; until \(now)
            """
    }

    /// What is written in the end, as one number.
    func tables() async throws -> UInt64 {
        var all = Trace()
        for text in try await practice.texts(
            """
            SELECT CAST(id AS TEXT) || status || payment_status || CAST(scheduled_at AS TEXT) || room ||
                CAST(refunded_minor AS TEXT) || CAST(updated_at AS TEXT)
            FROM bookings JOIN meetings ON booking_id = id ORDER BY id
            """)
        { all.mix(text) }
        for text in try await practice.texts(
            "SELECT kind || reference || CAST(booking_id AS TEXT) || CAST(at AS TEXT) FROM ledger ORDER BY id")
        { all.mix(text) }
        for text in try await practice.texts(
            "SELECT kind || state || message_id || CAST(send_at AS TEXT) FROM mails ORDER BY id")
        { all.mix(text) }
        for text in try await practice.texts("SELECT action || CAST(at AS TEXT) || detail FROM audit ORDER BY id") {
            all.mix(text)
        }
        return all.digest
    }
}
