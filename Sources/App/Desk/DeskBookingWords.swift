import Domain
import Foundation

/// What the page of one booking says to those who run the practice, in the reader's words and zone.
struct DeskBookingWords {
    let whole: WholeBooking
    let links: Links
    let catalogue: Catalogue
    let dates: DateText
    /// Who waits at the door now, where the host lets people in.
    var waiting: [LobbyMeeting.Guest] = []

    init(_ whole: WholeBooking, _ links: Links, in zone: Zone, _ catalogue: Catalogue) {
        (self.whole, self.links, self.catalogue) = (whole, links, catalogue)
        dates = DateText(catalogue: catalogue, zone: zone)
    }

    var booking: Booking { whole.booking }
    var path: String { BookingListPages.path(of: booking.id) }
    var isAdmin: Bool { whole.asker.isAdmin }

    func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
        let names = ["client": whole.entry.client.name, "host": whole.entry.host.name]
        return catalogue.sentence("page.desk_booking.\(key)", names.merging(gaps) { $1 })
    }

    func amount(_ minor: Int64) -> String {
        catalogue.money(Money(minor: minor, currency: whole.record.ledger.currency ?? booking.price.currency))
    }

    // MARK: When and what

    var stub: DeskBookingPage.Stub {
        DeskBookingPage.Stub(
            day: dates.day(of: booking.scheduledAt), instant: Timestamp.text(booking.scheduledAt),
            hours: dates.hours(from: booking.scheduledAt, to: booking.endsAt),
            zone: ZoneText(dates.zone, at: booking.scheduledAt, catalogue).whole, clientsTime: clientsTime)
    }

    private var clientsTime: String? {
        let known = try? Zone.known(whole.entry.client.timeZone)  // try? is fine: an unknown zone tells no time
        guard let zone = known ?? nil,
            zone.offset(at: booking.scheduledAt) != dates.zone.offset(at: booking.scheduledAt)
        else { return nil }
        let there = DateText(catalogue: catalogue, zone: zone)
        return say(
            "clients_time",
            [
                "moment": there.deadline(booking.scheduledAt),
                "zone": ZoneText(zone, at: booking.scheduledAt, catalogue).place,
            ])
    }

    var facts: [DeskBookingPage.Fact] {
        let client = whole.entry.client
        let key = whole.counts.missed == 0 ? "bookings" : "bookings_missed"
        let counts = say(key, ["count": String(whole.counts.all), "missed": String(whole.counts.missed)])
        var about = fact("client", "\(client.name), \(client.email)", counts)
        // People are shown to admins alone.
        if isAdmin { about.person = .init(href: PeoplePages.path(of: client.id), text: say("person")) }
        var facts = [about, fact("host", whole.entry.host.name), fact("price", price)]
        if let notes = booking.notes { facts.append(fact("note", notes)) }
        facts += booking.answers.all.map { answer in
            .init(label: answer.label, value: answer.value.words(of: answer.kind, catalogue), remark: nil)
        }
        facts += leftOpen.map { .init(label: $0, value: say("left_open"), remark: nil) }
        if let reason = booking.cancelReason { facts.append(fact("reason", reason)) }
        return facts
    }

    /// Questions that clients must answer, and that who booked for this one did not.
    private var leftOpen: [String] {
        let made = whole.history.lines.last { $0.action == "booking.created" }
        let labels = made?.detail[HistoryDetail.leftOpen]?.split(separator: "\n") ?? []
        return labels.map(String.init)
    }

    private var price: String {
        catalogue.sentence("payment.\(booking.paymentStatus.rawValue)", ["amount": catalogue.money(booking.price)])
    }

    private func fact(_ key: String, _ value: String, _ remark: String? = nil) -> DeskBookingPage.Fact {
        .init(label: say("label.\(key)"), value: value, remark: remark)
    }

    // MARK: What can be done

    /// Into the meeting first, which is the one filled button.
    var ways: [NoticePage.Link] {
        guard booking.status == .scheduled else { return [] }
        let own = links.meetings(for: whole.asker, as: .moderator).link(into: booking)
        let hasLobby = booking.meeting?.hasWaitingRoom == true
        return [
            own.map { .init(href: $0, text: say("join"), isFilled: true) },
            hasLobby ? .init(href: LobbyPages.path, text: say("lobby")) : nil,
            whole.isMovable ? .init(href: "\(path)/move", text: say("move")) : nil,
        ].compactMap(\.self)
    }

    var closing: DeskBookingPage.Closing? {
        guard booking.status == .scheduled else { return nil }
        guard whole.hasBegun else {
            return .init(notYet: say("not_yet", ["moment": dates.deadline(booking.scheduledAt)]), outcomes: [])
        }
        return .init(notYet: nil, outcomes: [deed("complete"), deed("no-show")])
    }

    /// Those who wait, each with the button that lets them in.
    var guests: [DeskBookingPage.Waiting] {
        waiting.map { guest in
            let since = say("waiting.since", ["name": guest.name, "time": dates.time(of: guest.person.since)])
            return .init(
                since: since, admitForm: "\(path)/admit", participant: guest.person.entrant.description,
                admit: say("waiting.admit"), admitted: guest.name)
        }
    }

    private func deed(_ name: String) -> DeskDeed {
        DeskDeed(action: "\(path)/\(name)", button: say("deed.\(name.replacing("-", with: "_"))"))
    }

    func notes(_ typed: String?, _ failure: FormFailure?) -> DeskBookingPage.Notes {
        var area = FormArea("private_notes", say("notes.label"), explanation: say("notes.hint"), failure: failure)
        (area.value, area.maximum) = (typed ?? booking.privateNotes ?? "", BookingForm.longestPrivateNotes)
        return .init(
            notesHeading: say("notes.heading"), noteForm: "\(path)/notes", area: area, saveNotes: say("notes.button"))
    }

    var cancel: DeskBookingPage.CancelBox? {
        guard whole.isCancellable else { return nil }
        return .init(
            cancelHeading: say("cancel.heading"), cancelLine: promise,
            toCancel: .init(href: "\(path)/cancel", text: say("cancel.link")))
    }

    /// What cancelling brings to the client.
    var promise: String {
        let back = whole.back
        guard back.all > 0 else { return say("cancel.nothing") }
        let sums = ["amount": amount(back.all), "hand": amount(back.byHand)]
        return say(back.byHand == 0 ? "cancel.back" : "cancel.back_by_hand", sums)
    }
}
