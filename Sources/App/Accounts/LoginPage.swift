import Domain

/// The page where one signs in.
struct LoginPage: Page {
    static let template = "pages/login"
    let title: String
    let heading: String
    var failure: FormFailure?
    let email: Field
    let password: Field
    /// Where to go on; nil for the account's own page.
    let next: String?
    let button: String

    struct Field: PageValues {
        let label: String
        /// What was typed before; always empty for a password.
        let value: String
        let error: String?
    }
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
        self.email = Field(label: labels["email"] ?? "", value: email, error: failure?.about("email"))
        password = Field(label: labels["password"] ?? "", value: "", error: failure?.about("password"))
        self.next = next?.text
        button = catalogue.sentence("page.login.action")
    }
}

/// Where one is once one has signed in: it says who that is.
struct AccountHomePage: Page {
    static let template = "pages/account"
    let title: String
    let line: String
    let button: String
}

extension AccountHomePage {
    init(_ catalogue: Catalogue, _ user: User) {
        title = catalogue.sentence("page.account.title")
        line = catalogue.sentence("page.account.line", ["name": user.name, "email": user.email])
        button = catalogue.sentence("page.account.sign_out")
    }
}
