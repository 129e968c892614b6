import Domain
import Foundation

/// A booking as an iCalendar event for one reader, in the reader's zone, with the reader's own link.
struct BookingInvitation: Sendable {
    let text: String

    /// `method` is `.cancel` for a booking that is off, else what the occasion wants.
    init(
        _ entry: BookingEntry, reader: User, method: Invitation.Method, now: Date,
        organizer: (name: String, email: String)? = nil, catalogue: Catalogue = .english
    ) throws {
        let booking = entry.booking
        let link = BookingLinks.own(booking, reader)
        let other = reader.id == booking.hostID ? entry.client : entry.host
        let summary = catalogue.sentence("calendar.summary", ["service": entry.serviceTitle, "name": other.name])
        let isOff = booking.status == .cancelled || booking.status == .expired
        let organizer = organizer ?? (name: entry.host.name, email: entry.host.email)
        text = Invitation(
            uid: "\(booking.roomID ?? "booking-\(booking.id)")@informat", sequence: Int(booking.sequence), stamp: now,
            start: booking.scheduledAt, end: booking.endsAt, summary: summary,
            description: link.map { catalogue.sentence("calendar.description", ["link": $0]) } ?? "",
            location: link, organizerName: organizer.name, organizerEmail: organizer.email,
            attendees: [Invitation.Attendee(name: reader.name, email: reader.email)], zone: try Zone(reader.timeZone),
            method: isOff ? .cancel : method
        ).text()
    }
}
