import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// When a host works: kept by admins for everybody, by hosts for themselves.
struct HoursRoutes: Sendable {
    let calendars: Calendars
    /// Days of overrides that may be listed at once.
    private static let mostDays = 731

    // MARK: Admins

    func hours(_ request: Request, _ context: AdminContext) async throws -> Response {
        answer(try await calendars.hours(of: try context.id()))
    }

    func setHours(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await setHours(of: try context.id(), by: context.admin, request, context)
    }

    func overrides(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await overrides(of: try context.id(), request)
    }

    func deleteOverride(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await calendars.deleteOverride(of: try context.id(), on: try Self.date(context), by: context.admin)
        return .noContent
    }

    // MARK: Hosts

    func ownHours(_ request: Request, _ context: HostContext) async throws -> Response {
        answer(try await calendars.hours(of: context.host.id))
    }

    func setOwnHours(_ request: Request, _ context: HostContext) async throws -> Response {
        try await setHours(of: context.host.id, by: context.host, request, context)
    }

    func ownOverrides(_ request: Request, _ context: HostContext) async throws -> Response {
        try await overrides(of: context.host.id, request)
    }

    func deleteOwnOverride(_ request: Request, _ context: HostContext) async throws -> Response {
        try await calendars.deleteOverride(of: context.host.id, on: try Self.date(context), by: context.host)
        return .noContent
    }

    // MARK: Both

    private func setHours(
        of host: UserID, by actor: User, _ request: Request, _ context: some RequestContext
    ) async throws -> Response {
        let form = try await request.form(["time_zone", "weekly"], context)
        let (zone, weekly) = try Form.gather(
            form.need("time_zone", Form.text) { try Zone($0, field: $1).identifier },
            form.need("weekly", { value, _ in value }, HoursForm.weekly))
        let hours = HostHours(zoneIdentifier: zone, weekly: weekly)
        return answer(try await calendars.setHours(of: host, hours, by: actor))
    }

    private func overrides(of host: UserID, _ request: Request) async throws -> Response {
        let query = try Query(request)
        let (from, to) = try query.dates()
        guard to.dayNumber - from.dayNumber < Self.mostDays else {
            throw Problem.invalid("to", .tooManyDays, ["maximum": "\(Self.mostDays)"])
        }
        let overrides = try await calendars.overrides(of: host, from: from, to: to)
        return .object { json in
            json.field("overrides", each: overrides) { Self.write($1.0, $1.1, into: &$0) }
        }
    }

    static func date(_ context: some RequestContext) throws -> LocalDate {
        guard let date = LocalDate(context.parameters.get("date") ?? "") else { throw Problem.malformed("date", .date) }
        return date
    }

    private func answer(_ hours: HostHours) -> Response {
        let ranges = hours.weekly.sorted { $0.key < $1.key }.flatMap { day in day.value.map { (day.key, $0) } }
        return .object { json in
            json.field("time_zone", hours.zoneIdentifier)
            json.field("weekly", each: ranges) { json, range in
                json.object { json in
                    json.field("weekday", range.0)
                    json.fields(range.1)
                }
            }
        }
    }

    private static func write(_ date: LocalDate, _ ranges: [HoursRange], into json: inout JSONText) {
        json.object { fields(date, ranges, into: &$0) }
    }

    static func fields(_ date: LocalDate, _ ranges: [HoursRange], into json: inout JSONText) {
        json.field("date", date.description)
        json.field("intervals", each: ranges) { json, range in json.object { $0.fields(range) } }
    }
}
