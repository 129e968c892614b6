import Domain
import Foundation
import Hummingbird

/// The code of a second factor, where one is asked for on the way: what was typed for the booking goes along.
extension CheckoutPages {
    /// To the last look, or to the code before it.
    func goOn(
        _ progress: BrowserProgress, _ draft: CheckoutDraft, _ request: Request, _ context: VisitorForm
    ) async throws -> Response {
        switch progress {
        case .signedIn(let signedIn): return try await goOn(signedIn, draft, request, context.browser)
        case .needsCode(let step):
            // What was typed stands in no address, so the code is asked for at once.
            guard !draft.isBare else { return cookies.answer(to: progress, next: OwnPath(draft.confirm)) }
            let visit = PageVisit(request, context.browser)
            var response = pages.answer(Self.factorPage(draft, visit), to: visit)
            cookies.set(.signInStep, to: step, in: &response)
            return response
        }
    }

    /// Takes the code, and goes on to the last look.
    func enterByFactor(_ request: Request, _ context: VisitorForm) async throws -> Response {
        let form = try context.form(CheckoutDraft.fields.union(["code"]))
        let slug = try Self.slug(context)
        guard let draft = CheckoutDraft(slug: slug, form) else { return .seeOther(CheckoutDraft.service(slug)) }
        do {
            let code = try Form.gather(form.need("code", Form.text))
            guard let step = cookies.values(of: request)[.signInStep],
                let signedIn = try await accounts.signIn(ArrivingBrowser(request, context), step: step, code: code)
            else {
                // The step before is too long ago.
                return try await answerYou(
                    draft, reader(request, context.browser), way: Self.back(accounts.loginWays))
            }
            var response = try await goOn(signedIn, draft, request, context.browser)
            cookies.forget(.signInStep, in: &response)
            return response
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            throw ToldError(problem, by: (Self.factorPage(draft, visit, problem), visit))
        }
    }

    private static func factorPage(
        _ draft: CheckoutDraft, _ visit: PageVisit, _ problem: Problem? = nil
    ) -> SignInStepPage {
        SignInStepPage(visit.catalogue, action: draft.factor, unseen: draft.carried, problem: problem)
    }
}
