import Domain
import HTTPTypes
import Hummingbird

/// Lets the web pages of chosen origins call the API (WHATWG Fetch, CORS). No cookies are ever involved.
struct CrossOrigin: RouterMiddleware {
    let origins: Set<String>

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let asksFirst = request.method == .options && request.headers[.accessControlRequestMethod] != nil
        guard let origin = request.plainHeader(.origin, most: 300), origins.contains(origin) else {
            if asksFirst { return vary(refusal(request)) }
            let response = try await next(request, context)
            return origins.isEmpty ? response : vary(response)
        }
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

    /// A browser shows its author the answer to the question that it asked beforehand.
    private func refusal(_ request: Request) -> Response {
        Problem(.originNotAllowed).response(Catalogue.of(accepting: request.headers[.acceptLanguage]))
    }

    /// A shared cache must not give one origin's answer to another.
    private func vary(_ response: Response) -> Response {
        response.varying(by: .origin)
    }
}
