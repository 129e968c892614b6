import Foundation

/// A document that is shown beside the reference. Its HTML was made of a file in docs by bin/documents.
enum Guide: String, CaseIterable, Sendable {
    case api, frontend, payments, webhooks, meetings, calendars

    var path: String { "/docs/\(rawValue)" }

    /// With its heading, and an anchor at each further one.
    var html: String { EmbeddedFile.text("documents/\(rawValue).html") }

    /// What its heading says.
    var title: String {
        html.firstMatch(of: /<h1 id="[^"]*">(?<words>[^<]*)<\/h1>/).map { String($0.words) } ?? rawValue
    }

    /// A diagram of a document, which bin/diagrams has drawn; nil where there is none of that name.
    static func diagram(_ name: String) -> String? {
        let file = "documents/\(name)"
        guard name.hasSuffix(".svg"), EmbeddedFile.names.contains(file) else { return nil }
        return EmbeddedFile.text(file)
    }
}

/// The ways between the reference and the documents beside it.
struct GuideLinks: PageValues {
    let reference: GuideLink
    let guides: [GuideLink]

    struct GuideLink: PageValues {
        let href: String
        let text: String
        let isHere: Bool
    }

    /// On the page of one of them; on the reference where it is nil.
    init(on here: Guide?) {
        reference = GuideLink(href: "/docs", text: "Reference", isHere: here == nil)
        guides = Guide.allCases.map { GuideLink(href: $0.path, text: $0.title, isHere: $0 == here) }
    }
}

/// The page of a document.
struct GuidePage: Page {
    static let template = "pages/guide"
    let title: String
    let ways: GuideLinks
    /// Stands where the document does.
    let place: String

    init(_ guide: Guide) {
        title = guide.title
        ways = GuideLinks(on: guide)
        place = Self.mark
    }

    private static let mark = "[document]"

    /// The whole page. Templates show no HTML as it is, so that none that a person wrote can slip through; this was
    /// made of our own documents, and takes its place afterwards.
    static func html(_ guide: Guide, _ pages: Pages) -> String {
        let frame = pages.html(GuidePage(guide), for: PageVisit(.english, knowsWho: false))
        return frame.replacing(mark, with: guide.html, maxReplacements: 1)
    }
}
