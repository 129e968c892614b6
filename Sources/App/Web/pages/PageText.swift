import Hummingbird
import NIOCore

/// A page that was made before, and may be shown to others who would be shown the same.
package struct PageText: Sendable {
    package let buffer: ByteBuffer
}

/// What a page is made of beside its own values; equal ones, and equal values, give the same page.
struct PageSetting: Sendable, Hashable {
    private let language: String
    /// Of the practice's look.
    private let brand: Int64
    /// With its query: the page leads back to it.
    private let path: String
}

extension PageSetting {
    /// Nil where the page is one person's own.
    init?(_ visit: PageVisit, _ pages: Pages) {
        guard visit.person == nil, visit.csrfToken == nil, visit.notice == nil, let path = visit.path else {
            return nil
        }
        (language, brand) = (visit.catalogue.language, pages.brand.now.branding.version)
        self.path = path.text
    }
}

extension Pages {
    /// The page as it can be remembered.
    func text(_ page: some Page, for visit: PageVisit) -> PageText {
        PageText(buffer: ByteBuffer(string: html(page, for: visit)))
    }

    /// The answer with a page that was remembered.
    func answer(_ text: PageText, to visit: PageVisit) -> Response {
        let response = Response(.ok, bytes: text.buffer, type: "text/html; charset=utf-8").spoken(in: visit.catalogue)
        return visit.asksForLanguage ? response.varying(by: .acceptLanguage) : response
    }
}
