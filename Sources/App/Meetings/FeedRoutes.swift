import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// A person's calendar feed, and its address.
struct FeedRoutes: Sendable {
    let feeds: Feeds

    /// For whoever has the address: programs for calendars sign nobody in.
    func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let text = try await feeds.calendar(linkedBy: context.parameters.get("opaque") ?? "")
        let bytes = ByteBuffer(string: text)
        let tag = EntityTag(of: bytes)
        var response =
            tag.isNamed(by: request.headers[.ifNoneMatch])
            ? Response(status: .notModified)
            : Response(.ok, bytes: bytes, type: "text/calendar; charset=utf-8")
        response.headers[.eTag] = tag.text
        response.headers[.cacheControl] = "private, no-cache"
        return response
    }

    func address(_ request: Request, _ context: SignedInContext) async throws -> Response {
        Self.told(try await feeds.accounts.feedAddress(of: context.user))
    }

    func renew(_ request: Request, _ context: SignedInContext) async throws -> Response {
        Self.told(try await feeds.accounts.renewFeedAddress(of: context.caller))
    }

    private static func told(_ address: String) -> Response {
        .object { json in json.field("feed") { $0.field("url", address) } }
    }
}
