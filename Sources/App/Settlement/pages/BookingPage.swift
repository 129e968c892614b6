import Domain
import Foundation

/// One booking, to its client: what, when and with whom, what has become of it and of its money, and what can be done.
struct BookingPage: Page {
    static let template = "pages/booking"
    let title: String
    let back: NoticePage.Link?
    let slip: BookingSlip
    /// What there is to do at once: to pay, or to go in.
    let first: NoticePage.Link?
    let calendar: NoticePage.Link?
    let heading: String
    /// What has happened, and what comes next.
    let told: [String]
    let facts: [Fact]
    let changing: Changing?
    /// How the practice can be reached, where nothing can be changed here any more.
    let tooLate: TooLate?
    let refunds: Refunds?
    /// The way to withdraw from the contract, where the client has that right.
    let law: Law?

    struct Fact: PageValues {
        let label: String
        let value: String
        let paper: NoticePage.Link?
    }

    struct Changing: PageValues {
        let changeHeading: String
        let changeLine: String
        let move: NoticePage.Link?
        let cancel: NoticePage.Link
    }

    struct Law: PageValues {
        let lawHeading: String
        let lawLine: String
        /// Nil once it was declared.
        let withdraw: NoticePage.Link?
    }

    struct TooLate: PageValues {
        let lateHeading: String
        let lateLine: String
        let practice: Practice
    }

    struct Practice: PageValues {
        let lines: [String]
        let ways: [NoticePage.Link]
    }

    struct Refunds: PageValues {
        let refundHeading: String
        let table: RefundLines
        /// What is to be known of money that does not go back by itself.
        let byHand: String?
    }
}

extension BookingPage {
    init(_ words: BookingWords) {
        let own = words.own
        title = words.say("title", ["day": words.dates.dayAndMonth(of: own.booking.scheduledAt)])
        back = words.isLinked ? nil : .init(href: BookingsPages.path, text: words.say("back"))
        slip = words.slip
        first = words.first
        let hasFile = !words.isLinked && own.booking.status == .scheduled
        calendar = hasFile ? .init(href: "\(words.path)/calendar.ics", text: words.say("calendar")) : nil
        heading = own.entry.serviceTitle
        told = words.told
        facts = words.facts
        changing = words.changing
        tooLate = words.tooLate
        refunds = own.isMovable ? own.offer.map { words.refunds($0) } : nil
        law = words.law
    }
}

extension BookingWords {
    /// The client's next step; none by the link of a mail, which has the way in beside it.
    fileprivate var first: NoticePage.Link? {
        guard !isLinked else { return nil }
        if booking.holdIsRunning(at: own.now), !booking.awaitsProof, booking.paymentStatus != .processing {
            return .init(href: "\(path)/pay", text: say("pay", ["amount": catalogue.money(booking.price)]))
        }
        let meetings = links.meetings(for: own.client, as: booking.meetingRole(of: own.client))
        guard booking.status == .scheduled, let place = MeetingPlace(booking) else { return nil }
        switch meetings.shown(place).link {
        case .entrance(let url): return .init(href: url, text: say("entrance"))
        case .direct: return meetings.link(into: booking).map { .init(href: $0, text: say("join")) }
        case .none: return nil
        }
    }

    fileprivate var changing: BookingPage.Changing? {
        guard own.isCancellable else { return nil }
        let cancel = NoticePage.Link(href: "\(path)/cancel", text: say(own.isMovable ? "cancel" : "let_go"))
        guard own.isMovable else {
            return .init(
                changeHeading: say("changing.heading"), changeLine: say("changing.held"), move: nil, cancel: cancel)
        }
        let line = say("changing.until", ["moment": dates.deadline(booking.changeDeadline)])
        return .init(
            changeHeading: say("changing.heading"), changeLine: line,
            move: .init(href: "\(path)/move", text: say("move")), cancel: cancel)
    }

    fileprivate var law: BookingPage.Law? {
        guard let withdrawal = booking.withdrawal else { return nil }
        let heading = say("withdraw.heading")
        if let declared = withdrawal.declaredAt {
            // One that came in time has called the booking off, which the page tells above.
            guard booking.cancelledAt != declared else { return nil }
            let line = say("withdraw.declared", ["moment": dates.deadline(declared)])
            return .init(lawHeading: heading, lawLine: line, withdraw: nil)
        }
        guard booking.takesWithdrawal else { return nil }
        let line = booking.mayBeWithdrawn(at: own.now) ? "withdraw.until" : "withdraw.over"
        return .init(
            lawHeading: heading, lawLine: say(line, ["moment": dates.deadline(withdrawal.until)]),
            withdraw: .init(href: "\(path)/withdraw", text: say("withdraw.link")))
    }

    fileprivate var tooLate: BookingPage.TooLate? {
        guard booking.status == .scheduled, !own.isMovable, own.now < booking.endsAt else { return nil }
        return .init(
            lateHeading: say("too_late.heading"),
            lateLine: say("too_late.line", ["moment": dates.deadline(booking.changeDeadline)]), practice: practice)
    }

    fileprivate func refunds(_ offer: CancelOffer) -> BookingPage.Refunds {
        .init(
            refundHeading: say("refunds.heading"), table: RefundLines(offer, self),
            byHand: offer.now.byHand > 0 ? say("refunds.by_hand", ["amount": money(offer.now.byHand)]) : nil)
    }
}
