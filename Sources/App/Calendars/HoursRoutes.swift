import Domain
import Foundation
import HTTPTypes
import Hummingbird

/// When a host works, kept by admins.
struct HoursRoutes: Sendable {
    let calendars: Calendars
    /// Days of overrides that may be listed at once.
    private static let mostDays = 731

    func hours(_ request: Request, _ context: AdminContext) async throws -> Response {
        answer(try await calendars.hours(of: try context.id()))
    }

    func setHours(_ request: Request, _ context: AdminContext) async throws -> Response {
        let id: UserID = try context.id()
        let form = try await request.form(["time_zone", "weekly"], context)
        let (zone, weekly) = try Form.gather(
            form.need("time_zone", Form.text) { try Zone($0, field: $1).identifier },
            form.need("weekly", { value, _ in value }, HoursForm.weekly))
        let hours = HostHours(zoneIdentifier: zone, weekly: weekly)
        return answer(try await calendars.setHours(of: id, hours, by: context.admin))
    }

    func overrides(_ request: Request, _ context: AdminContext) async throws -> Response {
        let query = try Query(request)
        let (from, to) = try query.dates()
        guard to.dayNumber - from.dayNumber < Self.mostDays else {
            throw Problem.invalid("to", .tooManyDays, ["maximum": "\(Self.mostDays)"])
        }
        let overrides = try await calendars.overrides(of: try context.id(), from: from, to: to)
        return .object { json in
            json.field("overrides", each: overrides) { Self.write($1.0, $1.1, into: &$0) }
        }
    }

    func setOverride(_ request: Request, _ context: AdminContext) async throws -> Response {
        let (id, date): (UserID, _) = (try context.id(), try Self.date(context))
        let form = try await request.form(["intervals"], context)
        let ranges = try Form.gather(form.need("intervals", { value, _ in value }, HoursForm.intervals))
        try await calendars.setOverride(of: id, on: date, ranges, by: context.admin)
        return .object { json in
            json.field("override", json: JSONText.object { Self.fields(date, ranges, into: &$0) }.text)
        }
    }

    func deleteOverride(_ request: Request, _ context: AdminContext) async throws -> Response {
        try await calendars.deleteOverride(
            of: try context.id(), on: try Self.date(context), by: context.admin)
        return .noContent
    }

    private static func date(_ context: AdminContext) throws -> LocalDate {
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

    private static func fields(_ date: LocalDate, _ ranges: [HoursRange], into json: inout JSONText) {
        json.field("date", date.description)
        json.field("intervals", each: ranges) { json, range in json.object { $0.fields(range) } }
    }
}
