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
            hours: dates.hours(from: booking.scheduledAt, to: booking.endsAt),
            zone: dates.zoneName(at: booking.scheduledAt),
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

/// What comes back to a client who cancels, line by line, as `pages/refunds` shows it.
struct RefundTable: PageValues {
    let refundCaption: String
    let refundWhen: String
    let refundBack: String
    let refundRows: [RefundRow]

    struct RefundRow: PageValues {
        let until: String
        /// In RFC 3339; nil of the last line, which has no end.
        let untilInstant: String?
        let sum: String
        /// The word for the line that counts at this moment.
        let isNow: String?
    }

    init(_ offer: CancelOffer, _ words: BookingWords) {
        (refundCaption, refundWhen) = (words.say("refunds.caption"), words.say("refunds.when"))
        refundBack = words.say("refunds.back")
        let now = words.say("refunds.now")
        let rows = offer.lines.enumerated().map { index, line in
            RefundRow(
                until: words.say("refunds.until", ["moment": words.dates.deadline(line.until)]),
                untilInstant: Timestamp.text(line.until), sum: words.share(line.back.all),
                isNow: offer.current == index ? now : nil)
        }
        let rest = offer.lines.isEmpty ? "refunds.always" : "refunds.after"
        let last = RefundRow(
            until: words.say(rest), untilInstant: nil,
            sum: words.say(offer.endsWithNotice ? "refunds.impossible" : "refunds.nothing"),
            isNow: offer.current == nil ? now : nil)
        refundRows = rows + [last]
    }
}

extension BookingWords {
    /// `€85.00, all of it`
    fileprivate func share(_ minor: Int64) -> String {
        let key = minor == booking.price.minor ? "all" : minor * 2 == booking.price.minor ? "half" : "part"
        return say("refunds.\(key)", ["amount": money(minor)])
    }
}
