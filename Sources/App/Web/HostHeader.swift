import Hummingbird

/// A request names one host (RFC 9112, 3.2). `ConnectionBounds` takes the name away where there are two.
struct HostHeader: RouterMiddleware {
    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard request.head.authority != nil else { throw HTTPError(.badRequest) }
        return try await next(request, context)
    }
}
