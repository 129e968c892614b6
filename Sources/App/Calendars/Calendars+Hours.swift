import Domain
import Foundation
import Storage

/// A host's weekly hours with the zone in which they are meant.
struct HostHours: Sendable {
    var zoneIdentifier: String
    var weekly: [Int: [HoursRange]]
}

extension Calendars {
    func hours(of host: UserID) async throws -> HostHours {
        try await database.read { tx in
            let user = try Self.host(host, in: tx)
            return HostHours(zoneIdentifier: try tx.calendarZone(of: user), weekly: try tx.weeklyHours(of: host))
        }
    }

    /// Replaces the whole week, and the zone in which it is meant.
    func setHours(of host: UserID, _ hours: HostHours, by actor: User) async throws -> HostHours {
        try await database.write { tx in
            _ = try Self.host(host, in: tx)
            try tx.setCalendarZone(of: host, hours.zoneIdentifier)
            try tx.setWeeklyHours(of: host, hours.weekly)
            try tx.audit("hours.changed", by: actor.id, user: host)
            return hours
        }
    }

    func overrides(
        of host: UserID, from first: LocalDate, to last: LocalDate
    ) async throws -> [(LocalDate, [HoursRange])] {
        try await database.read { tx in
            _ = try Self.host(host, in: tx)
            return try tx.overrides(of: host, from: first, to: last)
        }
    }

    /// Throws `not_found` where there was none.
    func deleteOverride(of host: UserID, on date: LocalDate, by actor: User) async throws {
        try await database.write { tx in
            _ = try Self.host(host, in: tx)
            guard try tx.deleteOverride(of: host, on: date) else { throw Problem(.notFound) }
            try tx.audit("override.deleted", by: actor.id, user: host, detail: ["date": date.description])
        }
    }

    private static func host(_ id: UserID, in tx: any Transaction) throws -> User {
        guard let user = try tx.user(id), user.isHost else { throw Problem(.notFound) }
        return user
    }
}
