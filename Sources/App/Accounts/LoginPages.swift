import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Signing in and out by a page: the same rules, limits and sentences as the API's, but by cookies.
struct LoginPages: Sendable {
    let accounts: Accounts
    let pages: Pages
    let cookies: BrowserCookies

    /// Where one signs in, and where one is afterwards unless another page was asked for.
    static let path = "/login"

    func show(_ request: Request, _ context: VisitorPage) async throws -> Response {
        let query = try Query(request)
        let next = Self.next(query.text("next"))
        guard context.browser.person == nil else {
            return .seeOther(next?.text ?? Self.home(of: context.browser.person?.user))
        }
        var visit = PageVisit(request, context.browser)
        visit.notice = LoginNotice.of(query.text("done"), visit.catalogue)
        return pages.answer(page(visit, next), to: visit)
    }

    func signIn(_ request: Request, _ context: VisitorForm) async throws -> Response {
        let form = try context.form(["email", "password", "next"])
        let next = Self.next(form.typed("next"))
        do {
            let (email, password) = try Form.gather(
                form.need("email", Form.text, UserForm.email), form.need("password", Form.text))
            let browser = ArrivingBrowser(request, context)
            let attempt = LoginAttempt(
                email: email, password: password, deviceToken: context.browser.deviceToken, device: browser.device)
            return cookies.answer(to: try await accounts.signIn(browser, by: attempt), next: next)
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let page = page(visit, next, email: form.typed("email"), problem: problem)
            throw ToldError(problem, by: (page, visit))
        }
    }

    func signOut(_ request: Request, _ context: SignedInForm) async throws -> Response {
        try await accounts.logout(session: context.sessionID)
        var response = LoginNotice.signedOut.seen
        cookies.forget(.session, in: &response)
        return response
    }

    /// Where one is after signing in, unless another page was asked for: hosts and admins begin with their day.
    static func home(of user: User?) -> String {
        PageVisit.Staff(user) == nil ? ProfilePages.path : DeskPlace.home
    }

    /// The page that was asked for before; nil where there was none, or it is no page of ours to lead to.
    static func next(_ text: String?) -> OwnPath? {
        text.flatMap(OwnPath.init).flatMap { wish in
            [path, CodePages.path, CodePages.verifyPath, SignInStepPages.path].contains(where: wish.leads) ? nil : wish
        }
    }

    /// Of what people may sign in with here; staff may have other ways than clients, and one page is for both.
    private func page(
        _ visit: PageVisit, _ next: OwnPath?, email: String = "", problem: Problem? = nil
    ) -> LoginPage {
        let ways = accounts.loginWays
        return LoginPage(
            visit.catalogue, ways.allowAnybody(.password) ? .password : .code, orByCode: ways.allowAnybody(.code),
            next: next, email: email, problem: problem)
    }
}

/// What has just ended, as the page on which one signs in tells it.
enum LoginNotice: String, CaseIterable, DoneNotice {
    static let sentences = "page.login"

    case signedOut = "signed_out"
    case deleted

    /// Leads to the page that tells it.
    var seen: Response { seen(on: LoginPages.path) }
}
