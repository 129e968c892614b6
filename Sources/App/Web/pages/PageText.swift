import Hummingbird
import NIOCore

/// A page that was made before, and may be shown to others who would be shown the same.
///
/// A visitor's is whole. Of a page for somebody who is signed in it is the content, and the frame, which has the
/// person's name, is made for each.
package struct PageText: Sendable {
    fileprivate let body: Body

    fileprivate enum Body {
        case whole(ByteBuffer)
        case content([UInt8], title: String, template: String, runsScript: Bool)
    }

    package var byteCount: Int {
        switch body {
        case .whole(let buffer): buffer.storageCapacity
        case .content(let bytes, let title, _, _): bytes.capacity + title.utf8.count
        }
    }
}

/// What a page is made of beside its own values; equal ones, and equal values, give the same page.
struct PageSetting: Sendable, Hashable {
    private let language: String
    /// Of the practice's look.
    private let brand: Int64
    /// With its query: the page leads back to it.
    private let path: String
    /// Whether the frame is made for each, and somebody is signed in, who is led another way.
    private let isFramedAnew, isSignedIn: Bool
}

extension PageSetting {
    /// Nil where the page is one person's own, or tells of what has just been done.
    init?<P: Page>(_ visit: PageVisit, _ page: P.Type, _ pages: Pages) {
        guard visit.notice == nil, let path = visit.path else { return nil }
        (isFramedAnew, isSignedIn) = (visit.isPersonal, visit.person != nil)
        guard !isFramedAnew || pages.templates.isSameForAll(P.template) else { return nil }
        (language, brand) = (visit.catalogue.language, pages.brand.now.branding.version)
        self.path = path.text
    }
}

extension PageVisit {
    /// Whether the frame shows what is one person's own.
    fileprivate var isPersonal: Bool { person != nil || csrfToken != nil }
}

extension Pages {
    /// The page as it can be remembered.
    func text<P: Page>(_ page: P, for visit: PageVisit) -> PageText {
        let values = values(page, visit)
        if visit.isPersonal, let content = templates.content(P.template, values) {
            return PageText(
                body: .content(content, title: page.title, template: P.template, runsScript: P.runsScript))
        }
        return PageText(body: .whole(templates.bytes(P.template, values)))
    }

    /// The answer with a page that was remembered.
    func answer(_ text: PageText, to visit: PageVisit) -> Response {
        switch text.body {
        case .whole(let buffer): return answer(buffer, to: visit)
        case .content(let content, let title, let template, let runsScript):
            var values = TemplateValues()
            values.add("title", .text(title))
            addFrame(to: &values, runsScript: runsScript, visit)
            return answer(templates.bytes(template, values, content: content), to: visit)
        }
    }
}
