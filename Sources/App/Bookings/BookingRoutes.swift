import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// A person's own bookings.
struct BookingRoutes: Sendable {
    let bookings: Bookings
    /// Who sends the practice's mails.
    let sender: Sender

    func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let query = try Query(request)
        let filter = BookingFilter(
            clientID: context.user.id, statuses: try query.choices("status", BookingStatus.self),
            when: try query.choice("when", BookingFilter.When.self), now: bookings.now(),
            sort: try query.choice("sort", BookingSort.self) ?? .latestFirst)
        let part = try query.part(orderedBy: 2)
        let view = BookingView.own(context.user, bookings.links)
        return Response(json: try await bookings.list(filter, part, .quick, view).json)
    }

    func cancel(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let key = try request.idempotencyKey()
        let form = try await request.form(["reason"], context)
        let reason = try Form.gather(form.may("reason", Form.text, BookingForm.reason))
        let scope = BookingScope.visible(to: context.user)
        return Self.changed(
            try await bookings.cancel(try context.id(), scope, reason: reason, key: key),
            .own(context.user, bookings.links))
    }

    func withdraw(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let key = try request.idempotencyKey()
        _ = try await request.form([], context)
        let scope = BookingScope.visible(to: context.user)
        return Self.changed(
            try await bookings.withdraw(try context.id(), scope, key: key), .own(context.user, bookings.links))
    }

    func reschedule(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let key = try request.idempotencyKey()
        let form = try await request.form(["scheduled_at"], context)
        let start = try Form.gather(form.need("scheduled_at", Form.instant, BookingForm.start))
        let scope = BookingScope.visible(to: context.user)
        return Self.changed(
            try await bookings.reschedule(try context.id(), scope, to: MovePlace(start: start), key: key),
            .own(context.user, bookings.links))
    }

    /// Ends the link by which the client manages it.
    func revokeManageLink(_ request: Request, _ context: SignedInContext) async throws -> Response {
        _ = try await request.form([], context)
        let entry = try await bookings.revokeManageLink(try context.id(), by: context.user)
        return .object { $0.field("booking", booking: entry, .own(context.user, bookings.links)) }
    }

    /// The starts to which the asker may move it.
    func destinations(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let days = try AskedDays(try Query(request))
        let found = try await bookings.destinations(try context.id(), .visible(to: context.user), days)
        return .object(capacity: 128 + 72 * found.slots.count) { json in
            json.field("booking_id", found.bookingID)
            json.field("duration", found.duration)
            json.field("time_zone", found.zoneIdentifier)
            json.field("slots", found.slots)
        }
    }

    func calendar(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let entry = try await bookings.entry(try context.id(), in: .visible(to: context.user))
        return try Self.calendar(entry, reader: context.user, sender, bookings.links)
    }

    /// A booking as a file for calendars. Throws `not_found` while it is held.
    static func calendar(_ entry: BookingEntry, reader: User, _ sender: Sender, _ links: Links) throws -> Response {
        // A hold that runs out tells nobody, so a file made of it would stay in the calendar for good.
        guard entry.booking.status != .pending else { throw Problem(.notFound) }
        let invitation = try BookingInvitation(
            entry, reader: reader, method: .publish, from: sender.now, links: links)
        var response = Response(
            text: invitation.text, type: "text/calendar; charset=utf-8; method=\(invitation.method.rawValue)")
        response.headers[.contentDisposition] = "attachment; filename=\"booking-\(entry.booking.id).ics\""
        return response
    }

    /// 200 with the booking as it is now; a replay says so.
    static func changed(_ changed: BookingOutcome, _ view: BookingView) -> Response {
        marked(Response.object { $0.field("booking", booking: changed.entry, view) }, isReplay: changed.isReplay)
    }

    /// 201 with the booking as it is now; a replay says so. `payment` writes what is to be paid online.
    static func created(
        _ booked: BookingOutcome, _ view: BookingView, under folder: String = "/api/bookings",
        payment: (inout JSONText) -> Void = { $0.field("payment", json: "null") }
    ) -> Response {
        var response = Response.object(.created) { json in
            json.field("booking", booking: booked.entry, view)
            payment(&json)
        }
        response.headers[.location] = "\(folder)/\(booked.entry.booking.id)"
        return marked(response, isReplay: booked.isReplay)
    }

    /// With the header that says whether an earlier request had done it.
    static func marked(_ response: Response, isReplay: Bool) -> Response {
        guard isReplay else { return response }
        var response = response
        response.headers[replayed] = "true"
        return response
    }

    private static let replayed = headerName("Idempotent-Replayed")
}

extension Request {
    /// The key under which a deed is done once, however often it is asked for. Throws `validation_failed`.
    func idempotencyKey() throws -> String? { try BookingForm.idempotencyKey(headers[Self.idempotencyKey]) }

    private static let idempotencyKey = headerName("Idempotency-Key")
}
