import Domain
import Foundation

/// What is booked outside the hours that somebody wants to give some dates, before it is done.
struct ChangedDatesPage: Page {
    static let template = "pages/changed-dates"
    static let place: DeskPlace? = .hours
    let title: String
    let intro: String
    let rows: [Row]
    /// How many more there are.
    let further: String?
    /// Where the same is sent again, and with what.
    let action: String
    let fields: [Field]
    let button: String
    let back: NoticePage.Link

    struct Row: PageValues {
        let href: String
        let time: String
        let name: String
    }

    struct Field: PageValues {
        let name: String
        let value: String
    }
}

/// By which form the dates were changed, in whose words it is asked again.
enum DatesAsked: String {
    case off, exception, holidays
}

extension ChangedDatesPage {
    /// Bookings that are listed.
    private static let mostRows = 50

    /// `sent` is what the form held that is to be sent again.
    init(
        _ found: ChangedDates, _ asked: DatesAsked, sent: [(name: String, value: String)], to action: String,
        _ words: Catalogue
    ) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            words.sentence("page.changed_dates.\(key)", gaps)
        }
        let dates = DateText(catalogue: words, zone: found.zone)
        let count = found.bookings.count
        title = say("\(asked.rawValue).title", ["count": "\(count)"])
        let (first, last) = (found.change.dates[0].lowerBound, found.change.dates.last?.upperBound)
        let gaps = [
            "from": dates.dayOfYear(first), "to": dates.dayOfYear(last ?? first), "name": found.host.name,
            "hours": HoursText(words).lines(found.change.ranges).joined(separator: ", "),
            "zone": ZoneText(found.zone, at: found.bookings[0].start, words).name,
        ]
        intro = say("\(asked.rawValue).intro", gaps)
        rows = found.bookings.prefix(Self.mostRows).map {
            Row(
                href: BookingListPages.path(of: $0.id),
                time: "\(dates.dayAndMonth(of: $0.start)), \(dates.hours(from: $0.start, to: $0.end))",
                name: $0.clientName)
        }
        further = count > Self.mostRows ? say("further", ["count": "\(count - Self.mostRows)"]) : nil
        self.action = action
        fields = ([("host", "\(found.host.id)")] + sent + [("known", "on")]).map { Field(name: $0.0, value: $0.1) }
        button = say("\(asked.rawValue).button")
        back = .init(href: "\(HoursPages.path)?host=\(found.host.id)", text: say("back"))
    }
}
