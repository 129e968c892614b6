import Domain
import Foundation
import Storage

/// Days on which a host does not work, and what is booked on them.
struct TimeOff: Sendable {
    let host: User
    let days: ClosedRange<LocalDate>
    /// That of the host's hours, in which the days are meant.
    let zone: Zone
    /// What begins on these days, by its beginning.
    let bookings: [TakenBooking]
    /// Whether the days are closed now.
    let isTaken: Bool
}

extension Bookings {
    /// So many days can be taken off at once.
    static let mostDaysOff = 366

    /// Closes the days of a host, both ends included, for new bookings; those that exist stay. Where some stand on
    /// these days nothing is done unless that is said to be known. Throws `forbidden`, and `validation_failed` for the
    /// days.
    func takeOff(
        _ host: UserID, from first: LocalDate, to last: LocalDate, despiteBookings: Bool, by actor: User
    ) async throws -> TimeOff {
        guard last >= first else { throw Problem.invalid("to", .inThePast) }
        guard last.dayNumber - first.dayNumber < Self.mostDaysOff else {
            throw Problem.invalid("to", .tooManyDays, ["maximum": "\(Self.mostDaysOff)"])
        }
        return try await database.write { tx in
            try Calendars.require(actor, keepsHoursOf: host)
            guard let user = try tx.user(host), user.isHost else { throw Problem(.notFound) }
            let zone = try Zone.stored(try tx.calendarZone(of: user))
            let bookings = try Self.bookings(of: host, on: first...last, in: zone, tx)
            let isTaken = bookings.isEmpty || despiteBookings
            if isTaken {
                try tx.closeDays(of: host, first...last)
                try tx.audit(
                    "override.set", by: actor.id, user: host,
                    detail: ["date": first.description, "to": last.description])
            }
            return TimeOff(host: user, days: first...last, zone: zone, bookings: bookings, isTaken: isTaken)
        }
    }

    private static func bookings(
        of host: UserID, on days: ClosedRange<LocalDate>, in zone: Zone, _ tx: any Transaction
    ) throws -> [TakenBooking] {
        let begin = zone.firstInstant(days.lowerBound)
        let end = zone.firstInstant(days.upperBound.adding(days: 1))
        // What is kept free before a booking may begin earlier than the booking, and on the day before.
        return try tx.takenStretches(of: host, touching: Cells.touching(begin..<end)).compactMap(\.booking)
            .filter { begin <= $0.start && $0.start < end }.sorted { $0.start < $1.start }
    }
}
