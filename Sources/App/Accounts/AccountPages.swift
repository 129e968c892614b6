import Domain
import Foundation
import Hummingbird

/// The pages that links in mails lead to. They show on GET and act on POST: mail scanners open every link.
struct AccountPages: Sendable {
    let accounts: Accounts
    let pages: Pages

    func showVerifyEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        let visit = PageVisit(request, context)
        let token = try Query(request).text("token") ?? ""
        switch try await accounts.question(of: token) {
        case .madeIt(let user):
            let visit = PageVisit(request, context, else: user.locale)
            return pages.answer(try words(visit).question(of: user, token: token), to: visit)
        case .takesAddress: return pages.answer(words(visit).question(token: token), to: visit)
        case .nothing: return done("verify_email.done", visit)
        }
    }

    /// “I made it”, or “This was not me”.
    func verifyEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.pageForm(["token", "answer"], context)
        let (token, answer) = try Form.gather(form.may("token", Form.text), form.may("answer", Form.text))
        guard answer == AccountPage.notMine else {
            try await accounts.verifyEmail(token: token ?? "", from: context.address)
            return done("verify_email.done", PageVisit(request, context))
        }
        try await accounts.disown(token: token ?? "", from: context.address)
        // All sessions of that account have ended.
        return done("verify_email.disowned", PageVisit(request))
    }

    func showResetPassword(_ request: Request, _ context: AppContext) async throws -> Response {
        let visit = PageVisit(request, context)
        return pages.answer(words(visit).password(token: try Query(request).text("token") ?? ""), to: visit)
    }

    func resetPassword(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.pageForm(["token", "password"], context)
        let token = try form.may("token", Form.text).get() ?? ""
        do {
            let password = try Form.gather(form.need("password", Form.text, UserForm.password))
            try await accounts.resetPassword(token: token, password: password, from: context.address)
            // All sessions of that account have ended.
            return done("reset_password.done", PageVisit(request))
        } catch let problem as Problem where problem.code == .validationFailed {
            let visit = PageVisit(request, context)
            throw ToldError(problem, by: (words(visit).password(token: token, problem: problem), visit))
        }
    }

    /// Asks for the address, and after that tells what happens.
    func showForgotPassword(_ request: Request, _ context: VisitorPage) async throws -> Response {
        let visit = PageVisit(request, context.browser)
        guard try Query(request).text("done") == Self.sent else {
            return pages.answer(words(visit).forgotten(), to: visit)
        }
        return pages.answer(words(visit).linkSent, to: visit)
    }

    /// The same answer for every address, by the limits of the API.
    func forgotPassword(_ request: Request, _ context: VisitorForm) async throws -> Response {
        let form = try context.form(["email"])
        do {
            let email = try Form.gather(form.need("email", Form.text, UserForm.email))
            try await accounts.forgotPassword(
                email: email, deviceToken: context.browser.deviceToken, from: context.address)
            return .seeOther("/forgot-password?done=\(Self.sent)")
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            throw ToldError(problem, by: (words(visit).forgotten(email: form.typed("email"), problem: problem), visit))
        }
    }

    /// What the page is told to tell.
    private static let sent = "sent"

    private func words(_ visit: PageVisit) -> AccountPage { AccountPage(catalogue: visit.catalogue) }

    private func done(_ key: String, _ visit: PageVisit) -> Response {
        pages.answer(words(visit).notice(key), to: visit)
    }
}
