import Domain

/// The page where one signs in.
struct LoginPage: Page {
    static let template = "pages/login"
    let title: String
    let heading: String
    var failure: FormFailure?
    var email: FormField
    let password: FormField
    /// Where to go on; nil for the account's own page.
    let next: String?
    let button: String
    /// What the way to another password is called.
    let forgotten: String
}

extension LoginPage {
    /// The page as it is shown first, or again with what was typed and why it did not work.
    init(_ catalogue: Catalogue, next: OwnPath?, email: String = "", problem: Problem? = nil) {
        let labels = [
            "email": catalogue.sentence("page.login.email"), "password": catalogue.sentence("page.login.password"),
        ]
        let failure = problem.map { FormFailure($0, catalogue, labels: labels) }
        self.failure = failure
        heading = catalogue.sentence("page.login.title")
        title = FormFailure.title(heading, failure, catalogue)
        self.email = FormField("email", labels["email"] ?? "", kind: .username, failure: failure)
        self.email.value = email
        password = FormField("password", labels["password"] ?? "", kind: .password, failure: failure)
        self.next = next?.text
        button = catalogue.sentence("page.login.action")
        forgotten = catalogue.sentence("page.login.forgotten")
    }
}
