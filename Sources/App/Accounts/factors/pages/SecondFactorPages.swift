import Domain
import Foundation
import Hummingbird

/// A second factor by pages: the use cases of the API, with the same rules and limits.
struct SecondFactorPages: Sendable {
    let accounts: Accounts
    let pages: Pages

    static let path = "/account/totp"
    private static let (removal, renewal) = ("/account/totp/remove", "/account/recovery-codes")

    /// Begins with what is missing: the proof of the address, then the password.
    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        var visit = PageVisit(request, context.browser)
        visit.notice = AccountNotice.of(try Query(request).text("done"), visit.catalogue)
        let user = context.user
        guard user.emailVerifiedAt != nil else {
            return pages.answer(FactorProofPage(visit.catalogue, user), to: visit)
        }
        guard try await accounts.secondFactor(of: user) == nil else { return .seeOther(SecurityPages.path) }
        let isRequired = try await accounts.needsSecondFactor(user)
        return try await answer(visit, context, back: Self.path) { $0.start(isRequired: isRequired) }
    }

    /// Shows the secret in the answer to the form, and nowhere else.
    func begin(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["current_password"])
        let visit = PageVisit(request, context.browser)
        do {
            let password = try Form.gather(form.may("current_password", Form.text))
            let setup = try await accounts.beginSecondFactor(context.caller, password: password)
            return pages.answer(SecondFactorPage(visit.catalogue, setup), to: visit)
        } catch let problem as Problem {
            guard problem.code != .totpAlreadySet else { return .seeOther(SecurityPages.path) }
            let isRequired = try await accounts.needsSecondFactor(context.user)
            throw try await told(problem, visit, context, back: Self.path) { $0.start(isRequired: isRequired, $1) }
        }
    }

    func confirm(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["code", "setup"])
        let visit = PageVisit(request, context.browser)
        do {
            let code = try Form.gather(form.need("code", Form.text))
            let codes = try await accounts.confirmSecondFactor(context.caller, code: code)
            return pages.answer(RecoveryCodesPage(visit.catalogue, codes), to: visit)
        } catch let problem as Problem {
            guard problem.code != .notFound, let setup = accounts.setup(form.typed("setup"), of: context.caller) else {
                return .seeOther(Self.path)
            }
            throw ToldError(problem, by: (SecondFactorPage(visit.catalogue, setup, problem: problem), visit))
        }
    }

    func showRemoval(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let visit = PageVisit(request, context.browser)
        guard try await accounts.secondFactor(of: context.user) != nil else { return .seeOther(SecurityPages.path) }
        return try await answer(visit, context, back: Self.removal) { $0.remove() }
    }

    func remove(_ request: Request, _ context: SignedInForm) async throws -> Response {
        try await change(request, context, back: Self.removal, { $0.remove($1) }) { password, code in
            try await accounts.removeSecondFactor(context.caller, password: password, code: code)
            return AccountNotice.factorRemoved.seen(on: SecurityPages.path)
        }
    }

    func showRenewal(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let visit = PageVisit(request, context.browser)
        guard try await accounts.secondFactor(of: context.user) != nil else { return .seeOther(SecurityPages.path) }
        return try await answer(visit, context, back: Self.renewal) { $0.renew() }
    }

    func renew(_ request: Request, _ context: SignedInForm) async throws -> Response {
        try await change(request, context, back: Self.renewal, { $0.renew($1) }) { password, code in
            let codes = try await accounts.renewRecoveryCodes(context.caller, password: password, code: code)
            let visit = PageVisit(request, context.browser)
            return pages.answer(RecoveryCodesPage(visit.catalogue, codes), to: visit)
        }
    }

    /// By password and code; tells what did not work by the form again.
    private func change(
        _ request: Request, _ context: SignedInForm, back path: String,
        _ again: (SecondFactorForms, Problem) -> FieldsPage, _ change: (String?, String) async throws -> Response
    ) async throws -> Response {
        let form = try context.form(["current_password", "totp"])
        do {
            let (password, code) = try Form.gather(
                form.may("current_password", Form.text), form.need("totp", Form.text))
            return try await change(password, code)
        } catch let problem as Problem {
            guard problem.code != .notFound else { return .seeOther(SecurityPages.path) }
            throw try await told(problem, PageVisit(request, context.browser), context, back: path, again)
        }
    }

    /// A form, unless one has to sign in anew before it can be sent.
    private func answer(
        _ visit: PageVisit, _ context: SignedInPage, back path: String, _ form: (SecondFactorForms) -> FieldsPage
    ) async throws -> Response {
        let asked = try await accounts.proofAsked(of: Caller(user: context.user, session: context.sessionID))
        guard asked != .signIn else { return pages.answer(Self.signInAgain(visit, backTo: path), to: visit) }
        let forms = SecondFactorForms(catalogue: visit.catalogue, hasPassword: asked == .password)
        return pages.answer(form(forms), to: visit)
    }

    /// The form again with what did not work, or the way to sign in anew.
    private func told(
        _ problem: Problem, _ visit: PageVisit, _ context: SignedInForm, back path: String,
        _ again: (SecondFactorForms, Problem) -> FieldsPage
    ) async throws -> ToldError {
        guard problem.code != .signInAgain else {
            return ToldError(problem, by: (Self.signInAgain(visit, backTo: path), visit))
        }
        let asked = try await accounts.proofAsked(of: context.caller)
        let forms = SecondFactorForms(catalogue: visit.catalogue, hasPassword: asked == .password)
        return ToldError(problem, by: (again(forms, problem), visit))
    }

    private static func signInAgain(_ visit: PageVisit, backTo path: String) -> NoticePage {
        SecurityForms(catalogue: visit.catalogue, asked: .signIn).signInAgain(backTo: path)
    }
}
