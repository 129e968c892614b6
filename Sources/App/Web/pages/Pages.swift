import HTTPTypes
import Hummingbird

/// Makes answers of pages: each in the frame, in the words of its visit.
struct Pages: Sendable {
    let templates: Templates
    let assets: Assets
    /// What the practice is called.
    let practice: String

    /// The whole page as HTML.
    func html<P: Page>(_ page: P, for visit: PageVisit) -> String {
        var values = page.named
        values["language"] = TemplateText(text: visit.catalogue.language)
        values["frame"] = frame(of: P.self, visit).named
        return templates.render(P.template, values)
    }

    /// The page as an answer. How long it may be kept, and what a browser lets it do, is its group's (`RouteGroup`).
    func answer(_ page: some Page, to visit: PageVisit, status: HTTPResponse.Status = .ok) -> Response {
        let response = Response(status, html: html(page, for: visit)).spoken(in: visit.catalogue)
        return visit.asksForLanguage ? response.varying(by: .acceptLanguage) : response
    }

    private func frame<P: Page>(of page: P.Type, _ visit: PageVisit) -> Frame {
        let words = visit.catalogue
        return Frame(
            practice: practice, initial: practice.first.map { String($0).uppercased() } ?? "",
            styleSheet: assets.styleSheet.path, script: P.runsScript ? assets.script.path : nil,
            skip: words.sentence("page.frame.skip"), madeBy: words.sentence("page.frame.made_by"),
            account: words.sentence("page.frame.account"),
            signIn: visit.knowsWho && visit.person == nil ? words.sentence("page.frame.sign_in") : nil,
            person: visit.person,
            csrfToken: visit.csrfToken, notice: visit.notice)
    }
}
