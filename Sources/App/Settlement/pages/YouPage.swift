import Domain

/// Who is coming: a new account, or one that is there, with the chosen time in view.
struct YouPage: Page {
    static let template = "pages/you"
    let title: String
    let heading: String
    var failure: FormFailure?
    let slip: Slip
    let notHeld: String
    let action: String
    /// The ways to say who one is; or the others as buttons, where something was typed that goes along.
    let ways: Ways?
    let others: [WayButton]
    /// What the form carries unseen.
    let unseen: [KeptInput]
    let way: String
    let names: [FormField]
    let fields: [FormField]
    let button: String
    let forgotten: String?
    /// Another way for whoever has come by this one.
    let instead: NoticePage.Link?
    let privacy: String

    enum Way: String, CaseIterable {
        /// Whoever shows by the digits of a mail that an address is theirs; they need no account.
        case code
        /// Somebody who makes an account with a password.
        case new
        /// Somebody who has one.
        case known
    }

    struct Ways: PageValues {
        let label: String
        let links: [WayLink]
    }

    struct WayLink: PageValues {
        let href: String
        let text: String
        let isOpen: Bool
    }

    struct WayButton: PageValues {
        let switchTo: String
        let text: String
    }
}

/// What is asked of whoever says who they are.
struct YouStep {
    let words: CheckoutWords
    let draft: CheckoutDraft
    let logins: LoginWays
    /// Nil for the first that is offered.
    var way: YouPage.Way?
    /// What was typed before, but for passwords.
    var typed: Form?
    var problem: Problem?
}

extension YouPage {
    init(_ step: YouStep) {
        let (words, draft) = (step.words, step.draft)
        let offered = Way.offered(step.logins)
        let way = step.way ?? offered.first ?? .new
        let labels = Self.labels(words, way)
        let failure = step.problem.map { problem in
            guard problem.code == .emailTaken else { return FormFailure(problem, words.catalogue, labels: labels) }
            let heading = words.catalogue.sentence("page.form.failed")
            return FormFailure(heading: heading, lines: [.init(text: words.say("you.email_taken"), field: "email")])
        }
        self.failure = failure
        heading = words.say("you.heading")
        title = FormFailure.title(words.say("you.heading"), failure, words.catalogue)
        slip = words.slip(at: .you)
        notHeld = words.say("you.not_held")
        action = "\(draft.service)/you"
        ways = draft.isBare ? Ways(offered, open: way, draft, words) : nil
        others =
            draft.isBare
            ? []
            : offered.filter { $0 != way }.map { other in
                WayButton(switchTo: other.rawValue, text: words.say("you.instead.\(other.rawValue)"))
            }
        let other = way == .code ? Way.new : .code
        instead =
            draft.isBare && offered.contains(other)
            ? .init(href: draft.you(other), text: words.say("you.instead.\(other.rawValue)")) : nil
        unseen = draft.carried
        self.way = way.rawValue
        func field(_ name: String, _ kind: FormField.Kind, hint: String? = nil) -> FormField {
            var field = FormField(name, labels[name] ?? "", kind: kind, explanation: hint, failure: failure)
            field.value = step.typed?.typed(name) ?? ""
            return field
        }
        let isNew = way != .known
        var last = field("last_name", .familyName)
        (last.isRequired, last.optional) = (false, words.catalogue.sentence("page.form.optional"))
        names = isNew ? [field("first_name", .givenName), last] : []
        var password = field(
            "password", isNew ? .newPassword : .password, hint: isNew ? words.say("you.password_hint") : nil)
        if isNew { password.minimum = Password.minimumCharacters }
        let hint = isNew ? words.say(way == .code ? "you.code_hint" : "you.email_hint") : nil
        fields = [field("email", isNew ? .email : .username, hint: hint)] + (way == .code ? [] : [password])
        button = words.say(way == .known ? "you.sign_in" : way == .code ? "you.send_code" : "you.go_on")
        forgotten = way == .known ? words.say("you.forgotten") : nil
        privacy = words.say("you.privacy")
    }

    /// What the fields are called.
    private static func labels(_ words: CheckoutWords, _ way: Way) -> [String: String] {
        let password = way == .known ? "password" : "new_password"
        return [
            "first_name": words.say("you.first_name"), "last_name": words.say("you.last_name"),
            "email": words.say("you.email"), "password": words.say("you.\(password)"),
        ]
    }
}

extension YouPage.Way {
    /// What this practice lets clients do, the first as it is shown at first.
    static func offered(_ logins: LoginWays) -> [YouPage.Way] {
        let newcomers: [YouPage.Way] =
            (logins.clients.contains(.code) ? [.code] : []) + (logins.clients.contains(.password) ? [.new] : [])
        return newcomers + (logins.allowAnybody(.password) ? [.known] : [])
    }
}

extension YouPage.Ways {
    /// Newcomers, and those who have an account; nil where there is nothing to choose.
    fileprivate init?(_ offered: [YouPage.Way], open: YouPage.Way, _ draft: CheckoutDraft, _ words: CheckoutWords) {
        guard let newcomers = offered.first, newcomers != .known, offered.contains(.known) else { return nil }
        label = words.say("you.ways")
        links = [
            .init(href: draft.you(newcomers), text: words.say("you.way.new"), isOpen: open != .known),
            .init(href: draft.you(.known), text: words.say("you.way.known"), isOpen: open == .known),
        ]
    }
}
