import Domain
import HTTPTypes
import Hummingbird
import Jitsi
import NIOCore

/// What a Jitsi server itself asks.
struct JitsiRoutes: Sendable {
    /// Nil where meetings are on an open server.
    let tokens: TokenIssuer?

    /// The public half of the key that tokens are signed with: for a server of one's own that knows no secret. JaaS is
    /// given it by a person. Its length is told, because Prosody's client needs it.
    func keys(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let tokens, tokens.kind != .jaas, let keys = try tokens.publicKeys() else { throw Problem(.notFound) }
        var response = Response(bytes: ByteBuffer(string: keys), type: "application/json")
        response.headers[.contentLength] = String(keys.utf8.count)
        // Shorter than people wait who exchange the key.
        response.headers[.cacheControl] = "public, max-age=300"
        return response
    }
}
