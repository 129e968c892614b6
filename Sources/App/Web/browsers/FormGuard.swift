import Domain
import HTTPTypes
import Hummingbird

/// The fields of a page's form that came from a page of ours; only `FormGuard` makes one.
package struct SentForm: Sendable {
    let trust: FormTrust
    /// What was chosen in a form that carries a file; empty where nothing was.
    let file: [UInt8]
    private let pairs: URLPairs

    fileprivate init(_ pairs: URLPairs, _ file: [UInt8], _ trust: FormTrust) {
        (self.pairs, self.file, self.trust) = (pairs, file, trust)
    }

    /// The form, without its token.
    func form(_ allowed: Set<String>) throws -> Form { try Form(typed: pairs, allowed: allowed) }
}

/// Lets a form through that a page of ours has shown to this browser, and no other site's (CSRF). Reads the body, so
/// that no handler behind it can act on a form that was not judged.
package struct FormGuard: RouterMiddleware {
    /// The name of the hidden field that carries the token.
    static let field = "csrf_token"

    let origin: OwnOrigin
    /// Bytes of the file that its forms may carry; nil for forms that carry none.
    var mostFileBytes: Int?

    package func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        guard let browser = context.browser else { preconditionFailure("FormGuard stands behind BrowserSignIn") }
        try origin.require(request)
        var context = context
        if let mostFileBytes {
            let form = try await request.fileForm(context, upTo: mostFileBytes)
            guard let trust = browser.trust(in: form.texts[Self.field] ?? "") else { throw Problem.staleForm }
            context.sentForm = SentForm(try URLPairs([], mostValueBytes: 0), form.file?.bytes ?? [], trust)
        } else {
            var pairs = try await request.formPairs(context)
            guard let trust = browser.trust(in: pairs.take(Self.field) ?? "") else { throw Problem.staleForm }
            context.sentForm = SentForm(pairs, [], trust)
        }
        return try await next(request, context)
    }
}

/// Tells a request that a page of ours has made from one of another site, by what browsers say of it.
package struct OwnOrigin: RouterMiddleware {
    /// Scheme, host and port of `PUBLIC_URL`.
    let origin: String

    init(publicURL: String) {
        origin = publicURL.split(separator: "/", maxSplits: 2).prefix(2).joined(separator: "//").lowercased()
    }

    package func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        try require(request)
        return try await next(request, context)
    }

    /// Throws `forbidden` for a request of another site. What says nothing passes: it is no page's, or a very old
    /// browser's.
    func require(_ request: Request) throws {
        // A page cannot write this header (W3C, Fetch Metadata).
        if let site = request.plainHeader(Self.fetchSite, most: 40) {
            guard ["same-origin", "none"].contains(site) else { throw Problem.staleForm }
            return
        }
        // Browsers say `null` where the page's Referrer-Policy is `no-referrer`, as ours is (Fetch, 3.2).
        guard let said = request.headers[.origin], said != "null" else { return }
        let host = request.head.authority.map { "//" + $0.lowercased() } ?? origin
        guard said.utf8.count <= Self.mostBytes, said.lowercased() == origin || said.lowercased().hasSuffix(host) else {
            throw Problem.staleForm
        }
    }

    private static let fetchSite = headerName("Sec-Fetch-Site")
    private static let mostBytes = 300
}

extension Problem {
    /// A form that is too old, or another site's.
    static var staleForm: Problem {
        var problem = Problem(.forbidden)
        problem.obstacle = .staleForm
        return problem
    }
}
