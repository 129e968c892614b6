import HTTPTypes
import Hummingbird

/// Stands before the router, which compares each part of a path with those that it knows: a path that is long or not
/// ASCII (RFC 3986) is none of them, and is answered like any other that leads nowhere.
package struct PlainPaths: HTTPResponder {
    private static let mostBytes = 2_000

    let router: RouterResponder<AppContext>

    package func respond(to request: Request, context: AppContext) async throws -> Response {
        let path = request.uri.path.utf8
        if path.count <= Self.mostBytes, path.allSatisfy({ $0 < 128 }) {
            return try await router.respond(to: request, context: context)
        }
        var head = request.head
        // Programs are told by JSON that it is nowhere, people by a page.
        head.path = RouteGroup(path: request.uri.path).nowhere
        return try await router.respond(to: Request(head: head, body: request.body), context: context)
    }
}
