import HTTPTypes
import Hummingbird

/// Headers that make a browser careful with every answer (OWASP Secure Headers), by the rules of the route's group.
/// They are made once: no answer has any of them yet, and none need be looked at again.
struct SecurityHeaders {
    /// True where people reach the server by https: browsers are then told to stay there.
    let isSecure: Bool

    func add(to response: inout Response, _ rules: RouteGroup.Rules, for request: Request) {
        if !rules.hasCookies, response.headers.contains(.setCookie) { response.headers[.setCookie] = nil }
        if !response.headers.contains(.cacheControl) {
            let field = request.headers.contains(.authorization) ? Self.keptByNobody : rules.cache
            if let field { response.headers.append(field) }
        }
        let fields = isSecure ? rules.secureHeaders : rules.headers
        let end = response.headers.endIndex
        // A page that leads on to another site says its policy itself, as does what our own pages show in a frame.
        if let policy = response.headers[.contentSecurityPolicy] {
            let isFramed = !policy.contains("frame-ancestors 'none'")
            let others = fields.filter {
                $0.name != .contentSecurityPolicy && !(isFramed && $0.name == Self.frameOptions)
            }
            response.headers.replaceSubrange(end..<end, with: others)
        } else {
            response.headers.replaceSubrange(end..<end, with: fields)
        }
    }

    /// All of them in a group with that policy, but the one for https. Camera and microphone are for `devices` alone,
    /// a browser's cards for `payment`, and what no page needs for nobody (W3C, Permissions Policy).
    static func fields(
        policy: String, devices: String, payment: String, opensWindows: Bool, isPrivate: Bool
    ) -> [HTTPField] {
        let permissions =
            "camera=\(devices), display-capture=(), geolocation=(), microphone=\(devices), payment=\(payment), usb=()"
        let opener = opensWindows ? "same-origin-allow-popups" : "same-origin"
        let fields = [
            HTTPField(name: .xContentTypeOptions, value: "nosniff"),
            HTTPField(name: .contentSecurityPolicy, value: policy),
            HTTPField(name: headerName("Permissions-Policy"), value: permissions),
            HTTPField(name: headerName("Referrer-Policy"), value: "no-referrer"),
            HTTPField(name: frameOptions, value: "DENY"),
            HTTPField(name: headerName("Cross-Origin-Opener-Policy"), value: opener),
        ]
        return isPrivate ? fields + [HTTPField(name: headerName("X-Robots-Tag"), value: "noindex, nofollow")] : fields
    }

    static let frameOptions = headerName("X-Frame-Options")
    static let strictTransport = HTTPField(name: .strictTransportSecurity, value: "max-age=31536000")
    private static let keptByNobody = HTTPField(name: .cacheControl, value: "no-store")
}

/// A header name that is known to be well formed.
func headerName(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("“\(text)” is no header name") }
    return name
}
