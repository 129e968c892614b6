import Domain
import HTTPTypes
import Hummingbird

/// Days off, several at once, and other hours of one date: admins set them for everybody, hosts for themselves.
struct TimeOffRoutes: Sendable {
    let bookings: Bookings

    func take(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await take(of: try context.id(), by: context.admin, request, context)
    }

    func takeOwn(_ request: Request, _ context: HostContext) async throws -> Response {
        try await take(of: context.host.id, by: context.host, request, context)
    }

    func setOverride(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await setOverride(of: try context.id(), by: context.admin, request, context)
    }

    func setOwnOverride(_ request: Request, _ context: HostContext) async throws -> Response {
        try await setOverride(of: context.host.id, by: context.host, request, context)
    }

    /// Sets it in any case, and says what stands outside of it.
    private func setOverride(
        of host: UserID, by actor: User, _ request: Request, _ context: some RequestContext
    ) async throws -> Response {
        let date = try HoursRoutes.date(context)
        let form = try await request.form(["intervals"], context)
        let ranges = try Form.gather(form.need("intervals", { value, _ in value }, HoursForm.intervals))
        let change = DateChange(dates: [date...date], ranges: ranges, despiteBookings: true)
        let changed = try await bookings.change(change, of: host, by: actor)
        return .object(capacity: 256 + 128 * changed.bookings.count) { json in
            json.field("override", json: JSONText.object { HoursRoutes.fields(date, ranges, into: &$0) }.text)
            json.field(changed.bookings)
        }
    }

    private func take(
        of host: UserID, by actor: User, _ request: Request, _ context: some RequestContext
    ) async throws -> Response {
        let form = try await request.form(["from", "to", "despite_bookings"], context)
        let (from, to, despite) = try Form.gather(
            form.need("from", Form.text, HoursPages.date), form.need("to", Form.text, HoursPages.date),
            form.may("despite_bookings", Form.flag))
        let off = try await bookings.takeOff(
            host, from: from, to: to, despiteBookings: despite ?? false, by: actor)
        return .object(capacity: 256 + 128 * off.bookings.count) { json in
            json.field("time_off") { $0.fields(off, from...to) }
        }
    }
}

extension JSONText {
    fileprivate mutating func fields(_ off: ChangedDates, _ days: ClosedRange<LocalDate>) {
        field("from", days.lowerBound.description)
        field("to", days.upperBound.description)
        field("time_zone", off.zone.identifier)
        field("taken", off.isDone)
        field(off.bookings)
    }

    /// `"bookings": [{"booking_id": …}]`
    fileprivate mutating func field(_ bookings: [TakenBooking]) {
        field("bookings", each: bookings) { json, booking in
            json.object { json in
                json.field("booking_id", booking.id)
                json.field("starts_at", booking.start)
                json.field("ends_at", booking.end)
                json.field("client_name", booking.clientName)
            }
        }
    }
}
