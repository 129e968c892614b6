import Domain
import Foundation

/// What is booked on days that somebody wants to take off, before it is done.
struct TimeOffPage: Page {
    static let template = "pages/time-off"
    static let place: DeskPlace? = .hours
    let title: String
    let intro: String
    let rows: [Row]
    /// How many more there are.
    let further: String?
    let host: String
    let from: String
    let to: String
    let take: String
    let back: NoticePage.Link

    struct Row: PageValues {
        let href: String
        let time: String
        let name: String
    }
}

extension TimeOffPage {
    /// Bookings that are listed.
    private static let mostRows = 50

    init(_ off: TimeOff, _ words: Catalogue) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            words.sentence("page.time_off.\(key)", gaps)
        }
        let dates = DateText(catalogue: words, zone: off.zone)
        let count = off.bookings.count
        title = say("title", ["count": "\(count)"])
        let gaps = [
            "from": dates.dayOfYear(off.days.lowerBound), "to": dates.dayOfYear(off.days.upperBound),
            "name": off.host.name, "zone": ZoneText(off.zone, at: off.bookings[0].start, words).name,
        ]
        intro = say("intro", gaps)
        rows = off.bookings.prefix(Self.mostRows).map {
            Row(
                href: BookingListPages.path(of: $0.id),
                time: "\(dates.dayAndMonth(of: $0.start)), \(dates.hours(from: $0.start, to: $0.end))",
                name: $0.clientName)
        }
        further = count > Self.mostRows ? say("further", ["count": "\(count - Self.mostRows)"]) : nil
        host = "\(off.host.id)"
        (from, to) = (off.days.lowerBound.description, off.days.upperBound.description)
        take = say("take")
        back = .init(href: "\(HoursPages.path)?host=\(off.host.id)", text: say("back"))
    }
}
