import Domain
import HTTPTypes
import Hummingbird

/// Calendars elsewhere: hosts link their own, admins everybody's.
struct CalendarRoutes: Sendable {
    let calendars: OutsideCalendars

    // MARK: Admins

    func list(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await list(of: try context.id())
    }

    func add(_ request: Request, _ context: AdminContext) async throws -> Response {
        let host: UserID = try context.id()
        let path = "/api/admin/hosts/\(host)/calendars"
        return try await add(to: host, by: context.admin, under: path, request, context)
    }

    func change(_ request: Request, _ context: AdminContext) async throws -> Response {
        let change = try form.change(try await request.form(CalendarForm.fields, context))
        return answer(
            try await calendars.change(try context.id("calendar"), of: try context.id(), change, by: context.admin))
    }

    func delete(_ request: Request, _ context: AdminContext) async throws -> Response {
        let removes = try form.removal(try await request.form(CalendarForm.removalFields, context))
        try await calendars.delete(
            try context.id("calendar"), of: try context.id(), removingEvents: removes, by: context.admin)
        return .noContent
    }

    func check(_ request: Request, _ context: AdminContext) async throws -> Response {
        answer(try await calendars.check(try context.id("calendar"), of: try context.id()))
    }

    func discover(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await discover(for: try context.id(), request, context)
    }

    // MARK: Hosts

    func listOwn(_ request: Request, _ context: HostContext) async throws -> Response {
        try await list(of: context.host.id)
    }

    func addOwn(_ request: Request, _ context: HostContext) async throws -> Response {
        try await add(to: context.host.id, by: context.host, under: "/api/host/calendars", request, context)
    }

    func changeOwn(_ request: Request, _ context: HostContext) async throws -> Response {
        let change = try form.change(try await request.form(CalendarForm.fields, context))
        return answer(try await calendars.change(try context.id(), of: context.host.id, change, by: context.host))
    }

    func deleteOwn(_ request: Request, _ context: HostContext) async throws -> Response {
        let removes = try form.removal(try await request.form(CalendarForm.removalFields, context))
        try await calendars.delete(
            try context.id(), of: context.host.id, removingEvents: removes, by: context.host)
        return .noContent
    }

    func checkOwn(_ request: Request, _ context: HostContext) async throws -> Response {
        answer(try await calendars.check(try context.id(), of: context.host.id))
    }

    func discoverOwn(_ request: Request, _ context: HostContext) async throws -> Response {
        try await discover(for: context.host.id, request, context)
    }

    // MARK: Both

    private var form: CalendarForm { CalendarForm(allowsPlain: calendars.allowsPlain) }

    private func list(of host: UserID) async throws -> Response {
        let all = try await calendars.calendars(of: host)
        return .object { $0.field("calendars", each: all) { json, calendar in json.object { $0.fields(calendar) } } }
    }

    private func add(
        to host: UserID, by actor: User, under path: String, _ request: Request, _ context: some RequestContext
    ) async throws -> Response {
        let draft = try form.draft(try await request.form(CalendarForm.newFields, context))
        let added = try await calendars.add(draft, to: host, by: actor)
        var response = answer(added, .created)
        response.headers[.location] = "\(path)/\(added.link.id)"
        return response
    }

    private func discover(
        for host: UserID, _ request: Request, _ context: some RequestContext
    ) async throws -> Response {
        let draft = try form.search(try await request.form(CalendarForm.searchFields, context))
        let search = try await calendars.discover(draft, for: host)
        return .object { $0.fields(search) }
    }

    private func answer(_ calendar: ShownCalendar, _ status: HTTPResponse.Status = .ok) -> Response {
        .object(status) { json in json.field("calendar") { $0.fields(calendar) } }
    }
}
