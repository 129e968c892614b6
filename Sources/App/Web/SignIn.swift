import Domain
import HTTPTypes
import Hummingbird

/// Asks who the bearer of a token is (RFC 6750), for all routes behind it.
struct SignIn: RouterMiddleware {
    /// The person and the session of an access token; throws `unauthorized`.
    let person: @Sendable (_ token: String) async throws -> (user: User, sessionID: SessionID)

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let (user, session) = try await asker(of: request)
        context.user = user
        context.sessionID = session
        return try await Self.telling(user) { [context] in try await next(request, context) }
    }

    /// Answers whoever sent the request, in their language where it fails; throws `unauthorized` where it carries no
    /// valid token.
    func answer(_ request: Request, _ body: (User) async throws -> Response) async throws -> Response {
        let user = try await asker(of: request).user
        return try await Self.telling(user) { try await body(user) }
    }

    private func asker(of request: Request) async throws -> (user: User, sessionID: SessionID) {
        guard let token = Self.token(request) else { throw Problem(.unauthorized) }
        return try await person(token)
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
