import Domain
import Foundation
import Storage

/// Where it is decided whether money of a booking goes back, how much of it, by which payment and for which reason,
/// from what is known of that money at one moment.
///
/// It only reckons, and in minor units, because all money of a booking has one currency. `Settlement+Refund` writes
/// down what is decided, `PaymentJobs+Refund` sends it. How much a client who cancels is promised, `RefundPolicy`
/// says.
package struct RefundDecision: Sendable {
    let booking: Booking
    let ledger: Ledger
    /// In the order in which they were decided.
    let refunds: [Refund]
    /// What the client of a cancelled booking is to get back in all; nil where a person decides.
    let owed: Int64?

    package init(_ booking: Booking, _ ledger: Ledger, _ refunds: [Refund], owed: Int64?) {
        self.booking = booking
        self.ledger = ledger
        self.refunds = refunds
        self.owed = owed
    }
}

extension RefundDecision {
    init(_ booking: Booking, in tx: any Transaction) throws {
        let owed = booking.status == .cancelled ? try tx.owed(of: booking.id) : nil
        self.init(booking, try tx.ledger(of: booking.id), try tx.refunds(of: booking.id), owed: owed)
    }
}

// MARK: - How much

extension RefundDecision {
    /// What can still be given back: what came in, less what has gone or is on its way.
    package var refundable: Int64 { ledger.kept - Refund.sum(refunds.filter(\.state.isOpen)) }

    /// The practice's share of the price: what it may keep. Nil where a cancellation left that to a person.
    package var share: Int64? {
        switch booking.status {
        case .pending, .scheduled, .completed, .noShow: booking.price.minor
        case .expired: 0
        case .cancelled: owed.map { booking.price.minor - $0 }
        }
    }

    /// What the client is still owed: all that came in beyond the practice's share. Nil where a person is to decide it.
    package var stillOwed: Int64? { share.map { refundable - $0 } }

    /// What is to go back of a payment that came on top of another. The practice keeps as much of it as a bank has
    /// withdrawn of the other payment, because it may lose that.
    package func surplus(of intentID: String?) -> Int64 {
        let payment = ledger.part(of: intentID)
        return payment.kept - (ledger.disputed - payment.disputed)
    }

    /// How much of each payment goes back where `most` is to go back at most: first of what was paid first, and only of
    /// the payment that is named, if one is. What was taken by other means, which is named nil, goes back only where an
    /// admin says that it did: nothing else can know.
    package func amounts(
        _ reason: Refund.Reason, of intentID: String?, most: Int64, payments: [Payment]
    ) -> [(intentID: String?, money: Money)] {
        let byCompany = payments.map { String?($0.intentID) }
        let sources = intentID.map { [$0] } ?? (reason == .admin ? byCompany + [nil] : byCompany)
        var wanted = most
        return sources.compactMap { source in
            let payment = ledger.part(of: source)
            let onItsWay = Refund.sum(refunds.filter { $0.state.isOpen && $0.intentID == source })
            let amount = min(payment.kept - onItsWay, wanted)
            guard amount > 0 else { return nil }
            wanted -= amount
            return (source, Money(minor: amount, currency: payment.currency ?? booking.price.currency))
        }
    }

    /// What an admin gives back of a cancelled booking, `amount`, comes on top of what its client is owed: so much more
    /// is owed from now on, also of money that a bank has withdrawn and may return. Where a bank sent an earlier refund
    /// back, the amount makes that good instead, and no more is owed: then nil. Asked once the amount is on its way.
    package func raisedOwed(byGiving amount: Int64) -> Int64? {
        guard let owed else { return nil }
        let goes = booking.price.minor - refundable - ledger.disputed
        let waitsForBank = min(ledger.disputed, max(owed - (goes - amount), 0))
        return goes + waitsForBank > owed ? goes + waitsForBank : nil
    }
}

// MARK: - Why

extension RefundDecision {
    /// A payment made just before the start may be seen only after it.
    private static let latestConfirmationSeconds = 300.0

    /// Why money that has just come in goes back; nil where its booking wants it. `isFree` says whether the time of a
    /// hold that is over can be taken again.
    package static func reason(
        against money: Money, for booking: Booking, now: Date, isFree: () throws -> Bool
    ) rethrows -> Refund.Reason? {
        guard money == booking.price else { return .wrongAmount }
        switch booking.status {
        case .pending:
            return now < booking.scheduledAt.addingTimeInterval(latestConfirmationSeconds) ? nil : .late
        case .expired: return try booking.scheduledAt > now && isFree() ? nil : .late
        case .cancelled: return .cancelled
        case .scheduled, .completed, .noShow: return .twice
        }
    }

    /// Why money goes back that a bank had withdrawn and has returned, because the practice won a dispute: the booking
    /// was called off meanwhile, or was paid twice. Nil where a person decides how much of it.
    package var reasonAfterWin: Refund.Reason? {
        switch booking.status {
        case .pending, .scheduled, .completed, .noShow: .twice
        case .expired: .late
        case .cancelled: owed == nil ? nil : .policy
        }
    }
}

// MARK: - Whether a refund that is due is sent

extension RefundDecision {
    /// What becomes of a refund that is due, once its payment was looked at.
    package enum Verdict: Equatable {
        case send
        /// Another refund of the payment is not decided at the company: this one waits for that, and is judged again.
        case wait
        /// It ends as failed, and one of so much takes its place: never of more than the company has, because one of
        /// more would end in the same way, again and again.
        case replace(Int64)
        /// It ends as failed: no more is owed.
        case end
        /// It ends as failed, though more is owed than the company has: a person must see to it.
        case leaveToPerson
        /// An admin's refund, which goes whole or not at all, ends as failed.
        case tellAdmin
    }

    /// `picture` is what the company says of its payment now, of which the ledger was told.
    package func verdict(on refund: Refund, _ picture: PaymentPicture) -> Verdict {
        let due = due(refund)
        let elsewhere = picture.openRefunds(besides: Set(refunds.map(\.token)))
        if refund.money.minor <= min(picture.refundable, due - elsewhere) { return .send }
        guard elsewhere == 0 else { return .wait }
        guard refund.reason != .admin else { return .tellAdmin }
        let possible = min(due, picture.refundable)
        guard possible <= 0 else { return .replace(possible) }
        return due > 0 ? .leaveToPerson : .end
    }

    /// How much a refund that is due may be now. It may be less than when it was decided, because money may have gone
    /// back at the company's pages meanwhile. Money that should not have come goes back wholly.
    private func due(_ refund: Refund) -> Int64 {
        let available = refundable + refund.money.minor
        switch refund.reason {
        case .policy, .practice: return available - (share ?? 0)
        case .twice: return min(available, surplus(of: refund.intentID))
        case .late, .cancelled, .wrongAmount: return min(available, ledger.part(of: refund.intentID).kept)
        case .admin: return available
        }
    }
}

extension Refund {
    /// All of them together, in minor units.
    static func sum(_ refunds: [Refund]) -> Int64 { refunds.reduce(0) { $0 + $1.money.minor } }
}

extension PaymentPicture {
    /// What goes back by refunds that have none of these tokens and are not decided, in minor units.
    func openRefunds(besides tokens: Set<String>) -> Int64 {
        refunds.filter { $0.status.isOpen && !tokens.contains($0.token ?? "") }.reduce(0) { $0 + $1.money.minor }
    }
}
