import Domain

/// The pages on which an account's password and address are changed, in one language.
struct SecurityForms {
    let catalogue: Catalogue
    /// By what the person shows that the session is theirs.
    let asked: AskedProof

    func password(_ problem: Problem? = nil) -> FieldsPage {
        let labels = ["current_password": currentLabel, "password": sentence("password.label")]
        let failure = failure(problem, labels)
        var fresh = FormField(
            "password", labels["password"] ?? "", kind: .newPassword, explanation: sentence("password.hint"),
            failure: failure)
        fresh.minimum = Password.minimumCharacters
        let name = asked == .password ? "password" : "first_password"
        return page(name, at: "password", failure, current(failure) + [fresh])
    }

    func email(_ typed: String = "", _ problem: Problem? = nil) -> FieldsPage {
        let labels = ["current_password": currentLabel, "email": sentence("email.label")]
        let failure = failure(problem, labels)
        var email = FormField("email", labels["email"] ?? "", kind: .email, failure: failure)
        email.value = typed
        return page("email", at: "email", failure, [email] + current(failure))
    }

    /// Says that one has to sign in anew, and leads there and back.
    func signInAgain(backTo path: String) -> NoticePage {
        NoticePage(
            title: sentence("sign_in_again.title"), lines: [sentence("sign_in_again.text")],
            links: [
                .init(href: "\(CodePages.path)?next=\(path)", text: sentence("sign_in_again.action"), isFilled: true),
                .init(href: SecurityPages.path, text: sentence("back")),
            ])
    }

    /// What the field for the present password is called.
    var currentLabel: String { sentence("current_password") }

    /// The field for the present password, where there is one.
    func current(_ failure: FormFailure?) -> [FormField] {
        guard asked == .password else { return [] }
        return [FormField("current_password", currentLabel, kind: .password, failure: failure)]
    }

    /// That the password is wrong is said of the password: who signs in here is known.
    func failure(_ problem: Problem?, _ labels: [String: String]) -> FormFailure? {
        guard let problem else { return nil }
        guard problem.code == .invalidCredentials else { return FormFailure(problem, catalogue, labels: labels) }
        return FormFailure(
            heading: catalogue.sentence("page.form.failed"),
            lines: [.init(text: sentence("wrong_password"), field: "current_password")])
    }

    private func page(
        _ name: String, at path: String, _ failure: FormFailure?, _ fields: [FormField]
    ) -> FieldsPage {
        let heading = sentence("\(name).title")
        return FieldsPage(
            title: FormFailure.title(heading, failure, catalogue), heading: heading, failure: failure,
            intro: sentence("\(name).intro"), action: "/account/\(path)", fields: fields,
            button: sentence("\(name).action"), back: .init(href: SecurityPages.path, text: sentence("back")))
    }

    private func sentence(_ key: String) -> String { catalogue.sentence("page.security.\(key)") }
}
