import Domain
import Hummingbird

/// Calendars elsewhere in a browser: hosts keep their own, admins everybody's, by the same deeds as the API's.
struct CalendarPages: Sendable {
    let calendars: OutsideCalendars
    let pages: Pages

    static let path = DeskPlace.calendars.path

    static func path(of id: CalendarLinkID) -> String { "\(path)/\(id)" }

    /// Of `host`; where nobody is one, the page of hours tells how there comes to be one.
    func list(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let query = try Query(request)
        let named = query.text("host").flatMap { UserID($0) }
        guard let kept = try await calendars.kept(of: named, for: context.user) else {
            return .seeOther(HoursPages.path)
        }
        var visit = PageVisit(request, context.browser)
        visit.notice = CalendarNotice.of(query.text("done"), visit.catalogue)
        return pages.answer(try CalendarListPage(kept, for: context.user, visit.catalogue), to: visit)
    }

    /// Links one and looks at it, so that the host sees at once whether it can be read.
    func add(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let form = try context.form(CalendarFields.ofFeeds.union(["host"]))
        let host = try Form.gather(form.may("host", Form.id(UserID.self)))
        guard let kept = try await calendars.kept(of: host, for: context.user) else { throw Problem(.notFound) }
        // The page says that there are as many as there may be.
        guard kept.mayHaveMore else { return .seeOther("\(Self.path)?host=\(kept.host.id)") }
        do {
            let draft = try calendarForm.draft(Self.whole(form, of: .feed))
            let added = try await calendars.add(draft, to: kept.host.id, by: context.user)
            _ = try await calendars.check(added.link.id, of: kept.host.id)
        } catch let problem as Problem {
            let visit = PageVisit(request, context.browser)
            let page = try CalendarListPage(
                kept, typed: form, problem: problem, for: context.user, visit.catalogue)
            throw ToldError(problem, by: (page, visit))
        }
        return CalendarNotice.linked.seen(of: kept.host.id)
    }

    func show(_ request: Request, _ context: SignedInPage) async throws -> Response {
        let (kept, calendar) = try await one(context.id(), for: context.user)
        let visit = PageVisit(request, context.browser)
        return pages.answer(CalendarPage(calendar, of: kept, visit.catalogue), to: visit)
    }

    /// Where something else counts now, it has been read by it when the page is shown.
    func change(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let id: CalendarLinkID = try context.id()
        let form = try context.form(CalendarFields.ofServers)
        let (kept, calendar) = try await one(id, for: context.user)
        do {
            // An empty name would leave the one before, and be told of as saved.
            guard !form.typed("name").isEmpty else { throw Problem.invalid("name", .required) }
            let change = try calendarForm.change(Self.whole(form, of: calendar.link.kind))
            let changed = try await calendars.change(id, of: kept.host.id, change, by: context.user)
            if changed.reading.lookedAt == nil { _ = try await calendars.check(id, of: kept.host.id) }
        } catch let problem as Problem where problem.code != .notFound {
            let visit = PageVisit(request, context.browser)
            let page = CalendarPage(calendar, of: kept, typed: form, problem: problem, visit.catalogue)
            throw ToldError(problem, by: (page, visit))
        }
        return CalendarNotice.saved.seen(of: kept.host.id)
    }

    /// Looks at it while the person waits; the page tells what came of it.
    func check(_ request: Request, _ context: SignedInForm) async throws -> Response {
        _ = try context.form([])
        let id: CalendarLinkID = try context.id()
        let host = try await calendars.host(of: id, for: context.user)
        _ = try await calendars.check(id, of: host)
        return CalendarNotice.looked.seen(of: host)
    }

    func unlink(_ request: Request, _ context: SignedInForm) async throws -> Response {
        let removes = try calendarForm.removal(try context.form(CalendarForm.removalFields))
        let id: CalendarLinkID = try context.id()
        let host = try await calendars.host(of: id, for: context.user)
        try await calendars.delete(id, of: host, removingEvents: removes, by: context.user)
        return CalendarNotice.unlinked.seen(of: host)
    }

    private var calendarForm: CalendarForm { CalendarForm(allowsPlain: calendars.allowsPlain) }

    private func one(
        _ id: CalendarLinkID, for asker: User
    ) async throws -> (kept: KeptCalendars, calendar: ShownCalendar) {
        let host = try await calendars.host(of: id, for: asker)
        guard let kept = try await calendars.kept(of: host, for: asker),
            let calendar = kept.calendars.first(where: { $0.link.id == id })
        else { throw Problem(.notFound) }
        return (kept, calendar)
    }

    /// Boxes that are not ticked are not sent at all, and mean no.
    private static func whole(_ form: Form, of kind: CalendarLink.Kind) throws -> Form {
        var fields = form.fields
        for tick in CalendarFields.ticks + (kind == .caldav ? ["writes"] : []) {
            fields[tick] = fields[tick] ?? .typed("false")
        }
        fields["own_addresses"] = .array(CalendarFields.addresses(form.typed("own_addresses")))
        fields["host"] = nil
        return try Form(fields, allowed: CalendarForm.newFields)
    }
}

/// What has just been done with a calendar.
enum CalendarNotice: String, DoneNotice {
    static let sentences = "page.calendars.done"

    case linked, found, saved, looked, unlinked

    func seen(of host: UserID) -> Response { .seeOther("\(CalendarPages.path)?host=\(host)&done=\(rawValue)") }
}
