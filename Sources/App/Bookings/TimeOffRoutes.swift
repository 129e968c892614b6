import Domain
import HTTPTypes
import Hummingbird

/// Several days off at once: admins take them for everybody, hosts for themselves.
struct TimeOffRoutes: Sendable {
    let bookings: Bookings

    func take(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await take(of: try context.id(), by: context.admin, request, context)
    }

    func takeOwn(_ request: Request, _ context: HostContext) async throws -> Response {
        try await take(of: context.host.id, by: context.host, request, context)
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
        field("bookings", each: off.bookings) { json, booking in
            json.object { json in
                json.field("booking_id", booking.id)
                json.field("starts_at", booking.start)
                json.field("ends_at", booking.end)
                json.field("client_name", booking.clientName)
            }
        }
    }
}
