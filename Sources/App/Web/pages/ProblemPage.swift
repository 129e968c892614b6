import Domain
import HTTPTypes
import Hummingbird

/// What went wrong, in words, with two ways on.
struct ProblemPage: Page {
    static let template = "pages/problem"
    let title: String
    let status: String
    /// What it is called, in a few words.
    let short: String
    let lines: [String]
    let links: [NoticePage.Link]
    /// What to say to whoever helps: a sentence, and the request's id.
    let help: String
    let request: String
}

extension ProblemPage {
    init(_ problem: Problem, to request: Request, id: String, _ catalogue: Catalogue) {
        func sentence(_ key: String) -> String { catalogue.sentence("page.problem.\(key)") }
        let own = "page.problem.title.\(problem.code.rawValue)"
        title = catalogue.sentence(catalogue.has(own) ? own : "page.failed_title")
        status = String(problem.code.status)
        let words = catalogue.words(of: problem)
        short = words.title
        let unread = problem.code == .badRequest || problem.code == .unsupportedMediaType
        lines =
            [unread ? sentence("unread") : words.detail] + words.fields.map { "\($0.name): \($0.message)" }
            + catalogue.whenAgain(after: problem)
        let home = NoticePage.Link(href: "/", text: sentence("home"))
        let mayPass = problem.code.status == 429 || problem.code.status >= 500
        let asked = mayPass && request.method == .get ? OwnPath(request.uri.string) : nil
        links = (asked.map { [.init(href: $0.text, text: sentence("again"))] } ?? []) + [home]
        help = sentence("help")
        self.request = id
    }
}

extension Catalogue {
    /// When one may try again, in a line of a page; none where the Problem does not say.
    func whenAgain(after problem: Problem) -> [String] {
        problem.retryAfterSeconds.map { [sentence("page.problem.again_in", ["minutes": String(($0 + 59) / 60)])] } ?? []
    }
}

extension Pages {
    /// A Problem as a page: words, and the same status and `Retry-After` that a program gets.
    func answer(_ problem: Problem, to request: Request, id: String, _ visit: PageVisit) -> Response {
        answer(ProblemPage(problem, to: request, id: id, visit.catalogue), to: visit, after: problem)
    }

    /// As above, by a page of its own: the form that did not work.
    func answer(_ page: some Page, to visit: PageVisit, after problem: Problem) -> Response {
        var response = answer(page, to: visit, status: .init(code: problem.code.status))
        if let seconds = problem.retryAfterSeconds { response.headers[.retryAfter] = String(seconds) }
        return response
    }
}
