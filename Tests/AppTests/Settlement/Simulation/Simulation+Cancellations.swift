import App
import Domain
import Foundation
import Storage

/// Cancelling, and what goes back for it: which the cancellation leaves to a job, so that anything may happen between.
extension Simulation {
    /// Often right before or right after a tier of the policy ends.
    func planCancellation(of id: Int64, startingAt start: Date, _ ahead: Int) {
        let tiers = deals[id]?.service.policy ?? []
        guard !tiers.isEmpty, dice.chance(0.5) else { return plan(.cancel(id, .client), in: 1...(ahead + 600)) }
        let end = start.addingTimeInterval(-Double(dice.pick(tiers).notice * 60))
        agenda.plan(.cancel(id, .client), at: max(end.addingTimeInterval(Double(dice.roll(-2...2))), now))
    }

    /// A booking's state and money at one moment.
    struct Standing: Sendable {
        let status: String
        let start: Date
        let ledger: Ledger
        let refunds: [Refund]
        /// Whether the job that a cancellation left is still to decide what goes back.
        let isUndecided: Bool
        /// What it will decide, as it was reckoned when the booking was cancelled.
        var undecided: Int64 = 0

        /// What is on its way, or will be as soon as it is decided.
        var open: Int64 { sum { [.due, .pending].contains($0.state) } + undecided }
        var wins: Int { ledger.entries.count { $0.kind == .disputeWon } }

        func sum(_ isMeant: (Refund) -> Bool) -> Int64 { refunds.filter(isMeant).reduce(0) { $0 + $1.money.minor } }
    }

    func standing(_ id: Int64) async throws -> Standing? {
        let standing = try await practice.app.database.read { tx -> Standing? in
            let row = try tx.row("SELECT status, scheduled_at FROM bookings WHERE id = \(id)") {
                (try $0.text(0), try $0.date(1))
            }
            let (ledger, refunds) = (
                try tx.ledger(of: BookingID(rawValue: id)), try tx.refunds(of: BookingID(rawValue: id))
            )
            let isUndecided = try tx.exists("SELECT 1 FROM jobs WHERE kind = 'give_back' AND subject_id = \(id)")
            return row.map {
                Standing(status: $0.0, start: $0.1, ledger: ledger, refunds: refunds, isUndecided: isUndecided)
            }
        }
        guard var standing, standing.isUndecided else { return standing }
        standing.undecided = deals[id]?.toGiveBack ?? 0
        return standing
    }

    func cancel(_ id: Int64, by person: Person) async throws {
        guard let deal = deals[id], let before = try await standing(id) else { return }
        let moment = now
        let withdraws = person == .client && deal.service.isWithdrawable && dice.chance(0.5)
        let deed = withdraws ? "withdraw" : "cancel"
        let answer = try await ask(asker(person, deal), path(person, id, deed), "{}")
        note("\(deed) by \(person) when \(before.status): \(answer?.status ?? 0)", id)
        guard let after = try await standing(id) else { return fail("the booking is gone", id) }
        if after.refunds != before.refunds { fail("cancelling gave something back by itself", id) }
        if before.status == "scheduled", after.status == "cancelled" {
            figures.cancellations += 1
            cancelled(deal, isOwedAll: withdraws || person != .client, before, at: moment)
            try await delayGivingBack(id, after)
        } else if before.status != after.status, before.status != "pending" {
            fail("cancelling led from \(before.status) to \(after.status)", id)
        }
        let givesBack = !after.refunds.isEmpty || (deals[id]?.toGiveBack ?? 0) > 0
        if givesBack, dice.chance(0.6) { plan(.markRefunded(id), in: 1...300) }
        if answer == nil, dice.chance(0.7) { plan(.cancel(id, person), in: 1...120) }
        if answer != nil, dice.chance(0.1) { plan(.cancel(id, person), in: 0...60) }
    }

    /// Reckons what must go back of a booking that was firm.
    private func cancelled(_ deal: Deal, isOwedAll: Bool, _ before: Standing, at moment: Date) {
        let left = max(before.ledger.kept - before.ledger.part(of: nil).kept - before.open, 0)
        let gone = before.ledger.received - (before.ledger.kept - before.open)
        let due = deal.service.due(notice: before.start.timeIntervalSince(moment))
        deals[deal.id]?.due = isOwedAll ? deal.service.price : due
        let elsewhere = stripe.intent(of: deal.id)?.refunds.filter { $0.token == nil }.map(\.id) ?? []
        deals[deal.id]?.earlier = Set(elsewhere + before.refunds.map(\.token))
        deals[deal.id]?.toGiveBack = isOwedAll ? left : min(max(due - gone, 0), left)
        deals[deal.id]?.winsBefore = before.wins
        undecided.insert(deal.id)
    }

    /// The job's lane is slow now and then, and much happens before its turn has come.
    private func delayGivingBack(_ id: Int64, _ after: Standing) async throws {
        guard after.isUndecided, dice.chance(0.4) else { return }
        figures.delays += 1
        let seconds = dice.roll(30...3_000)
        note("what goes back is decided \(seconds) s later", id)
        try await practice.run(
            "UPDATE jobs SET due_at = due_at + \(seconds) WHERE kind = 'give_back' AND subject_id = \(id)")
        for errand in [Errand.refund(id), .refundElsewhere(id), .dispute(id)] where dice.chance(0.15) {
            plan(errand, in: 1...seconds)
        }
    }

    /// Whatever has happened between: what a cancellation gives back is that of its own moment.
    func checkGivenBack() async throws {
        for id in undecided.sorted() {
            guard let expected = deals[id]?.toGiveBack, let standing = try await standing(id) else { continue }
            guard !standing.isUndecided else { continue }
            undecided.remove(id)
            deals[id]?.toGiveBack = nil
            // What a bank had withdrawn, or an admin's refund had held back, goes back by the same name.
            let isMore =
                standing.wins > deals[id]?.winsBefore ?? 0
                || standing.refunds.contains { $0.reason == .admin && $0.state == .failed }
            let decided = standing.refunds.first { [.policy, .practice].contains($0.reason) }?.money.minor ?? 0
            guard decided == expected || (expected == 0 && isMore) else {
                fail("cancelling gave back \(decided), not \(expected)", id)
                continue
            }
        }
    }
}
