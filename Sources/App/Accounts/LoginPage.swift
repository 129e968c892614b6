import Domain

/// The page where one signs in: with a password, by a code, or as one likes.
struct LoginPage: Page {
    static let template = "pages/login"
    let title: String
    let heading: String
    var failure: FormFailure?
    /// What stands above the form, where it has to be said.
    let intro: String?
    /// Where the form goes.
    let action: String
    var email: FormField
    /// Nil where only an address is asked for.
    let password: FormField?
    /// Where to go on; nil for the account's own page.
    let next: String?
    let button: String
    /// A second button, by which a code goes to the address instead.
    let byCode: String?
    /// What the way to another password is called.
    let forgotten: String?
}

extension LoginPage {
    /// The page as it is shown first, or again with what was typed and why it did not work: for a password, beside
    /// which a code may be wished for, or for an address to which one goes.
    init(
        _ catalogue: Catalogue, _ way: LoginWays.Way, orByCode: Bool = false, next: OwnPath?, email: String = "",
        problem: Problem? = nil
    ) {
        func sentence(_ key: String) -> String { catalogue.sentence("page.login.\(key)") }
        let labels = ["email": sentence("email"), "password": sentence("password")]
        let (failure, isCode) = (problem.map { FormFailure($0, catalogue, labels: labels) }, way == .code)
        self.failure = failure
        heading = sentence("title")
        title = FormFailure.title(heading, failure, catalogue)
        intro = isCode ? sentence("code_intro") : nil
        action = isCode ? CodePages.path : LoginPages.path
        self.email = FormField(
            "email", labels["email"] ?? "", kind: .username, failure: failure, describedBy: isCode ? "intro" : nil)
        self.email.value = email
        password = isCode ? nil : FormField("password", labels["password"] ?? "", kind: .password, failure: failure)
        self.next = next?.text
        button = sentence(isCode ? "send_code" : "action")
        byCode = orByCode && !isCode ? sentence("code_instead") : nil
        forgotten = isCode ? nil : sentence("forgotten")
    }
}
