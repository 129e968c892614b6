import Domain
import Foundation

/// What happens where a person leaves, or an admin deletes somebody's account, and the button that does it.
struct DeparturePage: Page {
    static let template = "pages/departure"
    let title: String
    let heading: String
    var failure: FormFailure?
    let intro: String
    /// Nil where nothing is to come.
    let coming: Coming?
    let staysHeading: String
    let stays: [String]
    let export: NoticePage.Link
    let action: String
    /// In minor units, what was shown as coming back: the form brings it along. Nil where all comes back in any case.
    let expected: Int?
    let fields: [FormField]
    let button: String
    let back: NoticePage.Link

    struct Coming: PageValues {
        let heading: String
        /// In which zone the times are told.
        let zone: String
        let rows: [Row]
        let more: String?
    }

    /// A booking that is cancelled.
    struct Row: PageValues {
        let when: String
        let instant: String
        let service: String
        /// What comes back of its money; nil where it costs nothing.
        let money: String?
    }
}

extension DeparturePage {
    /// Throws where the person's zone is none.
    init(_ outlook: DepartureOutlook, _ user: User, _ catalogue: Catalogue, problem: Problem? = nil) throws {
        func sentence(_ key: String) -> String { catalogue.sentence("page.departure.\(key)") }
        let label = catalogue.sentence("page.security.current_password")
        let failure = problem.map { FormFailure(leaving: $0, catalogue, label: label) }
        self.failure = failure
        heading = sentence("title")
        title = FormFailure.title(heading, failure, catalogue)
        intro = sentence("intro")
        coming = try Coming(outlook, sentence("coming"), for: user, catalogue) { $0.leaving(catalogue) }
        staysHeading = sentence("stays.heading")
        stays = ["past", "money", "forgotten"].map { sentence("stays.\($0)") }
        export = .init(href: "/account/export", text: sentence("export"))
        action = DeparturePages.path
        expected = Int(outlook.back)
        fields =
            outlook.asked == .password ? [FormField("password", label, kind: .password, failure: failure)] : []
        button = sentence("action")
        back = .init(href: ProfilePages.path, text: sentence("keep"))
    }
}

extension DeparturePage.Coming {
    /// In the reader's zone; `money` says what comes back of each. Nil where nothing comes.
    init?(
        _ outlook: DepartureOutlook, _ heading: String, for reader: User, _ catalogue: Catalogue,
        money: (OwnBooking) -> String?
    ) throws {
        guard let first = outlook.coming.first else { return nil }
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(reader.timeZone))
        self.heading = heading
        let called = ZoneText(dates.zone, at: first.booking.scheduledAt, catalogue).whole
        zone = catalogue.sentence("page.bookings.zone", ["zone": called])
        rows = outlook.coming.map { own in
            DeparturePage.Row(
                when: dates.deadline(own.booking.scheduledAt), instant: Timestamp.text(own.booking.scheduledAt),
                service: own.entry.serviceTitle, money: money(own))
        }
        let more = ["count": String(outlook.more)]
        self.more = outlook.more > 0 ? catalogue.sentence("page.departure.more", more) : nil
    }
}

extension OwnBooking {
    /// What comes back where its client leaves.
    fileprivate func leaving(_ catalogue: Catalogue) -> String? {
        func sentence(_ key: String, _ gaps: [String: String] = [:]) -> String {
            catalogue.sentence("page.departure.money.\(key)", gaps)
        }
        guard booking.price.minor > 0 else { return nil }
        guard booking.status == .scheduled else { return sentence("held") }
        guard let back = offer?.now.all else { return sentence("unpaid") }
        guard back > 0 else { return sentence("nothing") }
        let currency = record.ledger.currency ?? booking.price.currency
        return sentence("back", ["amount": catalogue.money(Money(minor: back, currency: currency))])
    }
}

extension FormFailure {
    /// That the password is wrong is said of the password: who signs in here is known.
    init(leaving problem: Problem, _ catalogue: Catalogue, label: String) {
        guard problem.code == .invalidCredentials else {
            self.init(problem, catalogue, labels: ["password": label])
            return
        }
        self.init(
            heading: catalogue.sentence("page.form.failed"),
            lines: [.init(text: catalogue.sentence("page.security.wrong_password"), field: "password")])
    }
}
