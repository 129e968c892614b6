import Domain
import Hummingbird

/// Leads the admin of a new practice from one thing that is to be set to the next.
struct SetupPages: Sendable {
    let setup: Setup
    let pages: Pages
    let links: Links

    static let path = "/setup"
    static let practicePath = path + "/practice"

    func show(_ request: Request, _ context: AdminPage) async throws -> Response {
        let visit = PageVisit(request, context.browser)
        guard let state = try await setup.state() else { return pages.answer(end(visit), to: visit) }
        return pages.answer(SetupPage(try await view(state, context.admin), visit.catalogue), to: visit)
    }

    /// Says that a step is done, or leaves the page for later.
    func go(_ request: Request, _ context: AdminForm) async throws -> Response {
        let form = try context.form(["step"])
        guard form.typed("step") != SetupPage.later else {
            try await setup.leave()
            return .seeOther(DeskPlace.home)
        }
        guard let step = SetupStep(rawValue: form.typed("step")) else { throw Problem(.notFound) }
        _ = try await setup.finish(step)
        return .seeOther(Self.path)
    }

    /// Names the practice and its zone.
    func name(_ request: Request, _ context: AdminForm) async throws -> Response {
        let form = try context.form(["name", "time_zone"])
        do {
            let wanted = try BrandingForm.read(form)
            _ = try await setup.name(wanted.name, zone: wanted.timeZone, by: context.admin)
            return .seeOther(Self.path)
        } catch let problem as Problem {
            // Somebody else may have ended it meanwhile: then the branding's page is where the name is changed.
            guard let state = try await setup.state() else { throw problem }
            let visit = PageVisit(request, context.browser)
            var view = try await view(state, context.admin)
            (view.typed, view.problem) = (form, problem)
            throw ToldError(problem, by: (SetupPage(view, visit.catalogue), visit))
        }
    }

    private func view(_ state: SetupState, _ admin: User) async throws -> SetupPage.View {
        SetupPage.View(
            state: state, admin: admin, branding: try await setup.branding.read(), zone: setup.accounts.zone.now)
    }

    /// What is shown once all is set: the way of the clients.
    private func end(_ visit: PageVisit) -> NoticePage {
        func say(_ key: String) -> String { visit.catalogue.sentence("page.setup.\(key)") }
        return NoticePage(
            title: say("end"), lines: [say("end_line"), links.practice],
            links: [
                .init(href: "/", text: say("public"), isFilled: true),
                .init(href: DeskPlace.home, text: say("begin")),
            ])
    }
}
