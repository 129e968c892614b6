import Domain
import Foundation
import Storage

extension Bookings {
    /// Gives back a part of a booking's money, or all that is left. Throws `nothing_to_refund`, and `validation_failed`
    /// for an amount beyond what is left or that the currency does not have.
    func refund(_ id: Int64, _ scope: BookingScope, amount major: Decimal?) async throws -> BookingEntry {
        try await change(id, scope) { tx, entry, _, now in
            let booking = entry.booking
            let left = try Self.refundable(booking, in: tx)
            guard left > 0 else { throw Problem(.nothingToRefund) }
            let currency = try Currency(booking.currency)
            let amount = try major.map { try Money.minor(fromMajor: $0, currency: currency) } ?? left
            guard (1...left).contains(amount) else {
                let (least, most) = (currency.chargeStep, left)
                throw Problem.invalid(
                    "amount", .outOfRange,
                    ["minimum": MoneyText.major(least, currency.code), "maximum": MoneyText.major(most, currency.code)])
            }
            try giveBack(booking, .admin, most: amount, by: scope.asker, now: now, in: tx)
        }
    }

    /// What of a booking's money can still be given back: what came in, less what has gone or is on its way.
    static func refundable(_ booking: Booking, in tx: any Transaction) throws -> Int64 {
        let open = try tx.refunds(of: booking.id).filter(\.state.isOpen).reduce(0) { $0 + $1.amountMinor }
        return try tx.ledger(of: booking.id).kept - open
    }

    /// Writes down the refunds that give back `most` at most of what is left, first of what was paid first, and only of
    /// one payment where it is named. What was taken by other means goes back by other means: that it did is noted.
    func giveBack(
        _ booking: Booking, _ reason: Refund.Reason, of intentID: String? = nil, most: Int64 = .max, by actor: User?,
        now: Date, in tx: any Transaction
    ) throws {
        let ledger = try tx.ledger(of: booking.id)
        let open = try tx.refunds(of: booking.id).filter(\.state.isOpen)
        let payments = try tx.payments(of: booking.id).map { String?($0.intentID) }
        // By other means only where an admin says so: nothing else knows that it went back.
        let sources = intentID.map { [$0] } ?? (reason == .admin ? payments + [nil] : payments)
        var wanted = most
        for source in sources {
            let onItsWay = open.filter { $0.intentID == source }.reduce(0) { $0 + $1.amountMinor }
            let part = ledger.part(of: source)
            let amount = min(part.kept - onItsWay, wanted)
            guard amount > 0 else { continue }
            wanted -= amount
            try add(
                NewRefund(
                    bookingID: booking.id, intentID: source, amountMinor: amount,
                    currency: part.currency ?? booking.currency,
                    reason: reason, token: Digest.hex(random(16)), actorID: actor?.id), to: booking, now: now, in: tx)
        }
    }

    /// What the policy promised to a client who cancelled at that moment, less what went back before.
    func giveBackByPolicy(
        _ booking: Booking, cancelledAt: Date, by actor: User?, now: Date, in tx: any Transaction
    ) throws {
        let price = Money(minor: booking.amountMinor, currency: try Currency(booking.currency))
        let policy = try RefundPolicy(json: booking.refundPolicy)
        let due = policy.refund(of: price, at: cancelledAt, start: booking.scheduledAt)
        let gone = try tx.ledger(of: booking.id).received - Self.refundable(booking, in: tx)
        try giveBack(booking, .policy, most: max(due - gone, 0), by: actor, now: now, in: tx)
    }

    /// Gives back what a refund that found too little left still owes: somebody gave a part back elsewhere, of which
    /// the ledger knows by now. An admin's wish is not guessed at. False where nothing is owed any more, or for
    /// guesses.
    func giveBackRest(of refund: Refund, now: Date, in tx: any Transaction) throws -> Bool {
        guard let booking = try tx.booking(refund.bookingID)?.booking else { return false }
        let before = try tx.refunds(of: booking.id).count
        switch refund.reason {
        case .admin: return false
        case .policy:
            let moment = booking.cancelledAt ?? now
            try giveBackByPolicy(booking, cancelledAt: moment, by: nil, now: now, in: tx)
        case .practice, .late, .cancelled, .wrongAmount, .twice:
            try giveBack(booking, refund.reason, of: refund.intentID, by: nil, now: now, in: tx)
        }
        return try tx.refunds(of: booking.id).count > before
    }

    private func add(_ refund: NewRefund, to booking: Booking, now: Date, in tx: any Transaction) throws {
        try tx.addRefund(refund, now: now)
        try tx.audit(
            "refund.decided", by: refund.actorID, at: now, booking: booking.id, user: booking.userID,
            detail: [
                "amount": MoneyText.major(refund.amountMinor, refund.currency), "reason": refund.reason.rawValue,
            ])
        guard refund.intentID == nil else { return }
        _ = try tx.addEntry(
            LedgerEntry(
                kind: .refund, amountMinor: refund.amountMinor, currency: refund.currency, intentID: nil,
                reference: refund.token, at: now), of: booking.id)
        try restate(booking.id, paymentStatus: nil, isByPerson: true, now: now, in: tx)
        try tellOfRefund(of: booking, token: refund.token, now: now, in: tx)
    }
}
