import Domain
import Foundation

/// One booking in a list: the stub with its day, and what there is to do.
struct BookingTicket: PageValues {
    let isOver: Bool
    let weekday: String
    let day: String
    let month: String
    let hours: String
    let href: String
    let service: String
    let with: String
    let pill: Pill
    /// Until when it is held, from when on it can be gone into, or what went back.
    let remark: String?
    let isHeld: Bool
    let action: NoticePage.Link?
}

/// What the tickets of one list have in common.
struct TicketWords {
    let reader: User
    let links: Links
    let now: Date
    let dates: DateText
    let catalogue: Catalogue
    /// Where the reader takes part: made once, because the name in them is encoded.
    private let asParticipant: MeetingLinks

    init(reader: User, links: Links, now: Date, dates: DateText, catalogue: Catalogue) {
        (self.reader, self.links, self.now, self.dates, self.catalogue) = (reader, links, now, dates, catalogue)
        asParticipant = links.meetings(for: reader, as: .participant)
    }

    func ticket(_ entry: BookingEntry) -> BookingTicket {
        let booking = entry.booking
        let path = BookingsPages.path(of: booking.id)
        let (weekday, day, month) = dates.ticket(booking.scheduledAt)
        let (remark, action) = whatToDo(booking, path)
        return BookingTicket(
            isOver: !booking.isComing(at: now), weekday: weekday, day: day, month: month,
            hours: dates.hours(from: booking.scheduledAt, to: booking.endsAt), href: path,
            service: entry.serviceTitle,
            with: sentence("with", ["host": entry.host.name]), pill: booking.pill(at: now, catalogue),
            remark: remark, isHeld: booking.holdIsRunning(at: now), action: action)
    }

    private func whatToDo(_ booking: Booking, _ path: String) -> (remark: String?, action: NoticePage.Link?) {
        let details = NoticePage.Link(href: path, text: sentence("details"))
        switch booking.status {
        case .pending:
            let remark = booking.holdExpiresAt.map { sentence("held", ["time": dates.time(of: $0)]) }
            let isPaidNow = !booking.awaitsProof && booking.paymentStatus != .processing
            guard isPaidNow, booking.holdIsRunning(at: now) else { return (remark, details) }
            let price = catalogue.money(booking.price)
            return (remark, .init(href: "\(path)/pay", text: sentence("pay", ["amount": price]), isFilled: true))
        case .scheduled where now < booking.endsAt: return wayIn(booking, details)
        case .completed, .noShow, .cancelled, .expired, .scheduled:
            guard booking.refundedMinor > 0 else { return (nil, details) }
            return (sentence("refunded", ["amount": catalogue.money(booking.refunded)]), details)
        }
    }

    private func wayIn(
        _ booking: Booking, _ details: NoticePage.Link
    ) -> (remark: String?, action: NoticePage.Link?) {
        let role = booking.meetingRole(of: reader)
        let meetings = role == .participant ? asParticipant : links.meetings(for: reader, as: role)
        guard let place = MeetingPlace(booking) else { return (nil, details) }
        let shown = meetings.shown(place)
        switch shown.link {
        case .entrance(let url) where now >= shown.opensAt: return (nil, .init(href: url, text: sentence("enter")))
        case .entrance: return (sentence("opens", ["moment": dates.deadline(shown.opensAt)]), details)
        case .direct, .none: return (nil, details)
        }
    }

    private func sentence(_ key: String, _ arguments: [String: String] = [:]) -> String {
        catalogue.sentence("page.bookings.\(key)", arguments)
    }
}
