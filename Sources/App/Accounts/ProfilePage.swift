import Domain
import Foundation

/// A person's own account: who they are here, in which zone and language.
struct ProfilePage: Page {
    static let template = "pages/account"
    let title: String
    let heading: String
    var failure: FormFailure?
    let tabs: AccountTabs
    let line: String
    let email: String
    /// Whether the address is the person's own: one of the two.
    let proved: String?
    let notProved: String?
    let askForProof: String
    let names: [FormField]
    let choices: [FormChoice]
    let button: String
    let signOut: String
    let data: OwnData

    /// The ways to everything that is stored about the person, and out.
    struct OwnData: PageValues {
        let heading: String
        let words: String
        let export: String
        let leave: String
        let before: String
    }
}

/// The ways between the pages of an account.
struct AccountTabs: PageValues {
    let label: String
    let profile: String
    let security: String
    let isProfile: Bool
    let isSecurity: Bool

    init(_ catalogue: Catalogue, isSecurity: Bool) {
        label = catalogue.sentence("page.account.pages")
        profile = catalogue.sentence("page.account.profile")
        security = catalogue.sentence("page.security.title")
        (isProfile, self.isSecurity) = (!isSecurity, isSecurity)
    }
}

extension ProfilePage {
    private static let labels = ["first_name", "last_name", "display_name", "time_zone", "locale"]

    /// The page as it is stored, or again with what was typed and why it did not work.
    init(_ catalogue: Catalogue, _ user: User, typed: Form? = nil, problem: Problem? = nil) {
        func say(_ key: String) -> String { catalogue.sentence("page.account.\(key)") }
        let labels = Dictionary(uniqueKeysWithValues: Self.labels.map { ($0, say("label.\($0)")) })
        let failure = problem.map { FormFailure($0, catalogue, labels: labels) }
        self.failure = failure
        heading = say("title")
        title = FormFailure.title(heading, failure, catalogue)
        tabs = AccountTabs(catalogue, isSecurity: false)
        line = catalogue.sentence("page.account.line", ["name": user.name])
        email = user.email
        proved = user.emailVerifiedAt == nil ? nil : say("proved")
        notProved = user.emailVerifiedAt == nil ? say("not_proved") : nil
        askForProof = say("ask_for_proof")
        let kept = ["first_name": user.firstName, "last_name": user.lastName, "display_name": user.displayName]
        let kinds: [(String, FormField.Kind)] = [
            ("first_name", .givenName), ("last_name", .familyName), ("display_name", .nickname),
        ]
        names = kinds.map { name, kind in
            let hint = name == "display_name" ? say("display_name_hint") : nil
            var field = FormField(name, labels[name] ?? "", kind: kind, explanation: hint, failure: failure)
            field.value = typed?.typed(name) ?? (kept[name] ?? nil) ?? ""
            (field.isRequired, field.optional) = (false, catalogue.sentence("page.form.optional"))
            return field
        }
        let zone = typed?.typed("time_zone") ?? user.timeZone
        let locale = typed?.typed("locale") ?? user.locale
        choices = [
            FormChoice("time_zone", labels["time_zone"] ?? "", of: ZoneChoice.options(zone), failure: failure),
            FormChoice("locale", labels["locale"] ?? "", of: Self.languages(locale), failure: failure),
        ]
        button = say("save")
        signOut = say("sign_out")
        data = OwnData(
            heading: say("data.heading"), words: say("data.words"), export: say("data.export"),
            leave: say("data.leave"), before: say("data.before"))
    }

    /// The languages that are spoken here, and the person's own, where it is none of them.
    private static func languages(_ locale: String) -> [FormChoice.Option] {
        let spoken = Catalogue.all.values.sorted { $0.language < $1.language }
        let own = locale.prefix { $0 != "-" }.lowercased()
        let options = spoken.map {
            FormChoice.Option(
                value: $0.language, text: $0.sentence("language.name"), isChosen: $0.language == own)
        }
        return options.contains(where: \.isChosen)
            ? options : options + [.init(value: locale, text: locale, isChosen: true)]
    }
}
