import Domain
import Foundation

/// The times that are held for a client, each with what can be done with it.
struct HeldPage: Page {
    static let template = "pages/held"
    let title: String
    let line: String
    let holds: [Hold]

    struct Hold: PageValues {
        let service: String
        let when: String
        let until: String?
        /// Nil where something else is waited for than money.
        let pay: NoticePage.Link?
        let action: String
        let button: String
    }

    /// Throws where the client's zone is none.
    init(_ held: [BookingEntry], _ catalogue: Catalogue, client: User) throws {
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(client.timeZone))
        func say(_ key: String, _ names: [String: String] = [:]) -> String {
            catalogue.sentence("page.pay.\(key)", names)
        }
        title = say("holds.title")
        line = say(held.isEmpty ? "holds.none" : "holds.line")
        holds = held.map { entry in
            let (booking, path) = (entry.booking, PayPages.path(of: entry.booking.id))
            let names = ["amount": catalogue.money(booking.price)]
            return Hold(
                service: entry.serviceTitle, when: dates.span(from: booking.scheduledAt, to: booking.endsAt),
                until: booking.holdExpiresAt.map { say("held", ["until": dates.moment($0)]) },
                pay: booking.awaitsProof ? nil : .init(href: path, text: say("action", names)),
                action: "\(path)/let-go", button: say("let_go"))
        }
    }
}
