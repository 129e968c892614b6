/// A field of a page's form, as `pages/field` shows it: label, explanation, complaint and control, in this order. Its
/// names are none of a page's, which a template would find where the field has nothing.
struct FormField: PageValues {
    /// By which it is sent, and the summary of what did not work links to it.
    let name: String
    let label: String
    let type: String
    let autocomplete: String
    /// What was typed before; always empty for a password.
    var value: String = ""
    var explanation: String?
    var error: String?
    /// The ids of explanation and complaint, and of what else describes it.
    var describedBy: String?
    /// Says beside the label that the field may stay empty.
    var optional: String?
    var isRequired: Bool = true
    var hasFocus: Bool = false
    /// Which keys a phone shows; nil for those of its type.
    var keys: String?
    /// Signs that it must have at least.
    var minimum: Int?

    /// Its complaint is taken from what did not work; `describedBy` may name a text of the page.
    init(
        _ name: String, _ label: String, kind: Kind = .text, explanation: String? = nil, failure: FormFailure?,
        describedBy text: String? = nil
    ) {
        (self.name, self.label, self.explanation) = (name, label, explanation)
        (type, autocomplete) = (kind.type, kind.autocomplete)
        error = failure?.about(name)
        let ids = [text, explanation.map { _ in "\(name)-hint" }, error.map { _ in "\(name)-error" }].compactMap(\.self)
        describedBy = ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    /// What is typed into it, which tells browsers which keys and which of their own words to offer.
    enum Kind {
        case text, email, username, password, newPassword, givenName, familyName, nickname, oneTimeCode, date

        fileprivate var type: String {
            switch self {
            case .email, .username: "email"
            case .password, .newPassword: "password"
            case .date: "date"
            case .text, .givenName, .familyName, .nickname, .oneTimeCode: "text"
            }
        }

        /// WHATWG HTML, 4.10.18.7.
        fileprivate var autocomplete: String {
            switch self {
            case .text, .date: "off"
            case .email: "email"
            case .username: "username"
            case .password: "current-password"
            case .newPassword: "new-password"
            case .givenName: "given-name"
            case .familyName: "family-name"
            case .nickname: "nickname"
            case .oneTimeCode: "one-time-code"
            }
        }
    }
}
