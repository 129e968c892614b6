import Domain
import Foundation
import Storage

extension Settlement {
    /// Gives back a part of a booking's money, or all that is left; under the same key once. Throws
    /// `nothing_to_refund`, `validation_failed` for an amount beyond what is left or that the currency does not have,
    /// and `idempotency_key_reused` where the key stands for another request.
    func refund(
        _ id: BookingID, _ scope: BookingScope, amount major: Decimal?, key: String?
    ) async throws -> BookingOutcome {
        try await bookings.changeOnce(id, scope, key: key, deed: Self.deed("refund", of: major)) { tx, entry, _ in
            try giveBackFirst(entry.booking, in: tx)
            let amount = try Self.amount(major, of: try Self.refundable(entry.booking, in: tx), entry.booking)
            try giveBack(entry.booking, .admin, most: amount, by: scope.asker.id, in: tx)
            try owe(onTop: amount, of: entry.booking, in: tx)
        }
    }

    /// What an admin does, or says was done, with so much of a booking's money; nil for all of it.
    static func deed(_ name: String, of major: Decimal?) -> String { "\(name)\n\(major.map { "\($0)" } ?? "all")" }

    /// An amount of what is `left`, in minor units, or all of it. Throws `nothing_to_refund` and `validation_failed`.
    static func amount(_ major: Decimal?, of left: Int64, _ booking: Booking) throws -> Int64 {
        guard left > 0 else { throw Problem(.nothingToRefund) }
        let currency = try booking.price.known().currency
        let amount = try major.map { try Money.minor(fromMajor: $0, currency: currency) } ?? left
        guard (1...left).contains(amount) else {
            throw Problem.invalid(
                "amount", .outOfRange,
                [
                    "minimum": Money(minor: currency.chargeStep, currency: currency).major,
                    "maximum": Money(minor: left, currency: currency).major,
                ])
        }
        return amount
    }

    /// What of a booking's money can still be given back: what came in, less what has gone or is on its way.
    static func refundable(_ booking: Booking, in tx: any Transaction) throws -> Int64 {
        let open = try tx.refunds(of: booking.id).filter(\.state.isOpen).reduce(0) { $0 + $1.money.minor }
        return try tx.ledger(of: booking.id).kept - open
    }

    /// Writes down the refunds that give back `most` at most of what is left, first of what was paid first, and only of
    /// one payment where it is named. What was taken by other means goes back by other means: that it did is noted.
    func giveBack(
        _ booking: Booking, _ reason: Refund.Reason, of intentID: String? = nil, most: Int64 = .max, by actor: UserID?,
        in tx: any Transaction
    ) throws {
        let ledger = try tx.ledger(of: booking.id)
        let open = try tx.refunds(of: booking.id).filter(\.state.isOpen)
        let payments = try tx.payments(of: booking.id).map { String?($0.intentID) }
        // By other means only where an admin says so: nothing else knows that it went back.
        let sources = intentID.map { [$0] } ?? (reason == .admin ? payments + [nil] : payments)
        var wanted = most
        for source in sources {
            let onItsWay = open.filter { $0.intentID == source }.reduce(0) { $0 + $1.money.minor }
            let part = ledger.part(of: source)
            let amount = min(part.kept - onItsWay, wanted)
            guard amount > 0 else { continue }
            wanted -= amount
            let money = Money(minor: amount, currency: part.currency ?? booking.price.currency)
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
