import Domain
import HTTPTypes
import Hummingbird

/// Why there is no slot: for admins of every service, for hosts of their own.
struct ExplainRoutes: Sendable {
    let bookings: Bookings

    func explain(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await answer(request, context, asker: context.admin)
    }

    func explainOwn(_ request: Request, _ context: HostContext) async throws -> Response {
        var asker = context.host
        // As a host alone, whatever else they may.
        asker.isAdmin = false
        return try await answer(request, context, asker: asker)
    }

    private func answer(_ request: Request, _ context: some RequestContext, asker: User) async throws -> Response {
        let query = try Query(request)
        let (date, zone) = try Form.gather(
            Form.answer { try query.date("date") }, Form.answer { query.zone("time_zone") })
        guard let date else { throw Problem.invalid("date", .required) }
        let day = try await bookings.explain(try context.id(), on: date, in: zone, for: asker)
        let words = StartWords(day: day, catalogue: .english)
        return .object(capacity: 256 + 160 * day.starts.count) { json in
            json.field("date", date.description)
            json.field("time_zone", day.zone.identifier)
            json.field("starts", each: day.starts) { $0.start($1, in: words) }
            json.field("active", day.offering.isOffered)
        }
    }
}

extension JSONText {
    fileprivate mutating func start(_ start: GridStart, in words: StartWords) {
        object { json in
            json.field("starts_at", start.slot.start)
            json.field("offered", start.reason == nil)
            let isOverride = words.day.hours.overrides[start.hostDate] != nil
            json.field("reason", start.reason?.code(isOverride: isOverride))
            json.field("booking_id", start.reason?.booking?.id)
            json.field("detail", words.reason(start).map { "\($0.word). \($0.line)" })
        }
    }
}
