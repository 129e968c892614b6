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
        coming = try Coming(outlook, say("coming"), for: reader, catalogue) { $0.removing(catalogue) }
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
