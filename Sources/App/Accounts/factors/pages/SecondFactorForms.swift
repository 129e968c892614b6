import Domain

/// The pages on which a second factor is begun, removed, or given other recovery codes, in one language.
struct SecondFactorForms {
    let catalogue: Catalogue
    /// Whether the account has a password, which is then asked for.
    let hasPassword: Bool

    func start(isRequired: Bool, _ problem: Problem? = nil) -> FieldsPage {
        page(
            "start", "/account/totp", asksForCode: false, intro: isRequired ? "start.required" : "start.intro", problem)
    }

    func remove(_ problem: Problem? = nil) -> FieldsPage {
        page("remove", "/account/totp/remove", asksForCode: true, intro: "remove.intro", problem)
    }

    func renew(_ problem: Problem? = nil) -> FieldsPage {
        page("renew", "/account/recovery-codes", asksForCode: true, intro: "renew.intro", problem)
    }

    private func page(
        _ name: String, _ action: String, asksForCode: Bool, intro: String, _ problem: Problem?
    ) -> FieldsPage {
        let failure = failure(problem)
        var fields: [FormField] = []
        if hasPassword { fields.append(FormField("current_password", password, kind: .password, failure: failure)) }
        if asksForCode { fields.append(FormField("totp", code, kind: .oneTimeCode, failure: failure)) }
        let heading = sentence("\(name).title")
        return FieldsPage(
            title: FormFailure.title(heading, failure, catalogue), heading: heading, failure: failure,
            intro: sentence(intro), action: action, fields: fields, button: sentence("\(name).action"),
            back: .init(href: SecurityPages.path, text: catalogue.sentence("page.security.back")))
    }

    /// What is wrong with password or code is said of these: who signs in here is known.
    private func failure(_ problem: Problem?) -> FormFailure? {
        guard let problem else { return nil }
        guard problem.code == .invalidCredentials else {
            guard problem.fields.isEmpty else {
                return FormFailure(problem, catalogue, labels: ["current_password": password, "totp": code])
            }
            return FormFailure(code: problem, catalogue, label: code, field: "totp")
        }
        return FormFailure(
            heading: catalogue.sentence("page.form.failed"),
            lines: [.init(text: catalogue.sentence("page.security.wrong_password"), field: "current_password")])
    }

    private var password: String { catalogue.sentence("page.security.current_password") }
    private var code: String { catalogue.sentence("page.sign_in_step.code") }

    private func sentence(_ key: String) -> String { catalogue.sentence("page.second_factor.\(key)") }
}
