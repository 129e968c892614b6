import Domain
import Foundation

/// What has become of a booking, and of its money, as its page tells it.
extension BookingWords {
    var told: [String] {
        switch booking.status {
        case .pending: [say(held, ["until": booking.holdExpiresAt.map(dates.deadline) ?? ""])]
        case .scheduled: late.map { [$0] } ?? []
        case .completed: [say("told.completed")]
        case .noShow: [say("told.no_show")]
        case .cancelled: cancelled
        case .expired: [say(own.record.ledger.received > 0 ? "told.paid_late" : "told.expired")]
        }
    }

    private var held: String {
        if booking.awaitsProof { return "told.awaits_proof" }
        return booking.paymentStatus == .processing ? "told.bank_decides" : "told.held"
    }

    private var late: String? {
        guard let minutes = booking.meeting?.lateMinutes, minutes > 0, own.now < booking.endsAt else { return nil }
        return say("told.late", ["minutes": String(minutes)])
    }

    private var cancelled: [String] {
        let key: String =
            switch booking.cancelledBy {
            case .client: "told.cancelled_by_you"
            case .host, .admin: "told.cancelled_by_practice"
            case .system, nil: "told.cancelled"
            }
        let line = say(key, ["moment": booking.cancelledAt.map(dates.deadline) ?? ""])
        // What people wrote is shown to whoever signs in alone.
        let reason = isLinked ? nil : booking.cancelReason.map { say("told.reason", ["reason": $0]) }
        return [line] + (reason.map { [$0] } ?? [])
    }

    // MARK: Money and papers

    var facts: [BookingPage.Fact] {
        var facts = moneyFacts
        if facts.isEmpty {
            let payment = catalogue.sentence(
                "payment.\(booking.paymentStatus.rawValue)", ["amount": catalogue.money(booking.price)])
            facts.append(fact("price", payment))
        }
        if !isLinked, let notes = booking.notes { facts.append(fact("notes", notes)) }
        facts.append(fact("number", "\(booking.id)"))
        return facts
    }

    private func fact(_ key: String, _ value: String, _ paper: NoticePage.Link? = nil) -> BookingPage.Fact {
        BookingPage.Fact(label: say("label.\(key)"), value: value, paper: paper)
    }

    /// What the client of a booking that is off is owed and nobody has written down yet: a moment after a cancellation
    /// it is, unless it was paid by other means or has come back, when a person must see to it.
    private var owedBeyondRefunds: CancelOffer.Back {
        let isOff = booking.status == .cancelled || booking.status == .expired
        guard isOff, let owed = own.decision.stillOwed, owed > 0 else { return .init(all: 0, byCompany: 0) }
        let hasFailed = own.record.refunds.contains { $0.state == .failed }
        let sent = own.decision.amounts(.policy, of: nil, most: owed, payments: own.record.payments)
        return .init(all: owed, byCompany: hasFailed ? 0 : sent.reduce(0) { $0 + $1.money.minor })
    }

    /// What came in and what goes back; fees and what banks quarrel about are not the client's.
    private var moneyFacts: [BookingPage.Fact] {
        let ledger = own.record.ledger
        var facts: [BookingPage.Fact] = []
        for entry in ledger.entries {
            let line = ["amount": catalogue.money(entry.money), "day": dates.dayAndMonth(of: entry.at)]
            switch entry.kind {
            case .charge:
                let isFirst = !isLinked && facts.isEmpty
                let paper =
                    isFirst
                    ? own.record.receipt.map { receipt in
                        NoticePage.Link(href: "\(path)/receipt", text: say("receipt", ["number": receipt.title]))
                    } : nil
                facts.append(fact("paid", say(entry.intentID == nil ? "paid_by_hand" : "paid", line), paper))
            case .refund: facts.append(fact("given_back", say("given_back", line)))
            case .refundFailed: facts.append(fact("sent_back", say("sent_back", line)))
            case .dispute, .disputeWon, .fee: continue
            }
        }
        if ledger.disputed > 0 { facts.append(fact("disputed", say("disputed", ["amount": money(ledger.disputed)]))) }
        let owed = owedBeyondRefunds
        let onItsWay = Refund.sum(own.record.refunds.filter(\.state.isOpen)) + owed.byCompany
        if onItsWay > 0 { facts.append(fact("on_its_way", say("on_its_way", ["amount": money(onItsWay)]))) }
        if owed.byHand > 0 { facts.append(fact("still_owed", say("still_owed", ["amount": money(owed.byHand)]))) }
        return facts
    }
}
