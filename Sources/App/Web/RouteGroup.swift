/// Routes that browsers and caches are told the same about, and whose errors are told in one form: the one table of it.
enum RouteGroup: CaseIterable {
    /// The API and the questions of monitors, for programs.
    case api
    /// What is only read or printed: the description of the API, a booking's receipt.
    case documents
    /// What people use, and whatever is at no address of ours.
    case pages
    /// Style sheet and script.
    case assets

    struct Rules {
        /// `Content-Security-Policy`.
        let policy: String
        /// `Cache-Control`, where an answer says nothing itself.
        let cache: String?
        /// Whether cookies come to its routes, and go from them. Where they do not, no other site can send a request
        /// with somebody's rights.
        let hasCookies: Bool
        /// Whether a person is told of errors by a page; programs are by JSON.
        let tellsByPage: Bool
    }

    var rules: Rules {
        switch self {
        case .api: Rules(policy: Self.policy(), cache: nil, hasCookies: false, tellsByPage: false)
        case .documents:
            Rules(
                policy: Self.policy("style-src 'self'", "img-src 'self'"), cache: "no-cache", hasCookies: false,
                tellsByPage: false)
        case .pages:
            Rules(
                policy: Self.policy(
                    "style-src 'self'", "script-src 'self'", "img-src 'self'", "connect-src 'self'",
                    "form-action 'self'"),
                cache: "no-store", hasCookies: true, tellsByPage: true)
        case .assets: Rules(policy: Self.policy(), cache: "no-store", hasCookies: false, tellsByPage: false)
        }
    }

    /// The group of a path, by its parts as the router reads them, to which empty ones are none (`//api/services/`). A
    /// receipt is a document of the API.
    init(path: String) {
        let parts = path.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init)
        let first = parts.first ?? ""
        if parts.count == 4, first == "api", parts[1] == "bookings", parts[3] == "receipt" {
            self = .documents
        } else if ["api", "health", "metrics"].contains(first) {
            self = .api
        } else if parts.count == 1, ["docs", "openapi.yaml", "openapi.json"].contains(first) {
            self = .documents
        } else if first == "assets" || first == "style.css" && parts.count == 1 {
            self = .assets
        } else {
            self = .pages
        }
    }

    /// Nothing is allowed but what is named, and no site may put an answer into a frame.
    private static func policy(_ allowed: String...) -> String {
        let always = allowed.contains { $0.hasPrefix("form-action") } ? [] : ["form-action 'none'"]
        return (["default-src 'none'"] + allowed + always + ["base-uri 'none'", "frame-ancestors 'none'"])
            .joined(separator: "; ")
    }
}
