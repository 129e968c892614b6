import HTTPTypes
import Hummingbird

/// Lets the web pages of chosen origins call the API (WHATWG Fetch, CORS). No cookies are ever involved.
struct CrossOrigin: RouterMiddleware {
    let origins: Set<String>

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard !origins.isEmpty else { return try await next(request, context) }
        guard let origin = request.headers[.origin], origins.contains(origin) else {
            return vary(try await next(request, context))
        }
        let asksFirst = request.method == .options && request.headers[.accessControlRequestMethod] != nil
        var response = asksFirst ? Self.permission : try await next(request, context)
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlExposeHeaders] = "Retry-After, Location, X-Request-Id, Idempotent-Replayed"
        return vary(response)
    }

    private static var permission: Response {
        Response(
            status: .noContent,
            headers: [
                .accessControlAllowMethods: "GET, POST, PUT, PATCH, DELETE",
                .accessControlAllowHeaders: "Authorization, Content-Type, Idempotency-Key, X-Current-Password",
                .accessControlMaxAge: "600",
            ])
    }

    /// A shared cache must not give one origin's answer to another.
    private func vary(_ response: Response) -> Response {
        var response = response
        response.headers[.vary] = "Origin"
        return response
    }
}
