import Domain
import HTTPTypes
import Hummingbird

/// Lets the web pages of chosen origins call the API (WHATWG Fetch, CORS). No cookies are ever involved.
struct CrossOrigin {
    let origins: Set<String>

    /// The answer to a browser's question whether its page may ask at all; nil where the request is no such question.
    func answerBeforehand(_ request: Request) -> Response? {
        guard Self.isAskedBeforehand(request) else { return nil }
        return origin(of: request) == nil ? refusal(request) : Self.permission
    }

    /// Says in an answer for whose pages it is.
    func note(in response: inout Response, to request: Request) {
        if let origin = origin(of: request) {
            response.headers[.accessControlAllowOrigin] = origin
            response.headers[.accessControlExposeHeaders] = "Retry-After, Location, X-Request-Id, Idempotent-Replayed"
        } else if origins.isEmpty, !Self.isAskedBeforehand(request) {
            return
        }
        // A shared cache must not give one origin's answer to another.
        response = response.varying(by: .origin)
    }

    /// Where it is one of those that are chosen.
    private func origin(of request: Request) -> String? {
        guard !origins.isEmpty, let origin = request.plainHeader(.origin, most: 300) else { return nil }
        return origins.contains(origin) ? origin : nil
    }

    private static func isAskedBeforehand(_ request: Request) -> Bool {
        request.method == .options && request.headers.contains(.accessControlRequestMethod)
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
}
