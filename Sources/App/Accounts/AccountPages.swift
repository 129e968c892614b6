import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// The pages that links in mails lead to. They show on GET and act on POST: mail scanners open every link.
struct AccountPages: Sendable {
    let accounts: Accounts
    let templates: Templates

    func showVerifyEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        let token = try Query(request).text("token") ?? ""
        switch try await accounts.question(of: token) {
        case .madeIt(let user): return try page(request, for: user).question(of: user, token: token)
        case .takesAddress: return page(request).question(token: token)
        case .nothing: return page(request).notice("page.verify_email.done")
        }
    }

    /// “I made it”, or “This was not me”.
    func verifyEmail(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.pageForm(["token", "answer"], context)
        let (token, answer) = try Form.gather(form.may("token", Form.text), form.may("answer", Form.text))
        guard answer == AccountPage.notMine else {
            try await accounts.verifyEmail(token: token ?? "", from: context.address)
            return page(request).notice("page.verify_email.done")
        }
        try await accounts.disown(token: token ?? "", from: context.address)
        return page(request).notice("page.verify_email.disowned")
    }

    func showResetPassword(_ request: Request, _ context: AppContext) async throws -> Response {
        page(request).password(token: try Query(request).text("token") ?? "")
    }

    func resetPassword(_ request: Request, _ context: AppContext) async throws -> Response {
        let form = try await request.pageForm(["token", "password"], context)
        let (token, password) = try Form.gather(
            form.may("token", Form.text), form.need("password", Form.text, UserForm.password))
        try await accounts.resetPassword(token: token ?? "", password: password, from: context.address)
        return page(request).notice("page.reset_password.done")
    }

    /// The pages in the language that the browser wishes for, else in that of the person, where it is known.
    private func page(_ request: Request, for user: User? = nil) -> AccountPage {
        let catalogue = Catalogue.of(accepting: request.headers[.acceptLanguage], else: user?.locale)
        return AccountPage(templates: templates, catalogue: catalogue)
    }
}
