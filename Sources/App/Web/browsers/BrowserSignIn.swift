import Domain
import HTTPTypes
import Hummingbird

/// Asks who the browser is, by its cookies alone: no bearer's token opens a page. For all pages behind it.
package struct BrowserSignIn: RouterMiddleware {
    let cookies: BrowserCookies
    let tokens: FormTokens
    /// The person and the session of a cookie; nil where it is worth nothing (any more).
    let person: @Sendable (_ cookie: String) async throws -> (user: User, sessionID: SessionID)?
    let newVisitor: @Sendable () -> String
    /// What the rail of the practice's pages counts for whoever sees it.
    let counts: @Sendable (User) async throws -> DeskCounts

    /// False for pages without a form of a session: they tell who is signed in, and set no cookie.
    var marksVisitors = true

    private static let mostVisitorBytes = 100

    package func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let sent = cookies.values(of: request)
        let visitor = Self.visitor(in: sent) ?? newVisitor()
        var context = context
        let person = try await person(of: sent[.session])
        context.browser = Browser(
            person: person, visitor: visitor, deviceToken: sent[.device], tokens: tokens,
            counts: try await counts(of: request, for: person?.user))
        var response = try await answer(request, context, next)
        if marksVisitors, request.method == .get, let browser = context.browser {
            mark(browser, ifNewIn: request, in: &response)
        }
        return response
    }

    /// Gives a visitor without one the cookie by which the forms of this answer are theirs.
    func mark(_ browser: Browser, ifNewIn request: Request, in response: inout Response) {
        guard browser.person == nil, Self.visitor(in: cookies.values(of: request)) == nil else { return }
        cookies.set(.visitor, to: browser.visitor, in: &response)
    }

    private static func visitor(in sent: [BrowserCookies.Name: String]) -> String? {
        sent[.visitor].flatMap { (1...mostVisitorBytes).contains($0.utf8.count) ? $0 : nil }
    }

    /// Errors are told in the language of whoever is signed in.
    private func answer(
        _ request: Request, _ context: AppContext, _ next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch {
            throw ToldError(error, to: context.browser?.person?.user)
        }
    }

    private func counts(of request: Request, for user: User?) async throws -> DeskCounts? {
        guard let user, user.isAdmin || user.isHost, DeskPlace.holds(request.uri.path) else { return nil }
        return try await counts(user)
    }

    private func person(of cookie: String?) async throws -> Browser.Person? {
        guard let cookie, let found = try await person(cookie) else { return nil }
        return Browser.Person(user: found.user, sessionID: found.sessionID, cookie: cookie)
    }
}
