import Domain
import Hummingbird
import NIOCore

/// Stands before a form that takes long to fill in. Whoever was signed out meanwhile, or has signed in anew, is shown
/// it again with what they typed; nothing is done with it.
struct LastingForms: RouterMiddleware {
    let origin: OwnOrigin
    let browsers: BrowserSignIn
    /// Answers with the form as it was sent, which nobody has judged: it may be shown to its sender, and no more.
    let again: @Sendable (Request, VisitorPage) async throws -> Response

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let bytes = try await request.bodyBytes(context)
        let whole = Request(head: request.head, body: .init(buffer: ByteBuffer(bytes: bytes)))
        if context.browser?.person != nil {
            do { return try await next(whole, context) } catch let problem as Problem where problem == .staleForm {}
        }
        // Another site's form is shown to nobody.
        try origin.require(request)
        let page = try VisitorPage(context: context)
        var response = try await again(whole, page)
        // The form's token is worth nothing without it.
        browsers.mark(page.browser, ifNewIn: request, in: &response)
        return response
    }
}
