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
    /// The ways to say who one is; or the other one as a button, where something was typed that goes along.
    let ways: Ways?
    let other: WayButton?
    /// What the form carries unseen.
    let unseen: [KeptInput]
    let way: String
    let names: [FormField]
    let fields: [FormField]
    let button: String
    let forgotten: String?
    let privacy: String

    enum Way: String, CaseIterable {
        /// Somebody who has no account yet.
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
    var way = YouPage.Way.new
    /// What was typed before, but for passwords.
    var typed: Form?
    var problem: Problem?
}

extension YouPage {
    init(_ step: YouStep) {
        let (words, draft, way) = (step.words, step.draft, step.way)
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
        let links = Way.allCases.map { each in
            WayLink(
                href: "\(draft.you)&way=\(each.rawValue)", text: words.say("you.way.\(each.rawValue)"),
                isOpen: each == way)
        }
        ways = draft.kept.isEmpty ? Ways(label: words.say("you.ways"), links: links) : nil
        let otherWay = way == .new ? Way.known : .new
        other =
            draft.kept.isEmpty
            ? nil : WayButton(switchTo: otherWay.rawValue, text: words.say("you.way.\(otherWay.rawValue)"))
        unseen = [KeptInput(name: "at", value: draft.at)] + draft.kept
        self.way = way.rawValue
        func field(_ name: String, _ kind: FormField.Kind, hint: String? = nil) -> FormField {
            var field = FormField(name, labels[name] ?? "", kind: kind, explanation: hint, failure: failure)
            field.value = step.typed?.typed(name) ?? ""
            return field
        }
        if way == .new {
            var last = field("last_name", .familyName)
            (last.isRequired, last.optional) = (false, words.catalogue.sentence("page.form.optional"))
            names = [field("first_name", .givenName), last]
            var password = field("password", .newPassword, hint: words.say("you.password_hint"))
            password.minimum = Password.minimumCharacters
            fields = [field("email", .email, hint: words.say("you.email_hint")), password]
        } else {
            names = []
            fields = [field("email", .username), field("password", .password)]
        }
        button = words.say(way == .new ? "you.go_on" : "you.sign_in")
        forgotten = way == .known ? words.say("you.forgotten") : nil
        privacy = words.say("you.privacy")
    }

    /// What the fields are called.
    private static func labels(_ words: CheckoutWords, _ way: Way) -> [String: String] {
        let password = way == .new ? "new_password" : "password"
        return [
            "first_name": words.say("you.first_name"), "last_name": words.say("you.last_name"),
            "email": words.say("you.email"), "password": words.say("you.\(password)"),
        ]
    }
}
