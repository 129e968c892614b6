import Domain
import Hummingbird

/// Refuses staff who have no second factor where the settings want one: for all routes behind it. Asked at each
/// request, so that it holds in sessions that are open already.
struct SecondFactorFirst: RouterMiddleware {
    let isMissing: @Sendable (User) async throws -> Bool

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard let user = context.user else { throw Problem(.unauthorized) }
        guard try await !isMissing(user) else { throw Problem(.totpSetupRequired) }
        return try await next(request, context)
    }
}
