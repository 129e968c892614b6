import Domain
import Hummingbird

/// The way from a server's address, user and password to calendars on it that are linked. What was told is carried from
/// step to step sealed.
struct CalendarServerPages: Sendable {
    let calendars: OutsideCalendars
    let pages: Pages

    static let path = CalendarPages.path + "/server"
    static let linkPath = path + "/link"

    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let query = try Query(request)
        let named = query.text("host").flatMap { UserID($0) }
        guard let kept = try await calendars.kept(of: named, for: context.user) else {
            return .seeOther(HoursPages.path)
        }
        var visit = PageVisit(request, context.browser)
        if query.text("done") == Self.tooOld {
            visit.notice = Notice(.info, visit.catalogue.sentence("page.calendars.server.too_old"))
        }
        return pages.answer(CalendarServerPage(.ask(), of: kept, visit.catalogue), to: visit)
    }

    /// Looks for calendars: by what was typed, or, where another server was agreed to, by what is carried on.
    func search(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["host", "url", "user", "password", "login"])
        let kept = try await kept(form, context)
        let visit = PageVisit(request, context.browser)
        let draft: CalendarSearchDraft
        if form.has("login") {
            guard let carried = login(kept, context).opened(form.typed("login"), by: calendars.seal, at: kept.now)
            else { return Self.again(kept) }
            draft = carried
        } else {
            do { draft = try self.draft(form) } catch let problem as Problem {
                let page = CalendarServerPage(.ask(typed: form), of: kept, problem: problem, visit.catalogue)
                throw ToldError(problem, by: (page, visit))
            }
        }
        let found = try await calendars.discover(draft, for: kept.host.id)
        let step = try await step(after: found, draft, typed: form, kept, context)
        return pages.answer(CalendarServerPage(step, of: kept, visit.catalogue), to: visit)
    }

    /// Links those that were ticked. They are looked for once more, so that nothing but what the server has is linked.
    func link(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(["host", "login", "calendar"])
        let kept = try await kept(form, context)
        guard let draft = login(kept, context).opened(form.typed("login"), by: calendars.seal, at: kept.now) else {
            return Self.again(kept)
        }
        let found = try await calendars.discover(draft, for: kept.host.id)
        do {
            let chosen = try Self.chosen(form.allTyped("calendar"), of: found, room: kept.room)
            for calendar in chosen {
                _ = try await calendars.add(calendar.draft(draft.access), to: kept.host.id, by: context.user)
            }
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let step = try await step(after: found, draft, typed: form, kept, context)
            let page = CalendarServerPage(step, of: kept, problem: problem, visit.catalogue)
            throw ToldError(problem, by: (page, visit))
        }
        return CalendarNotice.found.seen(of: kept.host.id)
    }

    private static let tooOld = "too_old"

    private static func again(_ kept: KeptCalendars) -> Response {
        .seeOther("\(path)?host=\(kept.host.id)&done=\(tooOld)")
    }

    private func kept(_ form: Form, _ context: SignedInForm) async throws -> KeptCalendars {
        let host = try Form.gather(form.may("host", Form.id(UserID.self)))
        guard let kept = try await calendars.kept(of: host, for: context.user) else { throw Problem(.notFound) }
        return kept
    }

    func login(_ kept: KeptCalendars, _ context: SignedInForm) -> CalendarLogin {
        CalendarLogin(host: kept.host.id, asker: context.user.id)
    }

    /// On a page nobody leaves the password out because there is none.
    private func draft(_ form: Form) throws -> CalendarSearchDraft {
        _ = try Form.gather(
            form.need("url", Form.text), form.need("user", Form.text), form.need("password", Form.text))
        var fields = form.fields
        fields["host"] = nil
        return try CalendarForm(allowsPlain: calendars.allowsPlain).search(
            Form(fields, allowed: CalendarForm.searchFields))
    }
}
