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
        try await calendars.delete(try context.id("calendar"), of: try context.id(), by: context.admin)
        return .noContent
    }

    func check(_ request: Request, _ context: AdminContext) async throws -> Response {
        answer(try await calendars.check(try context.id("calendar"), of: try context.id()))
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
        try await calendars.delete(try context.id(), of: context.host.id, by: context.host)
        return .noContent
    }

    func checkOwn(_ request: Request, _ context: HostContext) async throws -> Response {
        answer(try await calendars.check(try context.id(), of: context.host.id))
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
        let draft = try form.draft(try await request.form(CalendarForm.fields, context))
        let added = try await calendars.add(draft, to: host, by: actor)
        var response = answer(added, .created)
        response.headers[.location] = "\(path)/\(added.link.id)"
        return response
    }

    private func answer(_ calendar: ShownCalendar, _ status: HTTPResponse.Status = .ok) -> Response {
        .object(status) { json in json.field("calendar") { $0.fields(calendar) } }
    }
}

extension JSONText {
    /// Its address is its password, and shown no more.
    fileprivate mutating func fields(_ calendar: ShownCalendar) {
        let reading = calendar.reading
        fields(calendar.link)
        field("address", calendar.address)
        field("read_at", reading.readAt)
        field("next_look_at", calendar.nextLookAt)
        field("stretches", calendar.stretches)
        field("unread_events", reading.unreadEvents)
        field("problem", reading.trouble?.rawValue)
        field("problem_detail", reading.trouble?.sentence)
        field("problem_since", reading.troubleSince)
    }

    /// What its host says of it.
    mutating func fields(_ link: CalendarLink) {
        field("id", link.id)
        field("kind", "feed")
        field("name", link.name)
        field("time_zone", link.rules.timeZone)
        field("blocks", link.rules.blocks)
        field("tentative_blocks", link.rules.tentativeBlocks)
        field("unanswered_blocks", link.rules.unansweredBlocks)
        field("all_busy", link.rules.allBusy)
        field("own_addresses", each: link.rules.ownAddresses) { $0.string($1) }
        field("created_at", link.createdAt)
    }
}
