import Domain
import Foundation
import Storage

extension Bookings {
    /// Gives back a part of a booking's money, or all that is left; under the same key once. Throws
    /// `nothing_to_refund`, `validation_failed` for an amount beyond what is left or that the currency does not have,
    /// and `idempotency_key_reused` where the key stands for another request.
    func refund(_ id: Int64, _ scope: BookingScope, amount major: Decimal?, key: String?) async throws -> BookingEntry {
        try await change(id, scope) { tx, entry, _, now in
            let booking = entry.booking
            let hash = Digest.hex("refund\n\(id)\n\(major.map { "\($0)" } ?? "all")")
            let known = try answered(key, requestHash: hash, by: scope.asker, or: id, now: now, in: tx)
            guard known == nil else { return }
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

    /// Gives back what the client is still owed, and `most` of it at most: all beyond what the practice keeps of the
    /// price.
    func giveBackOwed(
        _ booking: Booking, _ reason: Refund.Reason, most: Int64 = .max, by actor: User?, now: Date,
        in tx: any Transaction
    ) throws {
        let owed = try Self.refundable(booking, in: tx) - Self.kept(of: booking, in: tx)
        try giveBack(booking, reason, most: min(owed, most), by: actor, now: now, in: tx)
    }

    /// What the practice keeps of a booking's price, in minor units. Where a cancellation left that to a person, all.
    private static func kept(of booking: Booking, in tx: any Transaction) throws -> Int64 {
        switch booking.status {
        case .pending, .scheduled, .completed, .noShow: booking.amountMinor
        case .expired: 0
        case .cancelled: booking.amountMinor - (try tx.owed(of: booking.id) ?? 0)
        }
    }

    /// Gives back what a refund that found too little left still owes, `most` at most: somebody gave a part back
    /// elsewhere, of which the ledger knows by now. An admin's wish is not guessed at. False where nothing is owed any
    /// more, or for guesses.
    func giveBackRest(of refund: Refund, most: Int64, now: Date, in tx: any Transaction) throws -> Bool {
        guard let booking = try tx.booking(refund.bookingID)?.booking else { return false }
        let before = try tx.refunds(of: booking.id).count
        switch refund.reason {
        case .admin: return false
        case .policy, .practice: try giveBackOwed(booking, refund.reason, most: most, by: nil, now: now, in: tx)
        case .late, .cancelled, .wrongAmount, .twice:
            try giveBack(booking, refund.reason, of: refund.intentID, most: most, by: nil, now: now, in: tx)
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
