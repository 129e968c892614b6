import Domain
import Foundation

/// The practice's bookings as a table, with the filters that it was asked for.
struct BookingListPage: Page {
    static let template = "pages/booking-list"
    static let place: DeskPlace? = .bookings
    let title: String
    let heading: String
    var failure: FormFailure?
    let line: String
    /// What was paid for all that match.
    let paid: String?
    let file: NoticePage.Link
    let filterLabel: String
    let inputs: [FilterInput]
    let choices: [FormChoice]
    /// The order that is kept where the filters change.
    let order: String
    let show: String
    let clear: NoticePage.Link
    let columns: Columns
    /// Empty where nothing matches.
    let rows: [Row]
    let empty: Empty?
    let pager: Pager?

    struct Columns: PageValues {
        let when: String
        /// As `aria-sort` has it, with an arrow for those who see it, and the way to the other order.
        let sorted: String
        let arrow: String
        let other: NoticePage.Link
        let client: String
        let service: String
        /// Nil for a host, whose bookings are all with them.
        let host: String?
        let price: String
        let money: String
        let state: String
    }

    struct Row: PageValues {
        let href: String
        let moment: String
        let name: String
        let email: String
        let title: String
        let hostName: String?
        let sum: String
        let paidHow: String
        let pill: Pill
        let clash: Pill?
    }

    struct Empty: PageValues {
        let nothing: String
        let back: NoticePage.Link
    }

    struct Pager: PageValues {
        let label: String
        let place: String
        let before: NoticePage.Link?
        let after: NoticePage.Link?
    }
}

/// A field by which a list is narrowed.
struct FilterInput: PageValues {
    let name: String
    let label: String
    let type: String
    let value: String
    let error: String?
}

extension BookingListPage {
    init(
        _ listed: ListedBookings, _ asked: BookingListQuery, for reader: User, _ catalogue: Catalogue,
        problem: Problem? = nil
    ) {
        let words = BookingListWords(listed, asked, reader, catalogue)
        let failure = problem.map { FormFailure($0, catalogue, labels: words.labels) }
        self.failure = failure
        heading = words.say("title")
        title = FormFailure.title(heading, failure, catalogue)
        (line, paid) = (words.line, words.paid)
        file = .init(href: asked.address(BookingListPages.path + ".csv"), text: words.say("file"))
        filterLabel = words.say("filter")
        inputs = [("q", "search"), ("from", "date"), ("to", "date")].map { words.input($0, $1, failure) }
        choices = words.choices(failure)
        (order, show) = (asked.sort.rawValue, words.say("show"))
        clear = .init(href: BookingListPages.path, text: words.say("clear"))
        columns = Columns(
            when: words.say("column.when"), sorted: words.isUp ? "ascending" : "descending",
            arrow: words.isUp ? "↑" : "↓", other: words.otherOrder, client: words.say("column.client"),
            service: words.say("column.service"),
            host: reader.isAdmin ? words.say("column.host") : nil, price: words.say("column.price"),
            money: words.say("column.money"), state: words.say("column.state"))
        rows = listed.listing.items.map(words.row)
        empty = rows.isEmpty ? Empty(nothing: words.say("empty"), back: clear) : nil
        pager = words.pager
    }
}
