import Domain
import Foundation
import Hummingbird

/// The pages on which an admin takes somebody's data along, and deletes their account: at the person's wish.
struct RemovalPages: Sendable {
    let departure: Departure
    let pages: Pages

    static func path(of id: UserID) -> String { PeoplePages.path(of: id) + "/delete" }

    /// The same file as the API's.
    func export(_ request: Request, _ context: AdminForm) async throws -> Response {
        _ = try context.form([])
        return try await departure.export(of: try context.id(), by: context.admin).file
    }

    func show(_ request: Request, _ context: AdminPage) async throws -> Response {
        let visit = PageVisit(request, context.browser)
        let (person, outlook) = try await departure.outlook(of: try context.id(), for: context.caller)
        if let obstacle = outlook.obstacle {
            return pages.answer(KeptAccountPage(person, obstacle, visit.catalogue), to: visit)
        }
        if let again = Self.signInAgain(person, outlook, visit.catalogue) { return pages.answer(again, to: visit) }
        let page = RemovalPage(try DeparturePage(of: person, outlook, for: context.admin, visit.catalogue))
        return pages.answer(page, to: visit)
    }

    func remove(_ request: Request, _ context: AdminForm) async throws -> Response {
        let form = try context.form(["password"])
        let id: UserID = try context.id()
        do {
            let password = try Form.gather(form.may("password", Form.text))
            try await departure.remove(id, by: context.caller, password: password)
            return PersonNotice.deleted.seen(on: PeoplePages.path)
        } catch let problem as Problem where ![.notFound, .forbidden].contains(problem.code) {
            let visit = PageVisit(request, context.browser)
            let (person, outlook) = try await departure.outlook(of: id, for: context.caller)
            if let obstacle = outlook.obstacle {
                throw ToldError(problem, by: (KeptAccountPage(person, obstacle, visit.catalogue), visit))
            }
            if let again = Self.signInAgain(person, outlook, visit.catalogue) {
                throw ToldError(problem, by: (again, visit))
            }
            let page = RemovalPage(
                try DeparturePage(of: person, outlook, for: context.admin, visit.catalogue, problem: problem))
            throw ToldError(problem, by: (page, visit))
        }
    }

    /// What keeps the admin from deleting it just now; nil where nothing does.
    private static func signInAgain(
        _ person: User, _ outlook: DepartureOutlook, _ catalogue: Catalogue
    ) -> NoticePage? {
        guard outlook.asked == .signIn else { return nil }
        return SecurityForms(catalogue: catalogue, asked: .signIn).signInAgain(backTo: path(of: person.id))
    }
}

extension KeptAccountPage {
    fileprivate init(_ person: User, _ obstacle: Problem, _ catalogue: Catalogue) {
        title = catalogue.sentence("page.people.removal.not_yet")
        lines = catalogue.lines(of: obstacle)
        back = .init(
            href: PeoplePages.path(of: person.id),
            text: catalogue.sentence("page.people.removal.back", ["name": person.name]))
    }
}
