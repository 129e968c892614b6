import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// The description of the API and what pages need.
final class DocumentRoutes: Sendable {
    private let pages: Pages
    private let styleSheet = StaticText(EmbeddedFile.text("pages/style.css"), type: "text/css; charset=utf-8")
    /// Made at the first question and remembered: a start should not wait for it.
    private let memory = Mutex<Reference?>(nil)

    init(pages: Pages) {
        self.pages = pages
    }

    @Sendable func yaml(_ request: Request, _ context: AppContext) async throws -> Response {
        try reference().yaml.response
    }

    @Sendable func json(_ request: Request, _ context: AppContext) async throws -> Response {
        try reference().json.response
    }

    @Sendable func page(_ request: Request, _ context: AppContext) async throws -> Response {
        try reference().html.response
    }

    @Sendable func style(_ request: Request, _ context: AppContext) async throws -> Response {
        var response = styleSheet.response
        response.headers[.cacheControl] = "public, max-age=3600"
        return response
    }

    @Sendable func home(_ request: Request, _ context: AppContext) async throws -> Response {
        let visit = PageVisit(request)
        let page = NoticePage(
            title: visit.catalogue.sentence("page.home.title"), lines: [visit.catalogue.sentence("page.home.intro")],
            links: [.init(href: "/docs", text: "/docs")])
        return pages.answer(page, to: visit)
    }

    private func reference() throws -> Reference {
        try memory.withLock { memory in
            if let memory { return memory }
            let made = try Reference.make(pages)
            memory = made
            return made
        }
    }
}
