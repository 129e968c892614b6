import Domain
import Hummingbird
import Logging
import NIOCore

/// What travels with a request: who asks, from where, and under which id it stands in the log.
package struct AppContext: BoundedContext {
    package var coreContext: CoreRequestContextStorage
    /// The address of the connection; `ClientAddress` replaces it where a trusted proxy names the real one.
    var address: IPAddress
    /// Whether a trusted proxy has named the client.
    var isProxied = false
    /// Set by `SignIn`, where the request carries a valid token; never for pages.
    var user: User?
    var bearer: Bearer?
    /// Set by `BrowserSignIn`, for pages; never for the API.
    package var browser: Browser?
    /// Set by `FormGuard`, where a page's form came from a page of ours.
    package var sentForm: SentForm?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ip ?? .unknown
    }
}

/// What every context of ours is: of a request's body it reads so much at most.
package protocol BoundedContext: RequestContext {}

extension BoundedContext {
    /// In bytes.
    package var maxUploadSize: Int { 64 * 1024 }
}

extension RequestContext {
    /// The id under which the request stands in the log and in `X-Request-Id`.
    var requestID: String { logger.requestID }
}

extension Logger {
    /// Of the request of which it tells.
    var requestID: String { self[metadataKey: "hb.request.id"]?.description ?? "-" }
}

/// A request of a person who is signed in: a handler that asks for it cannot be reached without.
struct SignedInContext: ChildRequestContext, BoundedContext {
    var coreContext: CoreRequestContextStorage
    let address: IPAddress
    /// With those rights that count for this request: by a key they may be fewer than the person has.
    let user: User
    fileprivate let bearer: Bearer

    init(context: AppContext) throws {
        guard let user = context.user, let bearer = context.bearer else { throw Problem(.unauthorized) }
        coreContext = context.coreContext
        address = context.address
        self.user = user
        self.bearer = bearer
    }

    /// Throws `forbidden` where a program asks with a key.
    var sessionID: SessionID { get throws { try bearer.session } }
}

/// A request of an admin.
struct AdminContext: ChildRequestContext, BoundedContext {
    var coreContext: CoreRequestContextStorage
    let admin: User
    private let bearer: Bearer

    init(context: SignedInContext) throws {
        guard context.user.isAdmin else { throw Problem(.forbidden) }
        coreContext = context.coreContext
        (admin, bearer) = (context.user, context.bearer)
    }

    /// Throws `forbidden` where a program asks with a key.
    var sessionID: SessionID { get throws { try bearer.session } }
}

/// A request of a person who gives consultations.
struct HostContext: ChildRequestContext, BoundedContext {
    var coreContext: CoreRequestContextStorage
    let host: User

    init(context: SignedInContext) throws {
        guard context.user.isHost else { throw Problem(.forbidden) }
        coreContext = context.coreContext
        host = context.user
    }
}
