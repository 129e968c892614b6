import Domain
import Hummingbird

/// Leads the admin of a new practice from one thing that is to be set to the next.
struct SetupPages: Sendable {
    let setup: Setup
    let check: SettingsCheck
    let pages: Pages
    let links: Links

    static let path = "/setup"

    static func path(of step: SetupStep) -> String { "\(path)?step=\(step.rawValue)" }

    /// The step of the query, else the first that is open; what all is there for, once none is.
    func show(_ request: Request, _ context: AdminPage) async throws -> Response {
        let query = try Query(request)
        var visit = PageVisit(request, context.browser)
        guard let look = try await setup.look(for: context.admin.id), let first = look.state.first else {
            return pages.answer(SetupEndPage(links.practice, visit.catalogue), to: visit)
        }
        visit.notice = SetupNotice.of(query.text("done"), visit.catalogue)
        let step = query.text("step").flatMap(SetupStep.init(rawValue:)) ?? first
        let view = SetupPage.View(state: look.state, facts: look.facts, step: step)
        return pages.answer(SetupPage(view, words(view, visit)), to: visit)
    }

    /// Says that a step is done, or leaves the page for later.
    func go(_ request: Request, _ context: AdminForm) async throws -> Response {
        let form = try context.form(["step"])
        guard form.typed("step") != SetupPage.later else {
            try await setup.leave()
            return .seeOther(DeskPlace.home)
        }
        guard let step = SetupStep(rawValue: form.typed("step")), step.isSaidDone else { throw Problem(.notFound) }
        return try await on(from: step, nil, try await setup.finish(step))
    }

    /// A person's own address and password, in place of those that the server printed.
    func own(_ request: Request, _ context: AdminForm) async throws -> Response {
        try await save(.account, request, context, ["email", "current_password", "password"]) { form in
            let (email, current, password) = try Form.gather(
                form.need("email", Form.text, UserForm.email), form.may("current_password", Form.text),
                form.need("password", Form.text, UserForm.password))
            try await setup.makeOwn(email: email, password: password, from: current, context.caller)
        }
    }

    /// Names the practice and its zone.
    func name(_ request: Request, _ context: AdminForm) async throws -> Response {
        try await save(.practice, request, context, ["name", "time_zone"]) { form in
            let wanted = try BrandingForm.read(form)
            guard wanted.name != nil else { throw Problem.invalid("name", .required) }
            try await setup.name(wanted.name, zone: wanted.timeZone, by: context.admin)
        }
    }

    func setWeek(_ request: Request, _ context: AdminForm) async throws -> Response {
        try await save(.hours, request, context, ["days", "hours", "break"]) { form in
            try await setup.setWeek(try SetupWeek(typed: form).weekly(), by: context.admin)
        }
    }

    func changeService(_ request: Request, _ context: AdminForm) async throws -> Response {
        let mark = PageVisit(request, context.browser).catalogue.sentence("money.decimal")
        return try await save(.service, request, context, SetupService.fields) { form in
            let wanted = try SetupService.read(form, mark)
            try await setup.changeService(by: context.admin) { try SetupService.changed($0, wanted) }
        }
    }

    /// Sends the mail whose arrival proves the address; its own page tells what becomes of it.
    func sendMail(_ request: Request, _ context: AdminForm) async throws -> Response {
        try await save(.mail, request, context, []) { _ in try await setup.sendProof(to: context.admin) }
    }

    /// Does what a step's form is for and leads on, or tells by the form what did not work.
    private func save(
        _ step: SetupStep, _ request: Request, _ context: AdminForm, _ fields: Set<String>,
        _ deed: (Form) async throws -> Void
    ) async throws -> Response {
        let form = try context.form(fields)
        do { try await deed(form) } catch let problem as Problem {
            // Somebody else may have ended the set-up meanwhile: then its pages are where this is changed.
            guard let look = try await setup.look(for: context.admin.id) else { throw problem }
            var view = SetupPage.View(state: look.state, facts: look.facts, step: step)
            view.typed = (step, form)
            view.problem = problem
            let visit = PageVisit(request, context.browser)
            throw ToldError(problem, by: (SetupPage(view, words(view, visit)), visit))
        }
        let state = try await setup.look(for: context.admin.id)?.state
        return try await on(from: step, step == .mail ? .sent : .saved, state)
    }

    /// Whoever has a mail sent stays, to see what becomes of it.
    private func on(from step: SetupStep, _ notice: SetupNotice?, _ state: SetupState?) async throws -> Response {
        let next = notice == .sent ? step : state?.next(after: step)
        guard state != nil, let next else { return .seeOther(Self.path) }
        return .seeOther(Self.path(of: next) + (notice.map { "&done=\($0.rawValue)" } ?? ""))
    }

    private func words(_ view: SetupPage.View, _ visit: PageVisit) -> SetupWords {
        SetupWords(
            facts: view.facts, atOnce: check.atOnce, zone: setup.accounts.zone.now, catalogue: visit.catalogue)
    }
}

/// What has just been done, as the next step tells it.
enum SetupNotice: String, DoneNotice {
    static let sentences = "page.setup.told"

    case saved, sent
}
