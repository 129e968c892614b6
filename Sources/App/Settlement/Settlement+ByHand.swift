import Domain
import Foundation
import Storage

/// Money that moves by other means than the payment company, as a person says.
extension Settlement {
    /// Notes that a booking was paid by other means than a payment company. Throws `illegal_move`.
    func markPaid(_ id: BookingID, _ scope: BookingScope) async throws -> BookingEntry {
        try await bookings.change(id, scope) { tx, entry, _ in
            let booking = entry.booking
            guard [.scheduled, .completed, .noShow].contains(booking.status) else {
                throw Problem.illegalMove(Obstacle(booking.status))
            }
            if let obstacle = Obstacle(paying: booking.paymentStatus) { throw Problem.illegalMove(obstacle) }
            try payByHand(booking, in: tx)
            try bookings.tellClient(.paymentReceipt, about: booking, in: tx)
            try tx.audit("booking.marked_paid", by: scope.asker.id, booking: id, user: booking.clientID)
        }
    }

    /// Money that came in by other means, with its receipt.
    func payByHand(_ booking: Booking, in tx: any Transaction) throws {
        let reference = "by-hand-" + Digest.hex(random(16))
        _ = try tx.addEntry(
            LedgerEntry(
                kind: .charge, money: booking.price, intentID: nil, reference: reference, at: tx.now), of: booking.id)
        try tx.issueReceipt(of: booking.id, reference: reference)
        try bookings.restate(booking, paymentStatus: nil, isByPerson: true, in: tx)
    }

    /// Notes that money was given back by other means: `amount`, or what waits to be sent. So much of what waits is not
    /// sent any more. Under the same key once. Throws as `refund`, `nothing_to_refund` also where what had waited does
    /// not any more, and `service_unavailable` where the payment company does not say whether it has it.
    func markRefunded(
        _ id: BookingID, _ scope: BookingScope, amount major: Decimal?, key: String?
    ) async throws -> BookingOutcome {
        let seen = try await seeWaiting(id)
        let deed = Self.deed("mark-refunded", of: major)
        return try await bookings.changeOnce(id, scope, key: key, deed: deed) { tx, entry, _ in
            let booking = entry.booking
            try giveBackFirst(booking, in: tx)
            let decision = try RefundDecision(booking, in: tx)
            let waiting = decision.refunds.filter { $0.state == .due }
            let unsent = Refund.sum(waiting)
            // What waited was meant, and may have turned out to have gone by the company.
            guard unsent > 0 || !seen.hasWaited else { throw Problem(.nothingToRefund) }
            let available = max(decision.refundable + unsent - seen.elsewhere, 0)
            let amount = try Self.amount(major, of: major == nil ? min(unsent, available) : available, booking)
            let money = Money(minor: amount, currency: decision.ledger.currency ?? booking.price.currency)
            try add(money, of: nil, to: booking, .admin, by: scope.asker.id, in: tx)
            try endWaiting(amount, of: waiting, of: booking, in: tx)
        }
    }

    /// Ends refunds that were to be sent, as many as make up `amount`; what of the last goes beyond it is still sent.
    private func endWaiting(_ amount: Int64, of waiting: [Refund], of booking: Booking, in tx: any Transaction) throws {
        var amount = amount
        for refund in waiting where amount > 0 {
            _ = try tx.endRefund(token: refund.token, as: .failed, error: "given back by other means")
            let beyond = refund.money.minor - amount
            amount = max(-beyond, 0)
            guard beyond > 0 else { continue }
            let money = Money(minor: beyond, currency: refund.money.currency)
            try add(money, of: refund.intentID, to: booking, refund.reason, by: nil, in: tx)
        }
    }

    /// What was seen before money is noted as given back otherwise.
    private struct Waiting {
        let hasWaited: Bool
        /// What is on its way from the company's own pages and not decided yet, in minor units: it may still go.
        var elsewhere: Int64 = 0
    }

    /// Whether refunds seem to wait, that which a cancellation has only just left to a job among them. The company is
    /// asked of each payment of which money is left: it may have them, and its answer be lost, or more may have gone at
    /// its own pages, also of a payment of which none waits.
    private func seeWaiting(_ id: BookingID) async throws -> Waiting {
        let (refunds, ledger) = try await database.write { tx in
            try giveBackFirst(id, in: tx)
            return (try tx.refunds(of: id), try tx.ledger(of: id))
        }
        let waiting = refunds.filter { $0.state == .due }
        var seen = Waiting(hasWaited: !waiting.isEmpty)
        guard let payments else { return seen }
        let tokens = Set(refunds.map(\.token))
        let paid = ledger.entries.compactMap(\.intentID).filter { ledger.part(of: $0).kept > 0 }
        for intentID in Set(waiting.compactMap(\.intentID) + paid).sorted() {
            do {
                let picture = try await see(intentID, by: payments)
                seen.elsewhere += picture?.openRefunds(besides: tokens) ?? 0
            } catch let error as GatewayError {
                logger.error("\(error)", metadata: ["booking": "\(id)"])
                // What is refused today is refused tomorrow: then the person's word counts.
                if error.mayPass { throw Problem(.serviceUnavailable, retryAfterSeconds: 5) }
            }
        }
        return seen
    }
}
