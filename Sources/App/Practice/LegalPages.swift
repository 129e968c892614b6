import Domain
import HTTPTypes
import Hummingbird

/// What the law wants to be told, where the practice has given a text of its own.
struct LegalPages: Sendable {
    let branding: PresentBranding
    let pages: Pages

    /// The text in the reader's language; to where it stands, if elsewhere. Throws `not_found` where there is none.
    func show(_ kind: LegalText.Kind) -> @Sendable (Request, AppContext) async throws -> Response {
        { request, context in
            guard let legal = branding.now[kind] else { throw Problem(.notFound) }
            if case .url(let url) = legal { return .redirect(to: url, type: .found) }
            let visit = PageVisit(request, context)
            guard let found = legal.text(in: visit.catalogue.language) else { throw Problem(.notFound) }
            let page = LegalPage(
                title: visit.catalogue.sentence("page.legal.\(kind.rawValue)"), language: found.language,
                paragraphs: LegalText.paragraphs(found.text))
            return pages.answer(page, to: visit)
        }
    }
}
