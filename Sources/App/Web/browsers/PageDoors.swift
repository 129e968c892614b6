import HTTPTypes
import Hummingbird

/// The doors to pages: every page is behind one of them, and each gives its handlers a context that says who has come
/// in. `group(context:)` narrows those of people who are signed in to hosts and admins.
package struct PageDoors: Sendable {
    let browsers: BrowserSignIn
    let forms: FormGuard
    let signInFirst: SignInFirst
    let secondFactorFirst: SecondFactorPageFirst

    package func visitorPages(of router: some RouterMethods<AppContext>) -> RouterGroup<VisitorPage> {
        known(router).group(context: VisitorPage.self)
    }

    package func visitorForms(of router: some RouterMethods<AppContext>) -> RouterGroup<VisitorForm> {
        known(router).add(middleware: forms).group(context: VisitorForm.self)
    }

    package func signedInPages(of router: some RouterMethods<AppContext>) -> RouterGroup<SignedInPage> {
        known(router).add(middleware: signInFirst).add(middleware: secondFactorFirst)
            .group(context: SignedInPage.self)
    }

    /// Also for staff who have no second factor yet and must: the way to one, and out.
    func securingPages(of router: some RouterMethods<AppContext>) -> RouterGroup<SignedInPage> {
        known(router).add(middleware: signInFirst).group(context: SignedInPage.self)
    }

    func securingForms(of router: some RouterMethods<AppContext>) -> RouterGroup<SignedInForm> {
        known(router).add(middleware: signInFirst).add(middleware: forms).group(context: SignedInForm.self)
    }

    package func signedInForms(of router: some RouterMethods<AppContext>) -> RouterGroup<SignedInForm> {
        known(router).add(middleware: signInFirst).add(middleware: secondFactorFirst).add(middleware: forms)
            .group(context: SignedInForm.self)
    }

    /// As above, for forms that carry a file.
    func fileForms(of router: some RouterMethods<AppContext>, upTo mostBytes: Int) -> RouterGroup<SignedInForm> {
        known(router).add(middleware: signInFirst).add(middleware: secondFactorFirst)
            .add(middleware: FormGuard(origin: forms.origin, mostFileBytes: mostBytes))
            .group(context: SignedInForm.self)
    }

    /// As above, for a form that may outlive its session: `again` shows it once more, with what was typed.
    func lastingForms(
        of router: some RouterMethods<AppContext>,
        again: @escaping @Sendable (Request, VisitorPage) async throws -> Response
    ) -> RouterGroup<SignedInForm> {
        known(router).add(middleware: secondFactorFirst)
            .add(middleware: LastingForms(origin: forms.origin, browsers: browsers, again: again))
            .add(middleware: forms).group(context: SignedInForm.self)
    }

    /// Pages for everybody that need no cookie, and tell in their head who is signed in where there is one.
    func openPages(of router: some RouterMethods<AppContext>) -> RouterGroup<AppContext> {
        router.group("").add(middleware: withoutVisitors)
    }

    /// Tells whoever is led nowhere so, as who they are; for all routes behind it.
    var nowhere: PagesNowhere { PagesNowhere(browsers: withoutVisitors) }

    private var withoutVisitors: BrowserSignIn {
        var browsers = browsers
        browsers.marksVisitors = false
        return browsers
    }

    /// Forms that need no cookie: those behind a mail's link, whose token no other site knows (mails are read in
    /// windows that keep none), and what changes nothing but this browser's own cookies.
    func openForms(of router: some RouterMethods<AppContext>) -> RouterGroup<AppContext> {
        router.group("").add(middleware: forms.origin)
    }

    /// Behind it the browser is known.
    private func known(_ router: some RouterMethods<AppContext>) -> RouterGroup<AppContext> {
        router.group("").add(middleware: browsers)
    }
}

/// Stands before all routes: what is at no address of ours is told to people by a page, which tells in its head who is
/// signed in, like all others.
struct PagesNowhere {
    let browsers: BrowserSignIn

    func answer(
        _ request: Request, _ context: AppContext, _ rules: RouteGroup.Rules,
        _ next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch let error as HTTPError {
            guard error.status == .notFound, rules.hasCookies else { throw error }
            return try await browsers.handle(request, context: context) { _, _ in throw error }
        }
    }
}

/// Leads whoever is not signed in to the page where one signs in, and back to the page that was asked for.
struct SignInFirst: RouterMiddleware {
    /// Where one signs in; its parameter `next` says where to go on.
    let path: String

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard context.browser?.person == nil else { return try await next(request, context) }
        guard request.method == .get || request.method == .head, let back = OwnPath(request.uri.description) else {
            return .seeOther(path)
        }
        return .seeOther("\(path)?next=\(back.encoded)")
    }
}

extension Response {
    /// Leads a browser on to a page, which it asks for by GET.
    static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }
}
