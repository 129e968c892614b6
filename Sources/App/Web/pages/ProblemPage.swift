import Domain
import HTTPTypes
import Hummingbird

/// What went wrong, in words, with two ways on.
struct ProblemPage: Page {
    static let template = "pages/problem"
    let title: String
    /// Its number, where people know such numbers from elsewhere.
    let status: String?
    /// What it is called, in a few words; nil where the title says so already.
    let short: String?
    let lines: [String]
    let links: [NoticePage.Link]
    /// What to say to whoever helps: a sentence, and the request's id.
    let help: String
    let request: String
}

extension ProblemPage {
    private static let knownNumbers: Set = [403, 404, 429, 500, 503]

    init(_ problem: Problem, to request: Request, id: String, _ visit: PageVisit) {
        let catalogue = visit.catalogue
        let own = "page.problem.title.\(problem.code.rawValue)"
        title = catalogue.sentence(catalogue.has(own) ? own : "page.failed_title")
        status = Self.knownNumbers.contains(problem.code.status) ? String(problem.code.status) : nil
        let called = catalogue.words(of: problem).title
        short = called == title ? nil : called
        lines = catalogue.lines(of: problem)
        links = Self.waysOn(from: problem, request, visit)
        help = catalogue.sentence("page.problem.help")
        self.request = id
    }

    /// What helps first, which is filled, then where one is at home.
    private static func waysOn(
        from problem: Problem, _ request: Request, _ visit: PageVisit
    ) -> [NoticePage.Link] {
        func link(_ path: String, _ key: String) -> NoticePage.Link {
            .init(href: path, text: visit.catalogue.sentence("page.\(key)"))
        }
        var links: [NoticePage.Link] = []
        let mayPass = problem.code.status == 429 || problem.code.status >= 500
        if mayPass, request.method == .get, let asked = OwnPath(request.uri.string) {
            links.append(link(asked.text, "problem.again"))
        }
        if problem.code == .linkExpired, request.uri.path == "/reset-password" {
            links.append(link("/forgot-password", "problem.new_link"))
        }
        links.append(visit.person == nil ? link("/login", "frame.sign_in") : link("/bookings", "frame.bookings"))
        if links.count < 2 { links.append(link("/", "problem.home")) }
        links[0].isFilled = true
        return links
    }
}

extension Catalogue {
    /// A Problem in lines of a page, which may have words of its own for it: what is so, what is wrong with each field,
    /// and when one may try again.
    func lines(of problem: Problem) -> [String] {
        let own = "page.problem.detail.\(problem.code.rawValue)"
        let isOwn = problem.obstacle == nil && has(own)
        return [isOwn ? sentence(own, problem.arguments) : words(of: problem).detail]
            + problem.fields.map { sentence(of: $0, called: $0.name) } + whenAgain(after: problem)
    }

    /// When one may try again, in a line of a page; none where the Problem does not say.
    private func whenAgain(after problem: Problem) -> [String] {
        problem.retryAfterSeconds.map { [sentence("page.problem.again_in", ["minutes": String(($0 + 59) / 60)])] } ?? []
    }
}

extension Pages {
    /// A Problem as a page: words, and the same status and `Retry-After` that a program gets.
    func answer(_ problem: Problem, to request: Request, id: String, _ visit: PageVisit) -> Response {
        answer(ProblemPage(problem, to: request, id: id, visit), to: visit, after: problem)
    }

    /// As above, by a page of its own: the form that did not work.
    func answer(_ page: some Page, to visit: PageVisit, after problem: Problem) -> Response {
        var response = answer(page, to: visit, status: .init(code: problem.code.status))
        if let seconds = problem.retryAfterSeconds { response.headers[.retryAfter] = String(seconds) }
        return response
    }
}
