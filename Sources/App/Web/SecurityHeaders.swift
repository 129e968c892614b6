import HTTPTypes
import Hummingbird

/// Headers that make a browser careful with every answer (OWASP Secure Headers), by the route's group. Cookies come to
/// no other groups than those that have them, and go from no other.
struct SecurityHeaders: RouterMiddleware {
    /// True where people reach the server by https: browsers are then told to stay there.
    let isSecure: Bool

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        let rules = RouteGroup(path: request.uri.path).rules
        var response = try await next(rules.hasCookies ? request : Self.withoutCookies(request), context)
        response.headers[.xContentTypeOptions] = "nosniff"
        // A page that leads on to another site says so itself.
        if response.headers[.contentSecurityPolicy] == nil { response.headers[.contentSecurityPolicy] = rules.policy }
        response.headers[Self.permissionsPolicy] = rules.permissions
        response.headers[Self.referrerPolicy] = "no-referrer"
        response.headers[Self.frameOptions] = "DENY"
        response.headers[Self.openerPolicy] = "same-origin"
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        if response.headers[.cacheControl] == nil {
            response.headers[.cacheControl] = request.headers[.authorization] != nil ? "no-store" : rules.cache
        }
        if rules.isPrivate { response.headers[Self.robots] = "noindex, nofollow" }
        if !rules.hasCookies { response.headers[.setCookie] = nil }
        return response
    }

    private static func withoutCookies(_ request: Request) -> Request {
        guard request.headers[.cookie] != nil else { return request }
        var head = request.head
        head.headerFields[.cookie] = nil
        return Request(head: head, body: request.body)
    }

    private static let robots = headerName("X-Robots-Tag")
    private static let permissionsPolicy = headerName("Permissions-Policy")
    private static let referrerPolicy = headerName("Referrer-Policy")
    private static let frameOptions = headerName("X-Frame-Options")
    private static let openerPolicy = headerName("Cross-Origin-Opener-Policy")
}

/// A header name that is known to be well formed.
func headerName(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("“\(text)” is no header name") }
    return name
}
