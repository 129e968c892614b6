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

    /// False for pages without a form of a session: they tell who is signed in, and set no cookie.
    var marksVisitors = true

    private static let mostVisitorBytes = 100

    package func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let sent = cookies.values(of: request)
        let known = sent[.visitor].flatMap { (1...Self.mostVisitorBytes).contains($0.utf8.count) ? $0 : nil }
        let visitor = known ?? newVisitor()
        var context = context
        let person = try await person(of: sent[.session])
        context.browser = Browser(person: person, visitor: visitor, deviceToken: sent[.device], tokens: tokens)
        var response = try await answer(request, context, next)
        if marksVisitors, known == nil, person == nil, request.method == .get {
            cookies.set(.visitor, to: visitor, in: &response)
        }
        return response
    }

    /// Errors are told in the language of whoever is signed in.
    private func answer(
        _ request: Request, _ context: AppContext, _ next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch {
            throw ToldError(error, to: context.browser?.person?.user)
        }
    }

    private func person(of cookie: String?) async throws -> Browser.Person? {
        guard let cookie, let found = try await person(cookie) else { return nil }
        return Browser.Person(user: found.user, sessionID: found.sessionID, cookie: cookie)
    }
}
