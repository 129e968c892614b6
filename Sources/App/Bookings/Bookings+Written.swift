import Domain
import Foundation
import Storage

extension Bookings {
    /// Has calendars hear of what some bookings of a host are by now, where these belong into one, or stand in one.
    static func writeInCalendars(_ ids: [BookingID], ofHost host: UserID, in tx: any Transaction) throws {
        let written = try tx.bookings(ids, forCalendarsOf: host)
        guard !written.isEmpty else { return }
        try tx.addJobs(written.map { .writing($0, of: host, dueAt: tx.now) })
    }

    /// What calendars are told of bookings.
    static func wantedEvents(by links: Links) -> WantedEvents {
        WantedEvents(
            event: { try wantedEvent(of: $0, by: links, in: $1) },
            coming: { host, last, most, tx in try tx.comingBookings(ofHost: host, after: last, limit: most) })
    }

    private static func wantedEvent(
        of id: BookingID, by links: Links, in tx: any Transaction
    ) throws -> WantedEvent? {
        guard let entry = try tx.bookingEntry(id) else { return nil }
        let booking = entry.booking
        let catalogue = Catalogue.of(entry.host.locale)
        let title = catalogue.sentence(
            "calendar.summary", ["service": entry.serviceTitle, "name": entry.client.name])
        return WantedEvent(
            hostID: booking.hostID, stands: [.scheduled, .completed, .noShow].contains(booking.status),
            event: OwnEvent(
                uid: BookingInvitation.uid(booking), sequence: booking.sequence, stamp: booking.updatedAt,
                start: booking.scheduledAt, end: booking.endsAt, title: title, url: links.desk(of: id)),
            privateTitle: catalogue.sentence("calendar.private_summary"))
    }
}

extension WebhookEvent {
    /// Whether a booking's time is taken, given free or another one by it.
    var concernsCalendars: Bool {
        switch self {
        case .bookingScheduled, .bookingRescheduled, .bookingCancelled, .bookingExpired, .bookingHandedOver: true
        case .bookingHeld, .bookingCompleted, .bookingNoShow, .paymentSucceeded, .paymentFailed, .paymentRefunded,
            .paymentDisputed, .test:
            false
        }
    }
}
