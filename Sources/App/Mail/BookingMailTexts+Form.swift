import Domain
import Foundation

/// The parts of a mail's form: the slip with the time, the way in, and what to bring.
extension BookingMailTexts {
    /// In the reader's zone.
    var slipValues: [String: Any] {
        let booking = entry.booking
        let other = mail.role == .host ? clientName : entry.host.name
        let (start, end) = (booking.scheduledAt, booking.endsAt)
        var values: [String: Any] = [
            "Day": dates.longDay(dates.date(of: start)),
            "Hours": catalogue.sentence(
                "date.hours", ["from": dates.onlyTime(of: start), "to": dates.onlyTime(of: end)]),
            "Zone": ZoneText(dates.zone, at: start, catalogue).whole,
            "What": catalogue.sentence("calendar.summary", ["service": entry.serviceTitle, "name": other]),
            "Length": catalogue.sentence("duration.minutes", ["minutes": "\(booking.duration)"]),
            "Preheader": catalogue.sentence("mail.preheader", ["when": when, "name": other]),
        ]
        if isOff { values["IsOff"] = true }
        if !isFormerHosts, invited == nil {
            values["BookingNumber"] = catalogue.sentence("mail.number", ["id": String(booking.id)])
        }
        return values
    }

    /// For the reader, who may not be expected any more at a time that stands.
    var isOff: Bool {
        mail.kind == .cancellation || [.cancelled, .expired].contains(entry.booking.status)
    }

    /// The one button: into the meeting, or to the reader's entrance where people are given these.
    var joinValues: [String: Any] {
        guard let link else { return ["JoinLabel": catalogue.sentence("mail.join")] }
        let isEntrance = link.hasPrefix(links.file(Links.entrances))
        var values: [String: Any] = [
            "JoinURL": link, "JoinLabel": catalogue.sentence(isEntrance ? "mail.entrance" : "mail.join"),
        ]
        guard mail.role != .host else { return values }
        if isEntrance {
            let opening = dates.deadline(links.window.opening(of: entry.booking.scheduledAt))
            values["OpeningHint"] = catalogue.sentence("mail.opening", ["moment": opening])
        }
        guard Self.comings.contains(mail.kind) else { return values }
        values["Before"] = catalogue.sentence("mail.before.devices")
        values["BeforeTitle"] = catalogue.sentence("mail.before.title")
        if isEntrance {
            values["CheckURL"] = link + "#check"
            values["CheckLabel"] = catalogue.sentence("mail.before.check")
        }
        if bringsInvitation { values["InvitationHint"] = catalogue.sentence("mail.before.invitation") }
        return values
    }

    /// Mails about a meeting to come, after which people make ready for it.
    private static let comings: Set<Mail.Kind> = [.confirmation, .invitation, .reminder, .rescheduling, .newLink]
}
