import Domain
import Foundation
import Hummingbird

/// The pages on which a person takes along everything that is stored about them, and leaves.
struct DeparturePages: Sendable {
    let departure: Departure
    let pages: Pages
    let cookies: BrowserCookies

    static let path = "/account/delete"

    func showExport(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let visit = PageVisit(request, context.browser)
        return pages.answer(ExportPage(visit.catalogue), to: visit)
    }

    /// The same file as the API's.
    func export(_ request: Request, _ context: SignedInForm) async throws -> Response {
        _ = try context.form([])
        return try await departure.export(of: context.user).file
    }

    func showLeave(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let visit = PageVisit(request, context.browser)
        let outlook = try await departure.outlook(for: Caller(user: context.user, session: context.sessionID))
        if let obstacle = outlook.obstacle { return pages.answer(Self.obstacle(obstacle, visit.catalogue), to: visit) }
        guard outlook.asked != .signIn else { return pages.answer(Self.signInAgain(visit), to: visit) }
        return pages.answer(try DeparturePage(outlook, context.user, visit.catalogue), to: visit)
    }

    func leave(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["password", "expected"])
        do {
            let (password, expected) = try Form.gather(
                form.may("password", Form.text), form.may("expected", Form.number))
            try await departure.leave(context.caller, password: password, expecting: expected ?? 0)
            var response = LoginNotice.deleted.seen
            cookies.forget(.session, in: &response)
            cookies.forget(.device, in: &response)
            return response
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let outlook = try await departure.outlook(for: context.caller)
            if let obstacle = outlook.obstacle {
                throw ToldError(problem, by: (Self.obstacle(obstacle, visit.catalogue), visit))
            }
            guard problem.code != .signInAgain else { throw ToldError(problem, by: (Self.signInAgain(visit), visit)) }
            let page = try DeparturePage(outlook, context.user, visit.catalogue, problem: problem)
            throw ToldError(problem, by: (page, visit))
        }
    }

    private static func signInAgain(_ visit: PageVisit) -> NoticePage {
        SecurityForms(catalogue: visit.catalogue, asked: .signIn).signInAgain(backTo: path)
    }

    /// Tells what is to be done first.
    private static func obstacle(_ problem: Problem, _ catalogue: Catalogue) -> NoticePage {
        NoticePage(
            title: catalogue.sentence("page.departure.not_yet"), lines: catalogue.lines(of: problem),
            links: [.init(href: ProfilePages.path, text: catalogue.sentence("page.departure.back"))])
    }
}
