import Domain
import Foundation

/// A person's keys for programs, and the form for one more.
struct KeysPage: Page {
    static let template = "pages/keys"
    static let place: DeskPlace? = .keys
    let title: String
    let heading: String
    let line: String
    let back: String
    var failure: FormFailure?
    let made: NewText?
    let nothing: String?
    let keys: [Row]
    let new: NewKey?
    /// Why there can be no further one just now.
    let barred: Barred?

    /// The text of a key, shown once, right after it was made.
    struct NewText: PageValues {
        let strong: String
        let value: String
        let hint: String
    }

    struct Row: PageValues {
        let name: String
        let state: Pill?
        /// What may be done with it, in words.
        let opens: [String]
        let dates: [String]
        let id: String
        let end: String
        let endLine: String
        let endButton: String
        /// In whole words.
        let endWhole: String
    }

    struct NewKey: PageValues {
        let newHeading: String
        let called: FormField
        let picks: FormPicks
        let day: FormField
        /// The present password, of whoever has one.
        let proof: [FormField]
        let button: String
    }

    struct Barred: PageValues {
        let why: String
        let way: NoticePage.Link?
    }
}

extension KeysPage {
    /// What is shown: as it is stored, with what was typed, or with the key that has just been made.
    struct View {
        let keys: [APIKey]
        let asked: AskedProof
        let reader: User
        let now: Date
        var typed: Form?
        var problem: Problem?
        var made: MadeKey?
    }

    init(_ view: View, _ catalogue: Catalogue) throws {
        func say(_ key: String) -> String { catalogue.sentence("page.keys.\(key)") }
        let proof = SecurityForms(catalogue: catalogue, asked: view.asked)
        let names = ["name", "scopes", "expires_at"].map { ($0, say("label.\($0)")) }
        let labels = Dictionary(uniqueKeysWithValues: names + [("current_password", proof.currentLabel)])
        let failure = proof.failure(view.problem?.gathered(under: "scopes"), labels)
        self.failure = failure
        (heading, line, back) = (say("title"), say("line"), say("back"))
        title = FormFailure.title(heading, failure, catalogue)
        made = view.made.map { .init(strong: say("made"), value: $0.text.value, hint: say("made_hint")) }
        nothing = view.keys.isEmpty ? say("none") : nil
        let dates = DateText(catalogue: catalogue, zone: try Zone.stored(view.reader.timeZone))
        keys = view.keys.map { Row($0, at: view.now, dates) }
        let barred = Barred(view, catalogue)
        self.barred = barred
        new = barred == nil ? NewKey(view, proof, failure, catalogue) : nil
    }
}

extension KeysPage.Row {
    fileprivate init(_ key: APIKey, at now: Date, _ dates: DateText) {
        let words = dates.catalogue
        func say(_ sentence: String, _ gaps: [String: String] = [:]) -> String {
            words.sentence("page.keys.\(sentence)", gaps)
        }
        name = key.name
        state = key.counts(at: now) ? nil : Pill(say("over"), .cross)
        opens = KeyScope.allCases.filter(key.scopes.contains).map { $0.words(words) }
        self.dates = [
            say("made_on", ["moment": dates.moment(key.createdAt)]),
            key.expiresAt.map { say("ends_on", ["moment": dates.moment($0)]) } ?? say("ends_never"),
            key.lastUsedAt.map { say("used_on", ["moment": dates.moment($0)]) } ?? say("used_never"),
        ]
        (id, end, endLine, endButton) = ("\(key.id)", say("end"), say("end_line"), say("end_button"))
        endWhole = say("end_whole", ["name": key.name])
    }
}

extension KeysPage.NewKey {
    fileprivate init(
        _ view: KeysPage.View, _ proof: SecurityForms, _ failure: FormFailure?, _ catalogue: Catalogue
    ) {
        func say(_ key: String) -> String { catalogue.sentence("page.keys.\(key)") }
        var name = FormField("name", say("label.name"), explanation: say("hint.name"), failure: failure)
        name.value = view.typed?.typed("name") ?? ""
        called = name
        picks = FormPicks(
            "scopes", say("label.scopes"),
            of: KeyScope.open(to: view.reader).map { ($0.rawValue, $0.words(catalogue)) },
            chosen: view.typed?.allTyped("scopes") ?? [], takesSeveral: true, failure: failure)
        var day = FormField(
            "expires_at", say("label.expires_at"), kind: .date, explanation: say("hint.expires_at"), failure: failure)
        (day.value, day.isRequired) = (view.typed?.typed("expires_at") ?? "", false)
        day.optional = catalogue.sentence("page.form.optional")
        self.day = day
        self.proof = proof.current(failure)
        (newHeading, button) = (say("new"), say("add"))
    }
}

extension KeysPage.Barred {
    /// Nil where a key may be made.
    fileprivate init?(_ view: KeysPage.View, _ catalogue: Catalogue) {
        func say(_ key: String) -> String { catalogue.sentence("page.\(key)") }
        if view.reader.emailVerifiedAt == nil {
            why = say("keys.not_proved")
            way = .init(href: ProfilePages.path, text: say("keys.to_proof"))
        } else if view.keys.count >= APIKey.most {
            why = catalogue.sentence("page.keys.too_many", ["maximum": String(APIKey.most)])
            way = nil
        } else if view.asked == .signIn {
            why = say("security.sign_in_again.text")
            way = .init(
                href: "\(CodePages.path)?next=\(KeyPages.path)", text: say("security.sign_in_again.action"))
        } else {
            return nil
        }
    }
}

extension KeyScope {
    /// What it opens: of `bookings:read` the sentence `bookings_read`.
    fileprivate func words(_ catalogue: Catalogue) -> String {
        catalogue.sentence("page.keys.scope.\(rawValue.replacing(":", with: "_"))")
    }
}
