import Domain
import Foundation

/// A calendar elsewhere that cannot be read, as its host is told of it.
struct FailingCalendar: Sendable {
    let name: String
    let trouble: CalendarTrouble
    let since: Date
    /// Whether it has been so for a day.
    let isForLong: Bool

    private static let longSeconds = 86_400.0

    /// Nil where it can be read again, or is another's by now.
    init?(_ link: CalendarLink, _ reading: CalendarReading?, of host: User, now: Date) {
        guard host.isHost, link.hostID == host.id, let trouble = reading?.trouble, let since = reading?.troubleSince
        else { return nil }
        (name, self.trouble, self.since) = (link.name, trouble, since)
        isForLong = now.timeIntervalSince(since) >= Self.longSeconds
    }
}

extension MailRenderer {
    /// What a mail to a host says of such a calendar: since when, why, and what to do.
    func calendarValues(_ calendar: FailingCalendar, for reader: User, catalogue: Catalogue) throws -> [String: Any] {
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(reader.timeZone))
        let gaps = [
            "calendar": calendar.name, "moment": dates.moment(calendar.since),
            "trouble": catalogue.sentence("calendar_problem.\(calendar.trouble.rawValue)"),
        ]
        func sentence(_ name: String) -> String { catalogue.sentence("mail.calendar_trouble.\(name)", gaps) }
        let form = calendar.isForLong ? "day" : "hour"
        return [
            "Language": catalogue.language, "Subject": sentence("\(form).subject"),
            "Heading": sentence("\(form).heading"), "Intro": sentence("\(form).intro"),
            "Greeting": reader.needsProof
                ? catalogue.sentence("mail.greeting_plain")
                : catalogue.sentence("mail.greeting", ["name": reader.name]),
            "ActionLabel": sentence("action"),
            "ActionURL": links.file(DeskPlace.calendars.path), "Outro": sentence("outro"),
            "Footer": catalogue.sentence("mail.footer", ["practice": links.practice]),
        ]
    }
}
