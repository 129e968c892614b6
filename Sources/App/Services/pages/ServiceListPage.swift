import Domain

/// What the practice offers, for those who run it: a host's own services, an admin's all.
struct ServiceListPage: Page {
    static let template = "pages/services"
    static let place: DeskPlace? = .services
    let title: String
    let line: String
    /// The way to a new one, for admins.
    let add: String?
    let columns: Columns
    let services: [Row]
    /// What is so where there is none.
    let nothing: Nothing?

    /// What the columns are called, also on the cards of phones.
    struct Columns: PageValues {
        let service: String
        let host: String
        let length: String
        let price: String
        let refund: String
        let offered: String
    }

    struct Row: PageValues {
        let href: String
        let name: String
        /// Below `/book`.
        let path: String
        let whose: String
        let minutes: String
        let amount: String
        let promise: String?
        let state: Pill
        /// The first free time.
        let soon: String?
        let isOff: Bool
    }

    struct Nothing: PageValues {
        let heading: String
        let words: String
    }
}

extension ServiceListPage {
    init(_ offerings: [SoonestOffering], for reader: User, _ catalogue: Catalogue) throws {
        func say(_ key: String) -> String { catalogue.sentence("page.services.\(key)") }
        title = say("title")
        line = say(reader.isAdmin ? "line" : "line_own")
        add = reader.isAdmin ? say("add") : nil
        columns = Columns(
            service: say("service"), host: say("host"), length: say("length"), price: say("price"),
            refund: say("refund"), offered: say("offered"))
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(reader.timeZone))
        services = offerings.map { Row($0, dates, catalogue) }
        nothing =
            offerings.isEmpty
            ? Nothing(heading: say("none"), words: say(reader.isAdmin ? "none_line" : "none_own")) : nil
    }
}

extension ServiceListPage.Row {
    fileprivate init(_ soonest: SoonestOffering, _ dates: DateText, _ catalogue: Catalogue) {
        let offering = soonest.offering
        let service = offering.service
        href = ServiceEditPages.path(of: service.id)
        (name, path, whose) = (service.title, "/\(service.slug)", offering.host.name)
        minutes = catalogue.sentence("duration.minutes", ["minutes": String(service.duration)])
        (amount, promise) = (Slip.price(of: service, catalogue), Slip.refund(of: service, catalogue))
        isOff = !offering.isOffered
        state = Self.state(soonest, catalogue)
        soon = soonest.next.map { catalogue.sentence("page.services.soon", ["moment": dates.moment($0)]) }
    }

    /// Of a host who has left, or is none any more, nothing can be booked.
    private static func state(_ soonest: SoonestOffering, _ catalogue: Catalogue) -> Pill {
        func say(_ key: String) -> String { catalogue.sentence("page.services.is.\(key)") }
        guard soonest.offering.service.isActive else { return Pill(say("not_offered"), .cross) }
        guard soonest.offering.isOffered else { return Pill(say("host_gone"), .cross, .warn) }
        return soonest.next == nil ? Pill(say("full"), .hourglass, .warn) : Pill(say("offered"), .tick, .good)
    }
}
