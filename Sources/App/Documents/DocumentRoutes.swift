import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// The description of the API and what pages need.
final class DocumentRoutes: Sendable {
    private let pages: Pages
    /// Made at the first question, and when the practice looks otherwise: a start should not wait for it.
    private let memory = Mutex<(brand: Int64, made: Reference)?>(nil)

    init(pages: Pages) {
        self.pages = pages
    }

    @Sendable func yaml(_ request: Request, _ context: AppContext) async throws -> Response {
        try reference().yaml.response(to: request)
    }

    @Sendable func json(_ request: Request, _ context: AppContext) async throws -> Response {
        try reference().json.response(to: request)
    }

    @Sendable func page(_ request: Request, _ context: AppContext) async throws -> Response {
        try reference().html.response(to: request)
    }

    /// A document beside the reference.
    @Sendable func guide(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let guide = Guide(rawValue: context.parameters.get("name") ?? ""),
            let text = try reference().guides[guide]
        else { throw Problem(.notFound) }
        return text.response(to: request)
    }

    /// A picture, whose own styles stand in it.
    @Sendable func diagram(_ request: Request, _ context: AppContext) async throws -> Response {
        guard let text = Guide.diagram(context.parameters.get("name") ?? "") else { throw Problem(.notFound) }
        var response = StaticText(text, type: "image/svg+xml").response(to: request)
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
        return response
    }

    /// The style sheet by the name that pages of one's own templates know.
    @Sendable func style(_ request: Request, _ context: AppContext) async throws -> Response {
        pages.brand.now.styleSheet.response(to: request, keptFor: 3_600)
    }

    /// The icon by the name that browsers ask for unbidden.
    @Sendable func icon(_ request: Request, _ context: AppContext) async throws -> Response {
        pages.brand.now.icon.response(to: request, keptFor: 3_600)
    }

    @Sendable func asset(_ request: Request, _ context: AppContext) async throws -> Response {
        let name = context.parameters.get("name") ?? ""
        guard let file = pages.brand.answer(to: request, named: name) else { throw Problem(.notFound) }
        return file
    }

    private func reference() throws -> Reference {
        let brand = pages.brand.now.branding.version
        return try memory.withLock { memory in
            if let memory, memory.brand == brand { return memory.made }
            let made = try Reference.make(pages)
            memory = (brand, made)
            return made
        }
    }
}
