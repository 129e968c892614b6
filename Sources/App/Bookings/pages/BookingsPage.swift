import Domain
import Foundation

/// A person's own bookings: what waits for the person, what comes, what is past.
struct BookingsPage: Page {
    static let template = "pages/bookings"
    let title: String
    /// In which zone all times are told, and where that is changed; nil where there are none.
    let zone: ZoneLine?
    let another: String
    let groups: [Group]
    /// Where there is nothing at all.
    let empty: Empty?
    let older: NoticePage.Link?

    struct ZoneLine: PageValues {
        let text: String
        let change: String
    }

    struct Group: PageValues {
        /// Of its heading.
        let anchor: String
        let heading: String
        let tickets: [BookingTicket]
    }

    struct Empty: PageValues {
        let heading: String
        let line: String
        let button: String
    }
}

extension BookingsPage {
    init(_ own: OwnBookings, reader: User, links: Links, isFirst: Bool, _ catalogue: Catalogue) throws {
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(reader.timeZone))
        let words = TicketWords(reader: reader, links: links, now: own.now, dates: dates, catalogue: catalogue)
        func sentence(_ key: String) -> String { catalogue.sentence("page.bookings.\(key)") }
        func group(_ key: String, _ entries: [BookingEntry]) -> Group? {
            entries.isEmpty ? nil : Group(anchor: key, heading: sentence(key), tickets: entries.map(words.ticket))
        }
        title = sentence("title")
        another = sentence("another")
        groups = [
            group("waiting", own.coming.filter { $0.booking.status == .pending }),
            group("coming", own.coming.filter { $0.booking.status != .pending }), group("past", own.past),
        ].compactMap(\.self)
        zone =
            groups.isEmpty
            ? nil
            : ZoneLine(
                text: catalogue.sentence(
                    "page.bookings.zone", ["zone": ZoneText(dates.zone, at: own.now, catalogue).whole]),
                change: sentence("change_zone"))
        empty =
            groups.isEmpty && isFirst
            ? Empty(heading: sentence("empty"), line: sentence("empty_line"), button: sentence("empty_button")) : nil
        older = own.next.map { .init(href: "\(BookingsPages.path)?after=\($0.text)#past", text: sentence("older")) }
    }
}
