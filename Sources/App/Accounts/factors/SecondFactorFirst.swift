import Domain
import HTTPTypes
import Hummingbird

extension Accounts {
    /// Whether somebody must set a second factor before anything else.
    func needsSecondFactor(_ user: User) async throws -> Bool {
        guard staffNeedsSecondFactor, user.isAdmin || user.isHost else { return false }
        return try await database.read { try !$0.hasSecondFactor(user.id) }
    }
}

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
