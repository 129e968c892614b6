import Domain
import Hummingbird

/// Stands before the pages that mails link to: whoever opens one wrote neither a body nor a URL, and what cannot be
/// read of theirs is a link that something has broken on its way.
struct BrokenLinks: RouterMiddleware {
    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch let problem as Problem {
            let isOfToken = !problem.fields.isEmpty && problem.fields.allSatisfy { $0.name == "token" }
            throw problem.code == .badRequest || isOfToken ? Problem(.linkExpired) : problem
        }
    }
}
