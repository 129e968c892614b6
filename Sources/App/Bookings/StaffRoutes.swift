import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// Bookings as those see them who run the practice: every admin all of them, every host their own.
struct StaffRoutes: Sendable {
    let bookings: Bookings

    // MARK: Admins

    func listAll(_ request: Request, _ context: AdminContext) async throws -> Response {
        let query = try Query(request)
        return try await list(try Self.filter(query), query, asker: context.admin)
    }

    /// Books for a client, who is named by `user_id` or `email`; an unknown address becomes an account. Under the
    /// same key once.
    func bookFor(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await book(request, context, .everything(asker: context.admin), under: "/api/admin/bookings")
    }

    func show(_ request: Request, _ context: AdminContext) async throws -> Response {
        let scope = BookingScope.everything(asker: context.admin)
        return answer(try await bookings.entry(try context.id(), in: scope), scope)
    }

    /// Changes what the practice notes for itself.
    func change(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await change(request, context, .everything(asker: context.admin))
    }

    func cancel(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await cancel(request, context, .everything(asker: context.admin))
    }

    func reschedule(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await reschedule(request, context, .everything(asker: context.admin))
    }

    func complete(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await close(context, .everything(asker: context.admin), .completed)
    }

    func noShow(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await close(context, .everything(asker: context.admin), .noShow)
    }

    func keep(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await keep(context, .everything(asker: context.admin))
    }

    // MARK: Hosts

    func listHosted(_ request: Request, _ context: HostContext) async throws -> Response {
        let query = try Query(request)
        var filter = try Self.filter(query)
        if let asked = filter.hostID, asked != context.host.id {
            // Another host's consultations are none of theirs.
            let none = Listing<BookingEntry>(items: [], total: 0, part: try query.part(orderedBy: 2))
            return Response.list("bookings", none) { $0.booking($1, .staff(context.host, bookings.links)) }
        }
        filter.hostID = context.host.id
        return try await list(filter, query, asker: context.host)
    }

    /// As an admin books, but what the host offers, and by `user_id` for those who have booked with them.
    func bookForHosted(_ request: Request, _ context: HostContext) async throws -> Response {
        try await book(request, context, .hosted(by: context.host), under: "/api/bookings")
    }

    func changeHosted(_ request: Request, _ context: HostContext) async throws -> Response {
        try await change(request, context, .hosted(by: context.host))
    }

    func cancelHosted(_ request: Request, _ context: HostContext) async throws -> Response {
        try await cancel(request, context, .hosted(by: context.host))
    }

    func rescheduleHosted(_ request: Request, _ context: HostContext) async throws -> Response {
        try await reschedule(request, context, .hosted(by: context.host))
    }

    func completeHosted(_ request: Request, _ context: HostContext) async throws -> Response {
        try await close(context, .hosted(by: context.host), .completed)
    }

    func noShowHosted(_ request: Request, _ context: HostContext) async throws -> Response {
        try await close(context, .hosted(by: context.host), .noShow)
    }

    func keepHosted(_ request: Request, _ context: HostContext) async throws -> Response {
        try await keep(context, .hosted(by: context.host))
    }

    // MARK: Both

    static func filter(_ query: Query) throws -> BookingFilter {
        let (client, host, service, statuses, paymentStatuses, from, to, search, sort) = try Form.gather(
            Form.answer { try query.id("user_id", UserID.self) }, Form.answer { try query.id("host_id", UserID.self) },
            Form.answer { try query.id("service_id", ServiceID.self) },
            Form.answer { try query.choices("status", BookingStatus.self) },
            Form.answer { try query.choices("payment_status", PaymentStatus.self) },
            Form.answer { try query.instant("from") }, Form.answer { try query.instant("to") },
            Form.answer { try query.search("q") }, Form.answer { try query.choice("sort", BookingSort.self) })
        return BookingFilter(
            clientID: client, hostID: host, serviceID: service, statuses: statuses, paymentStatuses: paymentStatuses,
            from: from, to: to, search: search, sort: sort ?? .latestFirst)
    }

    private func book(
        _ request: Request, _ context: some RequestContext, _ scope: BookingScope, under folder: String
    ) async throws -> Response {
        let key = try request.idempotencyKey()
        let fields = BookingForm.fields.union(NamedClient.fields).union(["ignore_calendars"])
        let form = try await request.form(fields, context)
        let (wish, client, ignores) = try Form.gather(
            Form.answer { try BookingForm.request(form, idempotencyKey: key) },
            Form.answer { try NamedClient(form) }, form.may("ignore_calendars", Form.flag))
        var wanted = wish
        wanted.ignoresCalendars = ignores ?? false
        let booked = try await bookings.book(wanted, for: client, scope)
        return BookingRoutes.created(booked, .staff(scope.asker, bookings.links), under: folder)
    }

    private func list(_ filter: BookingFilter, _ query: Query, asker: User) async throws -> Response {
        let part = try query.part(orderedBy: 2)
        let view = BookingView.staff(asker, bookings.links)
        return Response(json: try await bookings.list(filter, part, .long, view).json)
    }

    private func change(
        _ request: Request, _ context: some RequestContext, _ scope: BookingScope
    ) async throws -> Response {
        let notes = try BookingForm.privateNotes(try await request.form(["private_notes"], context))
        return answer(try await bookings.keepPrivateNotes(notes, of: try context.id(), scope), scope)
    }

    private func cancel(
        _ request: Request, _ context: some RequestContext, _ scope: BookingScope
    ) async throws -> Response {
        let key = try request.idempotencyKey()
        let form = try await request.form(["reason"], context)
        let reason = try Form.gather(form.may("reason", Form.text, BookingForm.reason))
        return BookingRoutes.changed(
            try await bookings.cancel(try context.id(), scope, reason: reason, key: key),
            .staff(scope.asker, bookings.links))
    }

    private func reschedule(
        _ request: Request, _ context: some RequestContext, _ scope: BookingScope
    ) async throws -> Response {
        let key = try request.idempotencyKey()
        let form = try await request.form(["scheduled_at", "ignore_calendars"], context)
        let (start, ignores) = try Form.gather(
            form.need("scheduled_at", Form.instant, BookingForm.start), form.may("ignore_calendars", Form.flag))
        let place = MovePlace(start: start, ignoresCalendars: ignores ?? false)
        return BookingRoutes.changed(
            try await bookings.reschedule(try context.id(), scope, to: place, key: key),
            .staff(scope.asker, bookings.links))
    }

    private func close(
        _ context: some RequestContext, _ scope: BookingScope, _ outcome: BookingStatus
    ) async throws -> Response {
        answer(try await bookings.close(try context.id(), scope, as: outcome), scope)
    }

    /// A booking stays in spite of what stands elsewhere over it.
    private func keep(_ context: some RequestContext, _ scope: BookingScope) async throws -> Response {
        answer(try await bookings.keepOverClashes(try context.id(), scope), scope)
    }

    private func answer(_ entry: BookingEntry, _ scope: BookingScope) -> Response {
        .object { $0.field("booking", booking: entry, .staff(scope.asker, bookings.links)) }
    }
}
