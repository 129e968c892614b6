import Domain
import Foundation
import Wire

/// A booking as an iCalendar event for one reader, with the reader's own link, and the reader's local time in words.
struct BookingInvitation: Sendable {
    var event: Invitation
    var text: String { event.text() }
    /// What the text says as its METHOD; the header of a mail's part or of a download must say the same.
    var method: Invitation.Method { event.method }

    /// `method` becomes `.cancel` for a booking that is off. The organiser is who sends the mails, `from`, in a
    /// download too: a calendar refuses an update by another. A reader with the organiser's own address is not invited
    /// but told: programs show nothing of an invitation from oneself.
    init(
        _ entry: BookingEntry, reader: User, method: Invitation.Method, from: Mailbox, links: Links,
        invited: Participant? = nil
    ) throws {
        let booking = entry.booking
        let own = invited.map { $0.entrance(into: booking, by: links) } ?? booking.meetingLink(of: reader, by: links)
        let catalogue = Catalogue.of(reader.locale)
        let link = method == .cancel ? nil : own
        let other = reader.id == booking.hostID ? entry.client : entry.host
        let summary = catalogue.sentence("calendar.summary", ["service": entry.serviceTitle, "name": other.name])
        let isOff = booking.status == .cancelled || booking.status == .expired || method == .cancel
        let isOrganizer = EmailAddress.isSameMailbox(reader.email, from.address)
        let method = isOff ? .cancel : isOrganizer ? .publish : method
        // A mail to an address that nobody has proved carries none of the reader's own words.
        let shown = reader.needsProof ? reader.email : reader.name
        event = Invitation(
            uid: Self.uid(booking), sequence: Int(booking.sequence), stamp: links.now(),
            start: booking.scheduledAt, end: booking.endsAt, summary: summary,
            description: try Self.description(booking, reader, link: link, catalogue),
            location: link, organizerName: from.name ?? entry.host.name, organizerEmail: from.address,
            attendees: isOrganizer ? [] : [Invitation.Attendee(name: shown, email: reader.email)],
            method: method, status: booking.status == .pending ? .tentative : .confirmed)
    }

    private static func description(
        _ booking: Booking, _ reader: User, link: String?, _ catalogue: Catalogue
    ) throws -> String {
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(reader.timeZone))
        let when = catalogue.sentence(
            "calendar.when", ["when": dates.span(from: booking.scheduledAt, to: booking.endsAt)])
        let join = link.map { "\n" + catalogue.sentence("calendar.description", ["link": $0]) }
        return when + (join ?? "")
    }

    /// The same for the booking's whole life. Made from the random room's name, but not that name itself: a hold's
    /// room is told to nobody.
    static func uid(_ booking: Booking) -> String {
        "booking-\(booking.id)-\(Digest.hex(booking.room?.name ?? "").prefix(32))@informat"
    }
}
