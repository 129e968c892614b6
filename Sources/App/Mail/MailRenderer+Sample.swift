import Domain
import Foundation

extension MailRenderer {
    /// The HTML of a confirmation as `reader` would get it by a branding that need not be kept: of a booking that there
    /// is not, so that its links lead to nothing. `offering` is what is booked, where there is any.
    func sampleConfirmation(
        _ branding: Branding, for reader: User, of offering: Offering?, at now: Date, _ catalogue: Catalogue
    ) throws -> String {
        let present = PresentBranding()
        var shown = branding
        // A server that has none yet is at version 0.
        shown.version = max(shown.version, 1)
        present.take(shown)
        let renderer = MailRenderer(
            templates: templates, links: links, sender: Sender(from: sender.from, branding: present))
        let entry = try Self.sample(reader, offering, at: now, catalogue)
        let due = DueMail(mail: Self.confirmation(entry, at: now), reader: reader, entry: entry)
        let texts = try BookingMailTexts(due, entry, links, catalogue: catalogue, bringsInvitation: true)
        var values = texts.values().merging(renderer.brandValues(catalogue)) { own, _ in own }
        if values["Title"] == nil { values["Title"] = values["Heading"] }
        (values["JoinURL"], values["ManageURL"]) = (links.file(Links.entrances), links.file(Links.managing))
        return templates.render("mails/booking.html", values)
    }

    /// In a week, at half past ten of the reader's clock.
    private static func sample(
        _ reader: User, _ offering: Offering?, at now: Date, _ catalogue: Catalogue
    ) throws -> BookingEntry {
        let zone = try Zone.stored(reader.timeZone)
        let start = zone.firstInstant(zone.local(now).date.adding(days: 7), minute: 630)
        let host = offering?.host ?? reader
        let booking = Booking(
            id: BookingID(rawValue: 0), clientID: reader.id, serviceID: ServiceID(rawValue: 0), hostID: host.id,
            scheduledAt: start, duration: offering?.service.duration ?? 60, status: .scheduled,
            paymentStatus: .notRequired, price: Money(minor: 0, currency: Currency(stored: "usd")), notes: nil,
            meeting: nil, cells: 0..<1, sequence: 0, changeNotice: 0, refundPolicy: .standard, refundedMinor: 0,
            awaitsProof: false, hasWaitedForBank: false, createdAt: now, updatedAt: now)
        return BookingEntry(
            booking: booking,
            serviceTitle: offering?.service.title ?? catalogue.sentence("page.branding.letter.service"),
            client: Person(reader), host: Person(host))
    }

    private static func confirmation(_ entry: BookingEntry, at now: Date) -> Mail {
        Mail(
            id: MailID(rawValue: 0), kind: .confirmation, role: .client, bookingID: entry.booking.id,
            userID: entry.client.id, scheduledAt: entry.booking.scheduledAt, sequence: 0, messageID: "", state: .due,
            attempts: 0, error: nil, createdAt: now, sendAt: now, sentAt: nil, address: nil, note: nil, webhookID: nil,
            previousHostID: nil, participantID: nil, codeID: nil, calendarID: nil, isAboutWithdrawal: false)
    }
}
