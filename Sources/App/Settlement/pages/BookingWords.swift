import Domain
import Foundation

/// What the pages of one booking say to its client, in their words and their zone.
struct BookingWords {
    let own: OwnBooking
    let links: Links
    let branding: Branding
    /// Where the practice's mails come from: the last way to reach it.
    let address: String
    let catalogue: Catalogue
    let dates: DateText
    /// Where the booking stands; what can be done with it stands below.
    let path: String
    /// By the link of a mail and not by a session: then words and papers of the person are left out.
    let isLinked: Bool

    /// Throws where the client's zone is none.
    init(
        _ own: OwnBooking, at path: String, isLinked: Bool, _ front: BookingFront, _ catalogue: Catalogue
    ) throws {
        (self.own, self.path, self.isLinked) = (own, path, isLinked)
        (links, branding, address) = (front.links, front.branding.now, front.sender.from.address)
        self.catalogue = catalogue.inZone(own.client.timeZone)
        dates = DateText(catalogue: catalogue, zone: try Zone.stored(own.client.timeZone))
    }

    var booking: Booking { own.booking }

    func say(_ key: String, _ arguments: [String: String] = [:]) -> String {
        let names = ["service": own.entry.serviceTitle, "host": own.entry.host.name]
        return catalogue.sentence("page.booking.\(key)", names.merging(arguments) { $1 })
    }

    func money(_ minor: Int64) -> String {
        catalogue.money(Money(minor: minor, currency: own.record.ledger.currency ?? booking.price.currency))
    }

    /// Day and hours, struck through where they do not count any more.
    var slip: BookingSlip {
        BookingSlip(
            pill: booking.pill(at: own.now, catalogue), initials: PersonName.initials(of: own.entry.host.name),
            with: say("with"), day: dates.day(of: booking.scheduledAt),
            instant: Timestamp.text(booking.scheduledAt),
            hours: dates.bareHours(from: booking.scheduledAt, to: booking.endsAt),
            zone: ZoneText(dates.zone, at: booking.scheduledAt, catalogue).whole,
            isOff: booking.status == .cancelled || booking.status == .expired)
    }

    /// Ways to reach the practice, as far as it has named any.
    var practice: BookingPage.Practice {
        let mail = branding.supportEmail ?? address
        return BookingPage.Practice(
            lines: branding.address.map { [$0] } ?? [],
            ways: [
                branding.supportURL.map { .init(href: $0, text: say("support")) },
                .init(href: "mailto:\(mail)", text: mail),
            ].compactMap(\.self))
    }
}

/// What the pages of bookings need to know of the practice.
struct BookingFront: Sendable {
    let links: Links
    let branding: PresentBranding
    let sender: Sender
}

/// The stub of a booking's slip, as `pages/booking-slip` shows it.
struct BookingSlip: PageValues {
    let pill: Pill
    let initials: String
    let with: String
    let day: String
    let instant: String
    let hours: String
    let zone: String
    let isOff: Bool
}
