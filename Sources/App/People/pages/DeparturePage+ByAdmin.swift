import Domain
import Foundation

extension DeparturePage {
    /// What happens where an admin deletes this account. Throws where the reader's zone is none.
    init(
        of person: User, _ outlook: DepartureOutlook, for reader: User, _ catalogue: Catalogue,
        problem: Problem? = nil
    ) throws {
        func say(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.people.removal.\(key)", gaps)
        }
        let label = say("password")
        let failure = problem.map { FormFailure(leaving: $0, catalogue, label: label) }
        self.failure = failure
        heading = say("title", ["name": person.name])
        title = FormFailure.title(heading, failure, catalogue)
        intro = say("intro", ["email": person.email])
        coming = outlook.coming.isEmpty ? nil : try Coming(removing: outlook, for: reader, catalogue)
        staysHeading = say("stays.heading")
        stays = ["past", "money", "forgotten", "told"].map { say("stays.\($0)") }
        export = .init(href: PeoplePages.path(of: person.id) + "#data", text: say("export"))
        action = RemovalPages.path(of: person.id)
        // What the practice cancels comes back wholly, whatever was shown.
        expected = nil
        fields =
            outlook.asked == .password ? [FormField("password", label, kind: .password, failure: failure)] : []
        button = say("action")
        back = .init(href: PeoplePages.path(of: person.id), text: say("keep"))
    }
}

extension DeparturePage.Coming {
    fileprivate init(removing outlook: DepartureOutlook, for reader: User, _ catalogue: Catalogue) throws {
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(reader.timeZone))
        heading = catalogue.sentence("page.people.removal.coming")
        let called = outlook.coming.first.map { ZoneText(dates.zone, at: $0.booking.scheduledAt, catalogue).whole }
        zone = catalogue.sentence("page.bookings.zone", ["zone": called ?? dates.zone.identifier])
        rows = outlook.coming.map { own in
            DeparturePage.Row(
                when: dates.deadline(own.booking.scheduledAt), instant: Timestamp.text(own.booking.scheduledAt),
                service: own.entry.serviceTitle, money: own.removing(catalogue))
        }
        let more = ["count": String(outlook.more)]
        self.more = outlook.more > 0 ? catalogue.sentence("page.departure.more", more) : nil
    }
}

extension OwnBooking {
    /// What goes back where the practice cancels it.
    fileprivate func removing(_ catalogue: Catalogue) -> String? {
        guard booking.price.minor > 0 else { return nil }
        guard booking.status == .scheduled else { return catalogue.sentence("page.people.removal.money.held") }
        guard let back = backByPractice, back > 0 else {
            return catalogue.sentence("page.people.removal.money.unpaid")
        }
        let currency = record.ledger.currency ?? booking.price.currency
        let amount = catalogue.money(Money(minor: back, currency: currency))
        return catalogue.sentence("page.people.removal.money.back", ["amount": amount])
    }
}
