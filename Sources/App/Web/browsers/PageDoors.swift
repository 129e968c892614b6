import HTTPTypes
import Hummingbird

/// The doors to pages: every page is behind one of them, and each gives its handlers a context that says who has come
/// in. `group(context:)` narrows those of people who are signed in to hosts and admins.
package struct PageDoors: Sendable {
    let browsers: BrowserSignIn
    let forms: FormGuard
    let signInFirst: SignInFirst

    package func visitorPages(of router: some RouterMethods<AppContext>) -> RouterGroup<VisitorPage> {
        known(router).group(context: VisitorPage.self)
    }

    package func visitorForms(of router: some RouterMethods<AppContext>) -> RouterGroup<VisitorForm> {
        known(router).add(middleware: forms).group(context: VisitorForm.self)
    }

    package func signedInPages(of router: some RouterMethods<AppContext>) -> RouterGroup<SignedInPage> {
        known(router).add(middleware: signInFirst).group(context: SignedInPage.self)
    }

    package func signedInForms(of router: some RouterMethods<AppContext>) -> RouterGroup<SignedInForm> {
        known(router).add(middleware: signInFirst).add(middleware: forms).group(context: SignedInForm.self)
    }

    /// Forms behind a mail's link, whose token no other site knows. They need no cookie: mails are read in windows that
    /// keep none.
    func linkedForms(of router: some RouterMethods<AppContext>) -> RouterGroup<AppContext> {
        router.group("").add(middleware: forms.origin)
    }

    /// Behind it the browser is known.
    private func known(_ router: some RouterMethods<AppContext>) -> RouterGroup<AppContext> {
        router.group("").add(middleware: browsers)
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
