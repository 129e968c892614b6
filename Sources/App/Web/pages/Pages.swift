import HTTPTypes
import Hummingbird
import NIOCore

/// Makes answers of pages: each in the frame, in the words of its visit.
struct Pages: Sendable {
    let templates: Templates
    let assets: Assets
    let brand: BrandAssets

    init(templates: Templates, assets: Assets, practice: String, branding: PresentBranding) {
        self.templates = templates
        self.assets = assets
        brand = BrandAssets(assets, branding, practice: practice)
    }

    /// The whole page as HTML.
    func html<P: Page>(_ page: P, for visit: PageVisit) -> String {
        templates.render(P.template, values(page, visit))
    }

    /// The page as an answer. How long it may be kept, and what a browser lets it do, is its group's (`RouteGroup`).
    func answer<P: Page>(_ page: P, to visit: PageVisit, status: HTTPResponse.Status = .ok) -> Response {
        answer(templates.bytes(P.template, values(page, visit)), to: visit, status: status)
    }

    func answer(_ html: ByteBuffer, to visit: PageVisit, status: HTTPResponse.Status = .ok) -> Response {
        let response = Response(status, html: html).spoken(in: visit.catalogue)
        return visit.asksForLanguage ? response.varying(by: .acceptLanguage) : response
    }

    /// What the page's template and its frame show.
    func values<P: Page>(_ page: P, _ visit: PageVisit) -> TemplateValues {
        var values = PageValueReader.values(of: page)
        addFrame(to: &values, runsScript: P.runsScript, at: P.place, visit)
        return values
    }

    /// `place` is nil for pages that are not the practice's; and those alone are remembered.
    func addFrame(to values: inout TemplateValues, runsScript: Bool, at place: DeskPlace? = nil, _ visit: PageVisit) {
        values.add("language", .text(visit.catalogue.language))
        values.add("frame", .values(PageValueReader.values(of: frame(runsScript: runsScript, at: place, visit))))
    }

    private func frame(runsScript: Bool, at place: DeskPlace?, _ visit: PageVisit) -> Frame {
        let words = visit.catalogue
        let made = brand.now
        return Frame(
            direction: words.direction, practice: made.practice, initial: made.initial,
            logo: made.logo?.path, icon: made.icon.path, styleSheet: made.styleSheet.path,
            script: runsScript ? assets.script.path : nil,
            skip: words.sentence("page.frame.skip"), madeBy: words.sentence("page.frame.made_by"),
            footLinks: Self.footLinks(made.branding, words),
            account: words.sentence("page.frame.account"), bookings: words.sentence("page.frame.bookings"),
            signIn: visit.knowsWho && visit.person == nil ? words.sentence("page.frame.sign_in") : nil,
            person: visit.person, toDesk: visit.staff.map { _ in words.sentence("page.desk.label") },
            desk: place.flatMap { DeskFrame(at: $0, visit) },
            csrfToken: visit.csrfToken, notice: visit.notice, choice: Frame.LanguageOffer(visit))
    }

    /// A text has a page of ours, and what stands elsewhere is led to at once.
    private static func footLinks(_ branding: Branding, _ words: Catalogue) -> [Frame.FootLink] {
        let legal = LegalText.Kind.allCases.compactMap { kind -> Frame.FootLink? in
            guard let text = branding[kind] else { return nil }
            let title = words.sentence("page.legal.\(kind.rawValue)")
            if case .url(let url) = text { return .init(href: url, text: title) }
            return .init(href: "/\(kind.rawValue)", text: title)
        }
        return legal + (branding.support.map { [.init(href: $0, text: words.sentence("page.legal.support"))] } ?? [])
    }
}
