import Domain
import HTTPTypes
import Hummingbird

/// Asks who the bearer of a token is (RFC 6750), for all routes behind it.
struct SignIn: RouterMiddleware {
    /// Whose a token is; throws `unauthorized`.
    let bearer: @Sendable (_ token: String) async throws -> Bearer
    /// What may be asked with a key.
    let keyScopes: KeyScopes

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let bearer = try await bearer(of: request)
        return try await Self.telling(bearer.owner) {
            var context = context
            let scopes = keyScopes.scopes(request.method, context.endpointPath ?? "")
            context.user = try bearer.user(by: scopes, onlyReads: KeyScopes.onlyReads(request.method))
            context.bearer = bearer
            return try await next(request, context)
        }
    }

    /// Answers whoever sent the request, in their language where it fails, by a key with this scope alone; throws
    /// `unauthorized` where it carries no valid token.
    func answer(
        _ request: Request, by scope: KeyScope, _ body: (User) async throws -> Response
    ) async throws -> Response {
        let bearer = try await bearer(of: request)
        return try await Self.telling(bearer.owner) {
            try await body(bearer.user(by: [scope], onlyReads: KeyScopes.onlyReads(request.method)))
        }
    }

    private func bearer(of request: Request) async throws -> Bearer {
        guard let token = Self.token(request) else { throw Problem(.unauthorized) }
        return try await bearer(token)
    }

    /// A context is passed on as a copy, so that errors alone tell who it was to whatever stands around.
    private static func telling(_ user: User, _ body: () async throws -> Response) async throws -> Response {
        do { return try await body() } catch { throw ToldError(error, to: user) }
    }

    private static let mostHeaderBytes = 4_200

    /// Behind the scheme, in any case, one blank or more (RFC 9110, 11.4), and no more words behind the token.
    private static func token(_ request: Request) -> String? {
        guard let header = request.plainHeader(.authorization, most: mostHeaderBytes) else { return nil }
        // By bytes: to look for the ends of letters takes ten times as long as to judge a token that is known.
        let parts = header.utf8.split(separator: UInt8(ascii: " "))
        guard parts.count == 2, Substring(parts[0]).lowercased() == "bearer" else { return nil }
        return String(Substring(parts[1]))
    }
}
