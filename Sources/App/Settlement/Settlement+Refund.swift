import Domain
import Foundation
import Storage

extension Settlement {
    /// Gives back a part of a booking's money, or all that there is; under the same key once. Throws
    /// `nothing_to_refund`, `validation_failed` for an amount beyond what there is or that the currency does not have,
    /// and `idempotency_key_reused` where the key stands for another request.
    func refund(
        _ id: BookingID, _ scope: BookingScope, amount major: Decimal?, key: String?
    ) async throws -> BookingOutcome {
        try await bookings.changeOnce(id, scope, key: key, deed: Self.deed("refund", of: major)) { tx, entry, _ in
            let booking = entry.booking
            try giveBackFirst(booking, in: tx)
            let decision = try RefundDecision(booking, in: tx)
            let amount = try Self.amount(major, of: decision.refundable, booking)
            try giveBack(decision, .admin, most: amount, by: scope.asker.id, in: tx)
            guard let owed = try RefundDecision(booking, in: tx).raisedOwed(byGiving: amount) else { return }
            try tx.setOwed(owed, of: id)
        }
    }

    /// What an admin does, or says was done, with so much of a booking's money; nil for all of it.
    static func deed(_ name: String, of major: Decimal?) -> String { "\(name)\n\(major.map { "\($0)" } ?? "all")" }

    /// As much of what is `available` as is asked for, in minor units, or all of it. Throws `nothing_to_refund` and
    /// `validation_failed`.
    static func amount(_ major: Decimal?, of available: Int64, _ booking: Booking) throws -> Int64 {
        guard available > 0 else { throw Problem(.nothingToRefund) }
        let currency = try booking.price.known().currency
        let amount = try major.map { try Money.minor(fromMajor: $0, currency: currency) } ?? available
        guard (1...available).contains(amount) else {
            throw Problem.invalid(
                "amount", .outOfRange,
                [
                    "minimum": Money(minor: currency.chargeStep, currency: currency).major,
                    "maximum": Money(minor: available, currency: currency).major,
                ])
        }
        return amount
    }

    /// Writes down the refunds that give back `most` at most, only of one payment where it is named. What was taken by
    /// other means goes back by other means: that it did is noted.
    func giveBack(
        _ decision: RefundDecision, _ reason: Refund.Reason, of intentID: String? = nil, most: Int64 = .max,
        by actor: UserID?, in tx: any Transaction
    ) throws {
        let booking = decision.booking
        let payments = try tx.payments(of: booking.id)
        for (source, money) in decision.amounts(reason, of: intentID, most: most, payments: payments) {
            try add(money, of: source, to: booking, reason, by: actor, in: tx)
        }
    }

    /// Writes a refund down; one without a payment at the company has gone back already.
    func add(
        _ money: Money, of intentID: String?, to booking: Booking, _ reason: Refund.Reason, by actor: UserID?,
        in tx: any Transaction
    ) throws {
        let refund = NewRefund(
            bookingID: booking.id, intentID: intentID, money: money, reason: reason,
            token: Digest.hex(random(16)), actorID: actor)
        try tx.addRefund(refund)
        try tx.audit(
            intentID == nil ? "refund.by_hand" : "refund.decided", by: actor, booking: booking.id,
            user: booking.clientID, detail: ["amount": money.major, "reason": reason.rawValue])
        guard intentID == nil else { return }
        _ = try tx.addEntry(
            LedgerEntry(
                kind: .refund, money: money, intentID: nil, reference: refund.token,
                at: tx.now), of: booking.id)
        try bookings.restate(booking, paymentStatus: nil, isByPerson: true, in: tx)
        try tellOfRefund(money, of: booking, token: refund.token, in: tx)
    }
}
