import Domain
import Hummingbird

/// Refuses names in the query of an API's route that it does not know, as a form refuses fields: `?form=` in place of
/// `?from=` would list everything. Pages are opened by links that others lengthen, and ignore what they do not know.
struct QueryNames: RouterMiddleware {
    /// By method and path, as the router writes them: `GET /api/services/{id}/slots`.
    let known: [String: Set<String>]

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        if let query = request.uri.query, !query.isEmpty, let path = context.endpointPath, path.hasPrefix("/api/") {
            // The router answers HEAD wherever it answers GET.
            let method = request.method == .head ? "GET" : request.method.rawValue
            try Query.pairs(query).refuseNames(outside: known["\(method) \(path)"] ?? [])
        }
        return try await next(request, context)
    }
}
