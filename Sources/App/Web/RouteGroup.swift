/// Routes that browsers and caches are told the same about, and whose errors are told in one form: the one table of it.
enum RouteGroup: CaseIterable {
    /// The API, and the questions of monitors and of a Jitsi server: for programs.
    case api
    /// What is only read or printed: the description of the API, a booking's receipt.
    case documents
    /// What people use, and whatever is at no address of ours.
    case pages
    /// Ways into meetings, each one person's own, where camera and microphone can be tried.
    case entrances
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
        /// `Permissions-Policy`: what no page needs is refused (W3C, Permissions Policy).
        var permissions = RouteGroup.permissions(devices: "()")
        /// Whether search engines are to leave it out, whoever told them of it.
        var isPrivate = false
    }

    /// Made once: every request asks for them.
    var rules: Rules {
        switch self {
        case .api: Self.apiRules
        case .documents: Self.documentRules
        case .pages: Self.pageRules
        case .entrances: Self.entranceRules
        case .assets: Self.assetRules
        }
    }

    private static let apiRules = Rules(policy: policy(), cache: nil, hasCookies: false, tellsByPage: false)
    private static let documentRules = Rules(
        policy: policy("style-src 'self'", "img-src 'self'"), cache: "no-cache", hasCookies: false, tellsByPage: false)
    private static let pageRules = Rules(
        policy: policy(
            "style-src 'self'", "script-src 'self'", "img-src 'self'", "connect-src 'self'", "form-action 'self'"),
        cache: "no-store", hasCookies: true, tellsByPage: true)
    private static let entranceRules = Rules(
        policy: pageRules.policy, cache: "no-store", hasCookies: true, tellsByPage: true,
        permissions: permissions(devices: "(self)"), isPrivate: true)
    private static let assetRules = Rules(policy: policy(), cache: "no-store", hasCookies: false, tellsByPage: false)

    /// The group of a path, by its parts as the router reads them, to which empty ones are none (`//api/services/`). A
    /// receipt is a document of the API.
    init(path: String) {
        let parts = path.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init)
        let isAlone = parts.count == 1
        switch parts.first {
        case "api" where parts.count == 4 && parts[1] == "bookings" && parts[3] == "receipt": self = .documents
        case "api", "health", "metrics", "jitsi": self = .api
        case "docs" where isAlone, "openapi.yaml" where isAlone, "openapi.json" where isAlone: self = .documents
        case "style.css" where isAlone, "assets": self = .assets
        case "join" where !isAlone: self = .entrances
        default: self = .pages
        }
    }

    /// The policy where the answer to a form may lead on to another site.
    func policy(leadingOnTo url: String) -> String {
        let origin = url.split(separator: "/", maxSplits: 2).prefix(2).joined(separator: "//")
        return rules.policy.replacing("form-action 'self'", with: "form-action 'self' \(origin)")
    }

    private static func permissions(devices: String) -> String {
        "camera=\(devices), display-capture=(), geolocation=(), microphone=\(devices), payment=(), usb=()"
    }

    /// Nothing is allowed but what is named, and no site may put an answer into a frame.
    private static func policy(_ allowed: String...) -> String {
        let always = allowed.contains { $0.hasPrefix("form-action") } ? [] : ["form-action 'none'"]
        return (["default-src 'none'"] + allowed + always + ["base-uri 'none'", "frame-ancestors 'none'"])
            .joined(separator: "; ")
    }
}
