import Domain

/// Everybody who has an account, with a search.
struct PeoplePage: Page {
    static let template = "pages/people"
    static let place: DeskPlace? = .people
    let title: String
    let count: String
    let searchLabel: String
    /// What was looked for; empty where nothing was.
    let searched: String
    let find: String
    /// The way back to all; nil where all are shown.
    let all: NoticePage.Link?
    let table: Table?
    /// That nobody was found; nil where somebody was.
    let none: String?
    let more: More?

    struct Table: PageValues {
        let caption: String
        let name: String
        let rights: String
        let proved: String
        let bookings: String
        let people: [Row]
    }

    struct Row: PageValues {
        let href: String
        let called: String
        let email: String
        let pills: [String]
        /// What whoever has no rights can do.
        let books: String?
        let confirmed: String
        let booked: String
    }

    /// The button by which the next part of the list is asked for.
    struct More: PageValues {
        let query: String
        let place: String
        let button: String
    }
}

extension PeoplePage {
    init(_ listing: Listing<ListedPerson>, search: String?, _ catalogue: Catalogue) {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.people.\(key)", gaps)
        }
        title = say("title")
        count = say(listing.isExact ? "count" : "at_least", ["count": String(listing.total)])
        searchLabel = say("search")
        searched = search ?? ""
        find = say("find")
        all = search == nil ? nil : .init(href: PeoplePages.path, text: say("all"))
        table =
            listing.items.isEmpty
            ? nil
            : Table(
                caption: say("title"), name: say("column.name"), rights: say("column.rights"),
                proved: say("column.proved"), bookings: say("column.bookings"),
                people: listing.items.map { Row($0, catalogue) })
        none = listing.items.isEmpty ? say("none") : nil
        more = listing.next.map { More(query: search ?? "", place: $0.text, button: say("more")) }
    }
}

extension PeoplePage.Row {
    init(_ person: ListedPerson, _ catalogue: Catalogue) {
        func say(_ key: String) -> String { catalogue.sentence("page.people.\(key)") }
        let user = person.user
        href = PeoplePages.path(of: user.id)
        called = user.name
        email = user.email
        pills = user.rights(catalogue)
        books = pills.isEmpty ? say("book") : nil
        confirmed = say(user.emailVerifiedAt == nil ? "not_proved" : "proved")
        booked = person.bookings == 0 ? "–" : String(person.bookings)
    }
}

extension User {
    /// What the account may do besides booking, in words.
    func rights(_ catalogue: Catalogue) -> [String] {
        [isHost ? "host" : nil, isAdmin ? "admin" : nil].compactMap(\.self)
            .map { catalogue.sentence("page.people.\($0)") }
    }
}
