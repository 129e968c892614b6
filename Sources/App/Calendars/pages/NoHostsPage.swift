import Domain

/// In place of the hours where nobody gives consultations yet: how there comes to be a host. Admins alone can see it.
struct NoHostsPage: Page {
    static let template = "pages/no-hosts"
    static let place: DeskPlace? = .hours
    let title: String
    let line: String
    let how: String
    let own: NoticePage.Link
    let others: NoticePage.Link

    init(for admin: User, _ catalogue: Catalogue) {
        func say(_ key: String) -> String { catalogue.sentence("page.hours.\(key)") }
        (title, line, how) = (say("title"), say("no_hosts.line"), say("no_hosts.how"))
        own = .init(href: "\(DeskPlace.people.path)/\(admin.id)", text: say("no_hosts.own"))
        others = .init(href: DeskPlace.people.path, text: say("no_hosts.others"))
    }
}
