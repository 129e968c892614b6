import App
import Foundation

/// What goes wrong outside: Stripe, its events, the banks, the clock and the machine.
extension Simulation {
    /// From here on calls to Stripe fail, and servers die.
    func letThingsFail() {
        let dice = dice
        stripe.set { _ in
            var dice = dice
            switch dice.roll(1...100) {
            case ...2: return .lostRequest
            case ...4: return .lostAnswer
            case ...5: return .busy
            default: return nil
            }
        }
        server.plan.follow { _ in
            var dice = dice
            guard dice.roll(1...800) == 1 else { return nil }
            return dice.chance(0.5) ? .beforeCommit : .afterCommit
        }
    }

    func work() async throws {
        plan(.work, in: 20...150)
        stripe.set(refundsArePending: dice.chance(0.15))
        try await server.work()
    }

    func jump() {
        plan(.jump, in: 3_600...20_000)
        figures.jumps += 1
        let seconds =
            switch dice.roll(1...100) {
            case ...55: -dice.roll(1...300)
            case ...88: dice.roll(60...5_400)
            case ...98: dice.roll(5_400...28_800)
            default: dice.roll(86_400...172_800)
            }
        note("the clock jumps by \(seconds)", nil)
        practice.clock.move(seconds: Double(seconds))
    }

    func outage() {
        plan(.outage, in: 14_400...60_000)
        figures.outages += 1
        stripe.set(down: true)
        plan(.outageEnd, in: 60...5_400)
    }

    // MARK: - Banks

    func decide(_ id: Int64, _ succeeds: Bool) {
        guard let deal = deals[id], let intentID = deal.intentID,
            (try? stripe.decide(intentID, succeeds: succeeds)) != nil
        else { return }
        note("the bank \(succeeds ? "pays" : "does not pay")", id)
        if succeeds { return moneyCame(id, deal.wish.start) }
        if dice.chance(0.3) { plan(.pay(id, .card, last: true), in: 1...900) }
    }

    func refundElsewhere(_ id: Int64) {
        // Who gives cash knows that no more is to go.
        guard let deal = deals[id], !deal.isGivenCash, let intent = deal.intentID.flatMap(stripe.intent) else { return }
        // Stripe gives back what it can charge: dinars by tens of their thousandths, krónur whole.
        let step = intent.order.money.currency.chargeStep
        guard intent.left >= step else { return }
        let amount = Int64(dice.roll(1...Int(intent.left / step))) * step
        note("\(amount) goes back at Stripe's own pages", id)
        try? stripe.refundElsewhere(intent.id, amount)
    }

    func dispute(_ id: Int64) {
        guard let intent = deals[id]?.intentID.flatMap(stripe.intent), intent.left > 0, intent.disputes.isEmpty else {
            return
        }
        note("disputed", id)
        try? stripe.dispute(intent.id)
        plan(.endDispute(id, won: dice.chance(0.5)), in: 600...200_000)
    }

    func endDispute(_ id: Int64, _ won: Bool) {
        guard let intentID = deals[id]?.intentID else { return }
        note("the dispute is \(won ? "won" : "lost")", id)
        try? stripe.endDispute(intentID, won: won)
    }

    func endRefund(_ refund: String, of intent: String, _ status: PaymentPicture.Refund.Status) {
        note("\(refund) has \(status)", stripe.intent(intent)?.order.bookingID.rawValue)
        try? stripe.end(refund: refund, of: intent, as: status)
    }

    // MARK: - Events

    /// Each event comes up to three times, in any order, or never.
    func takeEvents() {
        for event in stripe.takeEvents() {
            note("\(event.id) \(event.type)", event.order.bookingID.rawValue)
            followRefunds(of: event.intentID)
            guard !dice.chance(0.08) else {
                figures.lostEvents += 1
                continue
            }
            let times = dice.chance(0.85) ? 1 : dice.roll(2...3)
            for _ in 0..<times {
                switch dice.roll(1...100) {
                case ...60: plan(.deliver(event), in: 0...15)
                case ...85: plan(.deliver(event), in: 10...1_800)
                default: plan(.deliver(event), in: 1_800...20_000)
                }
            }
        }
    }

    /// A new refund that is pending is decided some day; a few that went through come back.
    private func followRefunds(of intentID: String) {
        for refund in stripe.intent(intentID)?.refunds ?? [] where seenRefunds.insert(refund.id).inserted {
            let isPending = refund.status == .pending
            guard isPending || (!isEnding && dice.chance(0.03)) else { continue }
            let comesBack = !isEnding && (!isPending || dice.chance(0.2))
            plan(.endRefund(refund.id, of: intentID, comesBack ? .failed : .succeeded), in: 600...90_000)
        }
    }

    func deliver(_ event: FakeStripe.Event) async throws {
        figures.deliveries += 1
        let (body, header) = event.signed(at: now, secret: FakeStripe.webhookSecret)
        let path = "/api/webhooks/stripe"
        let answer = try await ask(
            practice.visitor.with("Stripe-Signature", header), path, String(decoding: body, as: UTF8.self))
        // Whoever gets no answer tries again.
        if answer == nil { plan(.deliver(event), in: 30...600) }
    }
}
