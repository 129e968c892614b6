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
        let page = try SecurityPage(visit.catalogue, context.user, open, current: context.sessionID)
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
        let visit = PageVisit(request, context.browser)
        return pages.answer(SecurityForms(catalogue: visit.catalogue).password(), to: visit)
    }

    func changePassword(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["current_password", "password"])
        return try await told(request, context, { words, problem in words.password(problem) }) {
            let (current, password) = try Form.gather(
                form.may("current_password", Form.text), form.need("password", Form.text, UserForm.password))
            try await accounts.changePassword(context.caller, from: current, to: password)
            return AccountNotice.password.seen(on: Self.path)
        }
    }

    func showEmail(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let visit = PageVisit(request, context.browser)
        return pages.answer(SecurityForms(catalogue: visit.catalogue).email(), to: visit)
    }

    func changeEmail(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["current_password", "email"])
        return try await told(request, context, { words, problem in words.email(form.typed("email"), problem) }) {
            let (current, email) = try Form.gather(
                form.may("current_password", Form.text), form.need("email", Form.text, UserForm.email))
            try await accounts.askForEmail(email, context.caller, password: current)
            return AccountNotice.emailAsked.seen(on: Self.path)
        }
    }

    /// Tells what did not work by the form again.
    private func told(
        _ request: Request, _ context: SignedInForm, _ again: (SecurityForms, Problem) -> FieldsPage,
        _ change: () async throws -> Response
    ) async throws -> Response {
        do { return try await change() } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            throw ToldError(problem, by: (again(SecurityForms(catalogue: visit.catalogue), problem), visit))
        }
    }
}

extension SignedInForm {
    /// The person and the session of the form.
    var caller: Caller { Caller(user: user, session: sessionID) }
}
