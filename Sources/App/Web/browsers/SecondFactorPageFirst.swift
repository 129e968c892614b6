import Domain
import HTTPTypes
import Hummingbird

/// Leads staff who have no second factor, where the settings want one, to the page where it is set.
struct SecondFactorPageFirst: RouterMiddleware {
    let isMissing: @Sendable (User) async throws -> Bool
    let path: String

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard let user = context.browser?.person?.user, try await isMissing(user) else {
            return try await next(request, context)
        }
        // What has just been done is told there in place of the account's page.
        let isAccount = PathParts(request.uri.path).all.first == "account"
        return .seeOther(path + (isAccount ? request.uri.query.map { "?\($0)" } ?? "" : ""))
    }
}
