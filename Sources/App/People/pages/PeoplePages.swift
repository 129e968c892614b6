import Domain
import Foundation
import Hummingbird

/// The pages of everybody who has an account, for admins: by the use cases of the API.
struct PeoplePages: Sendable {
    let people: People
    let pages: Pages

    static let path = DeskPlace.people.path

    static func path(of id: UserID) -> String { "\(path)/\(id)" }

    private var accounts: Accounts { people.accounts }

    func list(_ request: Request, _ context: AdminPage) async throws -> Response {
        let query = try Query(request)
        let search = try query.search("q")
        let listing = try await people.list(search: search, try query.part())
        var visit = PageVisit(request, context.browser)
        visit.notice = PersonNotice.of(query.text("done"), visit.catalogue)
        return pages.answer(PeoplePage(listing, search: search, visit.catalogue), to: visit)
    }

    func show(_ request: Request, _ context: AdminPage) async throws -> Response {
        let query = try Query(request)
        let record = try await people.person(try context.id(), after: try query.part(orderedBy: 2).after)
        var visit = PageVisit(request, context.browser)
        visit.notice = PersonNotice.of(query.text("done"), visit.catalogue)
        return pages.answer(try PersonPage(record, for: context.admin, visit.catalogue), to: visit)
    }

    /// Names, and the address where nobody has proved it.
    func change(_ request: Request, _ context: AdminForm) async throws -> Response {
        let form = try context.form(["first_name", "last_name", "display_name", "email"])
        return try await told(request, context, form) { id in
            let (first, last, display, email) = try Form.gather(
                UserForm.changedName(form, "first_name"), UserForm.changedName(form, "last_name"),
                UserForm.changedName(form, "display_name"), form.may("email", Form.text, UserForm.email))
            let change = ProfileChange(firstName: first, lastName: last, displayName: display, email: email)
            _ = try await accounts.change(id, change, by: context.admin)
            return PersonNotice.saved.seen(on: Self.path(of: id))
        }
    }

    /// A box that is not ticked is not sent.
    func changeRights(_ request: Request, _ context: AdminForm) async throws -> Response {
        let form = try context.form(["is_host", "is_admin"])
        return try await told(request, context, form) { id in
            let (isHost, isAdmin) = try Form.gather(form.may("is_host", Form.flag), form.may("is_admin", Form.flag))
            let change = ProfileChange(isAdmin: isAdmin ?? false, isHost: isHost ?? false)
            let user = try await accounts.change(id, change, by: context.admin)
            // Whoever has just given up these pages is shown their own.
            let isGivenUp = user.id == context.admin.id && !user.isAdmin
            return isGivenUp ? .seeOther(ProfilePages.path) : PersonNotice.rights.seen(on: Self.path(of: id))
        }
    }

    func resetSecondFactor(_ request: Request, _ context: AdminForm) async throws -> Response {
        _ = try context.form([])
        let id: UserID = try context.id()
        try await accounts.resetSecondFactor(of: id, by: context.admin)
        return PersonNotice.factor.seen(on: Self.path(of: id))
    }

    /// Tells what did not work by the person's page, with what was typed.
    private func told(
        _ request: Request, _ context: AdminForm, _ form: Form, _ change: (UserID) async throws -> Response
    ) async throws -> Response {
        let id: UserID = try context.id()
        do { return try await change(id) } catch let problem as Problem where problem.code != .notFound {
            let visit = PageVisit(request, context.browser)
            let record = try await people.person(id)
            let page = try PersonPage(record, for: context.admin, visit.catalogue, typed: form, problem: problem)
            throw ToldError(problem, by: (page, visit))
        }
    }
}

/// What has just been done with somebody's account, as the next page tells it.
enum PersonNotice: String, CaseIterable, DoneNotice {
    static let sentences = "page.people.done"

    case saved, rights, factor, deleted
}
