import Domain
import HTTPTypes
import Hummingbird

/// Makes answers of pages, each in the words of its visit.
struct Pages: Sendable {
    let templates: Templates

    /// The whole page as HTML.
    func html(_ page: some Page, for visit: PageVisit) -> String {
        var values = page.named
        values["language"] = visit.catalogue.language
        return templates.render(type(of: page).template, values)
    }

    /// The page as an answer that no cache keeps: it may hold names, or a token that is as good as a password.
    func answer(_ page: some Page, to visit: PageVisit, status: HTTPResponse.Status = .ok) -> Response {
        var response = Response(status, html: html(page, for: visit)).spoken(in: visit.catalogue)
        response.headers[.cacheControl] = "no-store"
        return visit.asksForLanguage ? response.varying(by: .acceptLanguage) : response
    }

    /// A Problem as a page: words, and the same status and `Retry-After` that a program gets.
    func answer(_ problem: Problem, to visit: PageVisit) -> Response {
        let page = NoticePage(problem, visit.catalogue)
        var response = answer(page, to: visit, status: .init(code: problem.code.status))
        if let seconds = problem.retryAfterSeconds { response.headers[.retryAfter] = String(seconds) }
        return response
    }
}
