import Domain
import Foundation
import Hummingbird

/// Pages about what keeps an account a person's own: by the use cases of the API, with the same rules and limits.
struct SecurityPages: Sendable {
    let accounts: Accounts
    let pages: Pages

    static let path = "/account/security"

    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        var visit = PageVisit(request, context.browser)
        visit.notice = AccountNotice.of(try Query(request).text("done"), visit.catalogue)
        let open = try await accounts.sessions(of: context.user)
        let page = try SecurityPage(
            visit.catalogue, context.user, open, current: context.sessionID,
            password: try await accounts.passwordState(of: context.user),
            factor: try await accounts.secondFactor(of: context.user))
        return pages.answer(page, to: visit)
    }

    // MARK: - Sessions

    func endSession(_ request: Request, _ context: SignedInForm) async throws -> Response {
        _ = try context.form([])
        do { try await accounts.endSession(try context.id(), of: context.user) } catch let problem as Problem {
            // Whoever presses twice, or in two windows, sees the list as it is.
            guard problem.code == .notFound else { throw problem }
        }
        return AccountNotice.sessionEnded.seen(on: Self.path)
    }

    func endOtherSessions(_ request: Request, _ context: SignedInForm) async throws -> Response {
        _ = try context.form([])
        try await accounts.endOtherSessions(context.caller)
        return AccountNotice.sessionsEnded.seen(on: Self.path)
    }

    // MARK: - Password and address

    func showPassword(_ request: Request, _ context: SignedInPage) async throws -> Response {
        try await show(request, context, back: "/account/password") { $0.password() }
    }

    func changePassword(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["current_password", "password"])
        return try await told(request, context, back: "/account/password", { $0.password($1) }) {
            let (current, password) = try Form.gather(
                form.may("current_password", Form.text), form.need("password", Form.text, UserForm.password))
            try await accounts.changePassword(context.caller, from: current, to: password)
            return AccountNotice.password.seen(on: Self.path)
        }
    }

    func showEmail(_ request: Request, _ context: SignedInPage) async throws -> Response {
        try await show(request, context, back: "/account/email") { $0.email() }
    }

    func changeEmail(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["current_password", "email"])
        return try await told(request, context, back: "/account/email", { $0.email(form.typed("email"), $1) }) {
            let (current, email) = try Form.gather(
                form.may("current_password", Form.text), form.need("email", Form.text, UserForm.email))
            try await accounts.askForEmail(email, context.caller, password: current)
            return AccountNotice.emailAsked.seen(on: Self.path)
        }
    }

    /// Shows a form, unless one has to sign in anew before it can be sent.
    private func show(
        _ request: Request, _ context: SignedInPage, back path: String, _ form: (SecurityForms) -> FieldsPage
    ) async throws -> Response {
        let visit = PageVisit(request, context.browser)
        let caller = Caller(user: context.user, session: context.sessionID)
        let words = SecurityForms(catalogue: visit.catalogue, asked: try await accounts.proofAsked(of: caller))
        guard words.asked != .signIn else { return pages.answer(words.signInAgain(backTo: path), to: visit) }
        return pages.answer(form(words), to: visit)
    }

    /// Tells what did not work by the form again.
    private func told(
        _ request: Request, _ context: SignedInForm, back path: String,
        _ again: (SecurityForms, Problem) -> FieldsPage, _ change: () async throws -> Response
    ) async throws -> Response {
        do { return try await change() } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let words = SecurityForms(
                catalogue: visit.catalogue, asked: try await accounts.proofAsked(of: context.caller))
            guard problem.code != .signInAgain else {
                throw ToldError(problem, by: (words.signInAgain(backTo: path), visit))
            }
            throw ToldError(problem, by: (again(words, problem), visit))
        }
    }
}

extension SignedInForm {
    /// The person and the session of the form.
    var caller: Caller { Caller(user: user, session: sessionID) }
}

extension AdminPage {
    /// The admin and the session that asks for the page.
    var caller: Caller { Caller(user: admin, session: sessionID) }
}

extension AdminForm {
    /// The admin and the session of the form.
    var caller: Caller { Caller(user: admin, session: sessionID) }
}
