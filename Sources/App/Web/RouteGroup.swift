import HTTPTypes

/// Routes that browsers and caches are told the same about, and whose errors are told in one form: the one table of it.
enum RouteGroup: CaseIterable {
    /// The API, and the questions of monitors and of a Jitsi server: for programs.
    case api
    /// What is only read or printed: the description of the API as a file, a booking's receipt.
    case documents
    /// The pages that describe the API, whose examples can be copied.
    case guides
    /// What people use, and whatever is at no address of ours.
    case pages
    /// What a mail's link leads to, for one person alone.
    case managing
    /// Ways into meetings, each one person's own, where camera and microphone can be tried.
    case entrances
    /// Where a booking is paid: by the payment company's form, which alone may come from elsewhere.
    case payments
    /// Times to pick from, which sites that admins name may show in a frame of theirs.
    case embeds
    /// Style sheet and script.
    case assets
    /// What admins have sent: a logo, which is to be a picture and nothing else, also where it is opened by itself.
    case sent

    struct Rules {
        /// `Content-Security-Policy`.
        let policy: String
        /// Those that make browsers careful, in the order in which they are sent; and with them the one for https.
        let headers, secureHeaders: [HTTPField]
        /// `Cache-Control`, where an answer says nothing itself.
        let cache: HTTPField?
        /// Whether cookies come to its routes, and go from them. Where they do not, no other site can send a request
        /// with somebody's rights.
        let hasCookies: Bool
        /// Whether a person is told of errors by a page; programs are by JSON.
        let tellsByPage: Bool

        /// What a group may do that others may not.
        struct More {
            /// Who may use camera and microphone.
            var devices = "()"
            /// Who may ask a browser for its owner's cards, in a window of its own where it `opensWindows`.
            var payment = "()"
            var opensWindows = false
            /// Left out by search engines, whoever told them of it.
            var isPrivate = false
            /// May be shown by others in a frame, as the policy says.
            var framed = false
        }

        /// `policy` is `Content-Security-Policy`.
        init(policy: String, cache: String?, hasCookies: Bool, tellsByPage: Bool, _ more: More = More()) {
            let fields = SecurityHeaders.fields(
                policy: policy, devices: more.devices, payment: more.payment, opensWindows: more.opensWindows,
                isPrivate: more.isPrivate)
            headers = more.framed ? fields.filter { $0.name != SecurityHeaders.frameOptions } : fields
            secureHeaders = headers + [SecurityHeaders.strictTransport]
            self.cache = cache.map { HTTPField(name: .cacheControl, value: $0) }
            (self.policy, self.hasCookies, self.tellsByPage) = (policy, hasCookies, tellsByPage)
        }
    }

    /// Made once: every request asks for them.
    var rules: Rules {
        switch self {
        case .api: Self.apiRules
        case .documents: Self.documentRules
        case .guides: Self.guideRules
        case .pages: Self.pageRules
        case .managing: Self.managingRules
        case .entrances: Self.entranceRules
        case .payments: Self.paymentRules
        case .embeds: Self.embedRules
        case .assets: Self.assetRules
        case .sent: Self.sentRules
        }
    }

    private static let apiRules = Rules(policy: policy(), cache: nil, hasCookies: false, tellsByPage: false)
    private static let documentRules = Rules(
        policy: policy("style-src 'self'", "img-src 'self'"), cache: "no-cache", hasCookies: false, tellsByPage: false)
    private static let guideRules = Rules(
        policy: policy("style-src 'self'", "script-src 'self'", "img-src 'self'"), cache: "no-cache", hasCookies: false,
        tellsByPage: true)
    private static let pageRules = Rules(
        policy: policy(
            "style-src 'self'", "script-src 'self'", "img-src 'self'", "connect-src 'self'", "form-action 'self'"),
        cache: "no-store", hasCookies: true, tellsByPage: true)
    private static let managingRules = Rules(
        policy: pageRules.policy, cache: "no-store", hasCookies: true, tellsByPage: true, .init(isPrivate: true))
    private static let entranceRules = Rules(
        policy: pageRules.policy, cache: "no-store", hasCookies: true, tellsByPage: true,
        .init(devices: "(self)", isPrivate: true))
    private static let paymentRules = Rules(
        policy: pageRules.policy, cache: "no-store", hasCookies: true, tellsByPage: true,
        .init(payment: "(self \"https://js.stripe.com\")", opensWindows: true))
    private static let embedRules = Rules(
        policy: pageRules.policy, cache: "no-store", hasCookies: false, tellsByPage: true, .init(framed: true))
    private static let assetRules = Rules(policy: policy(), cache: "no-store", hasCookies: false, tellsByPage: false)
    private static let sentRules = Rules(
        policy: policy() + "; sandbox", cache: "no-store", hasCookies: false, tellsByPage: false)

    /// The group of a path. A receipt is a document of the API.
    init(path: String) {
        let (first, rest) = PathParts.first(of: path)
        switch first {
        case "api": self = Self.isReceipt(rest) ? .documents : .api
        case "health", "metrics", "jitsi", "reservations", "feeds": self = .api
        case "docs" where Self.isGuide(rest): self = .guides
        case "openapi.yaml" where rest.isEmpty, "openapi.json" where rest.isEmpty:
            self = .documents
        case "assets" where rest.hasPrefix("logo-"): self = .sent
        case "style.css" where rest.isEmpty, "favicon.ico" where rest.isEmpty, "assets": self = .assets
        case "m" where !rest.isEmpty: self = .managing
        case "join" where !rest.isEmpty: self = .entrances
        case "embed" where !rest.isEmpty: self = .embeds
        case "bookings": self = Self.isPayment(rest) ? .payments : .pages
        default: self = .pages
        }
    }

    /// The policy where the answer to a form may lead on to another site.
    func policy(leadingOnTo url: String) -> String {
        let origin = url.split(separator: "/", maxSplits: 2).prefix(2).joined(separator: "//")
        return rules.policy.replacing("form-action 'self'", with: "form-action 'self' \(origin)")
    }

    /// Whether the path behind `api` is that of a receipt.
    private static func isReceipt(_ path: Substring) -> Bool {
        let parts = path.utf8.first == UInt8(ascii: "b") ? PathParts(path).all : []
        return parts.count == 3 && parts[0] == "bookings" && parts[2] == "receipt"
    }

    /// Whether the path behind `docs` is that of a page or a picture of ours, by its form.
    private static func isGuide(_ path: Substring) -> Bool {
        path.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "-")...UInt8(ascii: "9") ~= byte
        }
    }

    /// Whether the path behind `bookings` is that of a page where one is paid.
    private static func isPayment(_ path: Substring) -> Bool {
        let parts = PathParts(path).all
        return parts.count == 2 && parts[1] == "pay"
    }

    /// The policy of a page that these sites may show in a frame; nobody may where none is named.
    func policy(framedBy origins: [String]) -> String {
        let ancestors = origins.isEmpty ? "'none'" : origins.joined(separator: " ")
        return rules.policy.replacing("frame-ancestors 'none'", with: "frame-ancestors \(ancestors)")
    }

    /// The policy of a page that may load more than our own, by directive.
    func policy(loading sources: [String: [String]]) -> String {
        let allowed = rules.policy.split(separator: "; ").map(String.init)
        let known = allowed.map { directive in
            let more = sources[String(directive.prefix { $0 != " " })] ?? []
            return ([directive] + more).joined(separator: " ")
        }
        let names = allowed.map { String($0.prefix { $0 != " " }) }
        let others = sources.filter { !names.contains($0.key) }.sorted { $0.key < $1.key }
        return (known + others.map { "\($0.key) \($0.value.joined(separator: " "))" }).joined(separator: "; ")
    }

    /// A path of the group that leads nowhere.
    var nowhere: String {
        switch self {
        case .api, .documents: "/api/nowhere"
        case .pages, .managing, .entrances, .payments, .embeds, .guides: "/nowhere"
        case .assets, .sent: "/assets/nowhere"
        }
    }

    /// Nothing is allowed but what is named, and no site may put an answer into a frame.
    private static func policy(_ allowed: String...) -> String {
        let always = allowed.contains { $0.hasPrefix("form-action") } ? [] : ["form-action 'none'"]
        return (["default-src 'none'"] + allowed + always + ["base-uri 'none'", "frame-ancestors 'none'"])
            .joined(separator: "; ")
    }
}
