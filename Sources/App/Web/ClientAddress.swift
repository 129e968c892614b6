import Domain
import HTTPTypes
import Hummingbird

/// Behind a trusted proxy the client's address is the last one in `X-Forwarded-For` that is not itself a proxy of ours.
struct ClientAddress: RouterMiddleware {
    let proxies: Set<String>

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard proxies.contains(context.address), let chain = request.headers[Self.forwardedFor] else {
            return try await next(request, context)
        }
        var context = context
        let addresses = chain.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        if let client = addresses.last(where: { !proxies.contains($0) }), client.utf8.count <= 64 {
            context.address = client
        }
        return try await next(request, context)
    }

    private static let forwardedFor = headerName("X-Forwarded-For")
}
