import Domain
import Foundation

/// What a mail tells its host of another appointment at the time of a booking, and what can be done about it.
extension BookingMailTexts {
    /// When that is, and in which calendar; nobody knows what it is.
    var elsewhere: MailRow? {
        clash.map { clash in
            MailRow(label: label("elsewhere"), value: dates.span(from: clash.startsAt, to: clash.endsAt))
        }
    }

    /// The ways to move the booking, to cancel it and to keep it, each of which asks once more.
    var clashValues: [String: Any] {
        guard clash != nil else { return [:] }
        let path = BookingListPages.path(of: entry.booking.id)
        let ways = [("move", "\(path)/move"), ("cancel", "\(path)/cancel"), ("keep", "\(path)#clash")]
        return [
            "Ways": ways.map { name, path in
                ["Label": catalogue.sentence("mail.way.\(name)"), "URL": links.file(path)]
            }
        ]
    }
}
