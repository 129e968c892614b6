import Domain
import Foundation
import Hummingbird

/// A second factor by pages: the use cases of the API, with the same rules and limits.
struct SecondFactorPages: Sendable {
    let accounts: Accounts
    let pages: Pages

    static let path = "/account/totp"

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
        return pages.answer(try await forms(visit, user).start(isRequired: isRequired), to: visit)
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
            let page = try await forms(visit, context.user).start(isRequired: isRequired, problem)
            throw ToldError(problem, by: (page, visit))
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
        return pages.answer(try await forms(visit, context.user).remove(), to: visit)
    }

    func remove(_ request: Request, _ context: SignedInForm) async throws -> Response {
        try await change(request, context, { $0.remove($1) }) { password, code in
            try await accounts.removeSecondFactor(context.caller, password: password, code: code)
            return AccountNotice.factorRemoved.seen(on: SecurityPages.path)
        }
    }

    func showRenewal(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let visit = PageVisit(request, context.browser)
        guard try await accounts.secondFactor(of: context.user) != nil else { return .seeOther(SecurityPages.path) }
        return pages.answer(try await forms(visit, context.user).renew(), to: visit)
    }

    func renew(_ request: Request, _ context: SignedInForm) async throws -> Response {
        try await change(request, context, { $0.renew($1) }) { password, code in
            let codes = try await accounts.renewRecoveryCodes(context.caller, password: password, code: code)
            let visit = PageVisit(request, context.browser)
            return pages.answer(RecoveryCodesPage(visit.catalogue, codes), to: visit)
        }
    }

    /// By password and code; tells what did not work by the form again.
    private func change(
        _ request: Request, _ context: SignedInForm, _ again: (SecondFactorForms, Problem) -> FieldsPage,
        _ change: (String?, String) async throws -> Response
    ) async throws -> Response {
        let form = try context.form(["current_password", "totp"])
        do {
            let (password, code) = try Form.gather(
                form.may("current_password", Form.text), form.need("totp", Form.text))
            return try await change(password, code)
        } catch let problem as Problem {
            guard problem.code != .notFound else { return .seeOther(SecurityPages.path) }
            let visit = PageVisit(request, context.browser)
            throw ToldError(problem, by: (again(try await forms(visit, context.user), problem), visit))
        }
    }

    private func forms(_ visit: PageVisit, _ user: User) async throws -> SecondFactorForms {
        let state = try await accounts.passwordState(of: user)
        return SecondFactorForms(catalogue: visit.catalogue, hasPassword: state == .set)
    }
}
