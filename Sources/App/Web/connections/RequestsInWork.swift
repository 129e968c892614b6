import Domain
import Hummingbird

/// Bounds the requests of one client that are in work at once. Without a proxy its connections bound them already;
/// behind one all come by the same few connections.
struct RequestsInWork: RouterMiddleware {
    private let tally: Tally

    init(_ limits: ConnectionLimits) {
        tally = Tally(mostBySubscriber: limits.byAddress)
    }

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let client = context.address.subscriber
        guard tally.enter(client) else { throw Problem(.tooManyRequests, retryAfterSeconds: 1) }
        defer { tally.leave(client) }
        return try await next(request, context)
    }
}
