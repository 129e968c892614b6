import Domain
import Foundation

/// What a client who cancels a firm booking gets back, by the very decision that gives it back afterwards.
package struct CancelOffer: Sendable, Equatable {
    /// In minor units of the booking's currency.
    package struct Back: Sendable, Equatable {
        package let all: Int64
        /// As much of it as goes back by itself, as it was paid; the rest was taken by other means.
        package let byCompany: Int64

        package var byHand: Int64 { all - byCompany }
    }

    package struct Line: Sendable, Equatable {
        package let until: Date
        package let back: Back
    }

    /// The earliest first; what comes after the last is nothing.
    package let lines: [Line]
    /// At this moment.
    package let now: Back
    /// The line that counts at this moment; nil where it is what comes after all of them.
    package let current: Int?
    /// Whether the client may not cancel at all after the last line.
    package let endsWithNotice: Bool
}

extension CancelOffer {
    /// `decision` is that of the booking as it stands.
    package init(_ decision: RefundDecision, payments: [Payment], at now: Date) {
        let booking = decision.booking
        func back(at instant: Date) -> Back {
            let owed = booking.refundPolicy.refund(of: booking.price, at: instant, start: booking.scheduledAt)
            return decision.back(afterCancellingFor: owed.minor, payments: payments)
        }
        var lines: [Line] = []
        for tier in booking.refundPolicy.tiers where tier.percent > 0 {
            let until = min(booking.scheduledAt.addingTimeInterval(-60 * Double(tier.notice)), booking.changeDeadline)
            // A tier holds to its last second; from the notice on nothing can be changed any more.
            let line = Line(until: until, back: back(at: min(until, booking.changeDeadline.addingTimeInterval(-1))))
            guard line.until > lines.last?.until ?? .distantPast, line.back.all > 0 else { continue }
            if lines.last?.back == line.back { lines.removeLast() }
            lines.append(line)
        }
        self.lines = lines
        self.now = back(at: now)
        current = lines.firstIndex { now <= $0.until }
        endsWithNotice = booking.changeNotice > 0 && lines.last?.until == booking.changeDeadline
    }
}

extension CancelOffer.Back {
    /// Where the practice cancels, its client is owed the whole price.
    static func byPractice(_ decision: RefundDecision, payments: [Payment]) -> CancelOffer.Back {
        decision.back(afterCancellingFor: decision.booking.price.minor, payments: payments)
    }
}

extension OwnBooking {
    /// What goes back, in minor units, where the practice cancels: everything. Nil where no money came in.
    var backByPractice: Int64? {
        guard booking.status == .scheduled, record.ledger.received > 0 else { return nil }
        return CancelOffer.Back.byPractice(decision, payments: record.payments).all
    }
}

extension RefundDecision {
    /// What would go back where the client cancelled and were owed so much of the price: as `Settlement.giveBackOwed`
    /// does it.
    fileprivate func back(afterCancellingFor owed: Int64, payments: [Payment]) -> CancelOffer.Back {
        var cancelled = booking
        cancelled.status = .cancelled
        let decision = RefundDecision(cancelled, ledger, refunds, owed: owed)
        let all = max(decision.stillOwed ?? 0, 0)
        let byCompany = decision.amounts(.policy, of: nil, most: all, payments: payments).reduce(0) {
            $0 + $1.money.minor
        }
        return CancelOffer.Back(all: all, byCompany: byCompany)
    }
}
