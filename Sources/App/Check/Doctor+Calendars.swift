import Domain
import Foundation
import Storage

extension Doctor {
    private static let mostCalendars = 20

    /// Calendars elsewhere that cannot be read: what was read of them before still counts, and grows old.
    func calendars(in database: any Database) async throws -> [Finding] {
        try await database.read { tx in
            try tx.failingCalendars(most: Self.mostCalendars).compactMap { id in
                guard let link = try tx.calendarLink(id), let reading = try tx.calendarReading(of: id),
                    let trouble = reading.trouble, let host = try tx.user(link.hostID)
                else { return nil }
                var gaps = ["calendar": link.name, "email": host.email]
                gaps["time"] = reading.troubleSince.map(Timestamp.text)
                return Finding(
                    .advice, "calendars", gaps["time"] == nil ? .calendarFails : .calendarFailsSince, gaps,
                    phrases: ["trouble": "calendar_problem.\(trouble.rawValue)"])
            }
        }
    }
}
