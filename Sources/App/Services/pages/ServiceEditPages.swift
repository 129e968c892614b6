import Domain
import Foundation
import Hummingbird

/// What the practice offers, and each service with its fields: hosts see their own, admins see and change all.
struct ServiceEditPages: Sendable {
    let services: Services
    let pages: Pages
    /// In which a new service is priced, until somebody says another.
    let currency: Currency

    static let path = DeskPlace.services.path

    static func path(of id: ServiceID) -> String { "\(path)/\(id)" }

    func list(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let offered = try await services.offered(to: context.user)
        var visit = PageVisit(request, context.browser)
        visit.notice = ServiceNotice.of(try Query(request).text("done"), visit.catalogue)
        return pages.answer(try ServiceListPage(offered, for: context.user, visit.catalogue), to: visit)
    }

    /// Whoever is no admin sees what is their own, and no fields.
    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let reader = context.user
        try reader.requireStaff()
        let known = try await services.known(try context.id())
        guard let offering = known.offering, reader.isAdmin || offering.host.id == reader.id else {
            throw Problem(.notFound)
        }
        var visit = PageVisit(request, context.browser)
        visit.notice = ServiceNotice.of(try Query(request).text("done"), visit.catalogue)
        let typed = try TypedService(offering.draft, visit.catalogue)
        let view = ServiceEditPage.View(
            known: known, typed: typed, isReadOnly: !reader.isAdmin, next: try NextPath(of: request))
        return pages.answer(try ServiceEditPage(view, visit.catalogue), to: visit)
    }

    func showNew(_ request: Request, _ context: AdminPage) async throws -> Response {
        let visit = PageVisit(request, context.browser)
        let draft = blank(of: context.admin)
        let view = ServiceEditPage.View(
            known: try await services.known(), typed: try TypedService(draft, isNew: true, visit.catalogue))
        return pages.answer(try ServiceEditPage(view, visit.catalogue), to: visit)
    }

    func add(_ request: Request, _ context: AdminForm) async throws -> Response {
        let (admin, currency, now) = (context.admin, currency, services.now())
        return try await answer(request, context, id: nil) { form in
            try await services.add(by: admin) { id in
                try ServiceForm.new(id, form, admin: admin, currency: currency, now: now)
            }
        }
    }

    func change(_ request: Request, _ context: AdminForm) async throws -> Response {
        let id: ServiceID = try context.id()
        let admin = context.admin
        return try await answer(request, context, id: id) { form in
            try await services.change(id, by: admin) { try ServiceForm.changed($0, form) }
        }
    }

    /// Deletes one that was never booked; else its page says why it stays.
    func delete(_ request: Request, _ context: AdminForm) async throws -> Response {
        _ = try context.form([])
        let id: ServiceID = try context.id()
        do {
            try await services.delete(id, by: context.admin)
            return ServiceNotice.deleted.seen(on: Self.path)
        } catch let problem as Problem where problem.code == .serviceHasBookings {
            let (visit, known) = (PageVisit(request, context.browser), try await services.known(id))
            guard let offering = known.offering else { throw problem }
            let typed = try TypedService(offering.draft, visit.catalogue)
            let view = ServiceEditPage.View(known: known, typed: typed, problem: problem)
            throw ToldError(problem, by: (try ServiceEditPage(view, visit.catalogue), visit))
        }
    }

    /// Saves what was typed, or shows it once more: with other rows, what clients would see, or what is wrong.
    private func answer(
        _ request: Request, _ context: AdminForm, id: ServiceID?, _ save: (Form) async throws -> Offering
    ) async throws -> Response {
        let visit = PageVisit(request, context.browser)
        let typed = try TypedService(context.sent)
        var view = ServiceEditPage.View(known: try await services.known(id), typed: typed)
        view.next = try NextPath(of: request)
        do {
            switch typed.deed {
            case nil:
                let saved = try await save(try typed.read(isNew: id == nil, visit.catalogue))
                return view.next.seen(else: ServiceNotice.saved.seen(on: Self.path(of: saved.service.id)))
            case .preview: view.draft = try draft(typed, view, context.admin, visit.catalogue)
            default: break
            }
        } catch let problem as Problem {
            view.problem = problem
            throw ToldError(problem, by: (try ServiceEditPage(view, visit.catalogue), visit))
        }
        return pages.answer(try ServiceEditPage(view, visit.catalogue), to: visit)
    }

    /// As it would be saved.
    private func draft(
        _ typed: TypedService, _ view: ServiceEditPage.View, _ admin: User, _ catalogue: Catalogue
    ) throws -> Offering {
        let form = try typed.read(isNew: view.known.offering == nil, catalogue)
        let old = view.known.offering?.draft ?? blank(of: admin)
        let draft = try ServiceForm.changed(old, form, isNew: view.known.offering == nil)
        guard let host = view.known.hosts.first(where: { $0.id == draft.hostID }) else {
            throw Problem.invalid("host_id", .notAHost)
        }
        return Offering(service: draft.service, host: host, zoneIdentifier: host.timeZone)
    }

    private func blank(of admin: User) -> ServiceDraft {
        ServiceForm.blank(ServiceID(rawValue: 0), of: admin, in: currency, now: services.now())
    }
}

extension Offering {
    /// As somebody would describe it.
    fileprivate var draft: ServiceDraft { ServiceDraft(service: service, hostID: host.id) }
}

/// What has just been done with a service.
enum ServiceNotice: String, DoneNotice {
    static let sentences = "page.service_edit.done"

    case saved, deleted
}
