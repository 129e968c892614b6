import HTTPTypes
import Hummingbird

/// Headers that make a browser careful with every answer (OWASP Secure Headers).
struct SecurityHeaders: RouterMiddleware {
    /// True where people reach the server by https: browsers are then told to stay there.
    let isSecure: Bool

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[Self.referrerPolicy] = "no-referrer"
        response.headers[Self.frameOptions] = "DENY"
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        if request.headers[.authorization] != nil, response.headers[.cacheControl] == nil {
            response.headers[.cacheControl] = "no-store"
        }
        return response
    }

    private static let policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'"
    private static let referrerPolicy = headerName("Referrer-Policy")
    private static let frameOptions = headerName("X-Frame-Options")
}

/// A header name that is known to be well formed.
func headerName(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("“\(text)” is no header name") }
    return name
}
