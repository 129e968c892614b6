import App
import Foundation
import Storage

/// The end of the story: nothing fails any more, and what had begun comes to its end.
extension Simulation {
    func finish() async throws {
        isEnding = true
        server.plan.end()
        stripe.set { _ in nil }
        stripe.set(down: false)
        stripe.set(refundsArePending: false)
        note("nothing fails any more", nil)
        let last = try await practice.numbers("SELECT COALESCE(MAX(scheduled_at), 0) FROM bookings").first ?? 0
        try await decideEverything()
        let end = Date(timeIntervalSince1970: Double(last)).addingTimeInterval(3 * 86_400)
        while now < end { try await livePlainly(hours: 1) }
        // As long as payments are looked at again, which finds what lost events would have told.
        for _ in 0..<250 { try await livePlainly(hours: 24) }
        try await mend()
        for _ in 0..<24 { try await livePlainly(hours: 1) }
    }

    /// What banks and post had still to do; people do nothing more. What was lost stays lost.
    private func decideEverything() async throws {
        while let (_, errand) = agenda.next() {
            switch errand {
            case .decide(let id, let succeeds): decide(id, succeeds)
            case .endDispute(let id, let won): endDispute(id, won)
            case .endRefund(let refund, let intent, let status): endRefund(refund, of: intent, status)
            case .deliver(let event): try await deliver(event)
            default: continue
            }
        }
    }

    private func livePlainly(hours: Double) async throws {
        practice.clock.move(hours: hours)
        takeEvents()
        try await decideEverything()
        try await server.work()
        try await checkGivenBack()
    }

    /// Money that is here although it should have gone back: a bank did not take it, or an admin's wish was more than
    /// was left. The practice was told so by mail, and a person sees to it.
    private func mend() async throws {
        for (id, deal) in deals.sorted(by: { $0.key < $1.key }) {
            guard let intent = deal.intentID.flatMap(stripe.intent), intent.left > 0,
                let standing = try await standing(id), ["cancelled", "expired"].contains(standing.status)
            else { continue }
            let mayStay = deal.due.map { deal.service.price - $0 } ?? 0
            let surplus = intent.left - standing.ledger.part(of: nil).refunded - mayStay
            guard surplus > 0 else { continue }
            figures.mended += 1
            let notices = try await practice.numbers(
                "SELECT COUNT(*) FROM mails WHERE kind = 'notice' AND booking_id = \(id)")
            let isKnown =
                intent.refunds.contains { $0.status != .succeeded }
                || standing.refunds.contains { $0.reason == .admin && $0.state == .failed }
            if notices == [0] || !isKnown { fail("\(surplus) stays that should have gone back, and nobody knows", id) }
            let answer = try await refund(id, surplus)
            note("a person gives back \(surplus): \(answer?.status ?? 0)", id)
            if answer?.status != 200 { fail("what did not go back cannot be given back: \(answer?.text ?? "")", id) }
        }
        try await server.work()
    }
}
