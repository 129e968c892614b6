import Domain
import Foundation
import Storage

/// Dates that get other hours than their weekday's, or none.
struct DateChange: Sendable {
    /// In their order, none twice.
    let dates: [ClosedRange<LocalDate>]
    /// None where the days are closed.
    let ranges: [HoursRange]
    /// Whether it is known what stands outside these hours.
    let despiteBookings: Bool
}

/// What became of such a change, and what is booked outside the new hours.
struct ChangedDates: Sendable {
    let host: User
    let change: DateChange
    /// That of the host's hours, in which the dates are meant.
    let zone: Zone
    /// What stands outside the new hours, by its beginning.
    let bookings: [TakenBooking]
    /// Whether the hours are changed now.
    let isDone: Bool
}

extension Bookings {
    /// So many days can be taken off at once.
    static let mostDaysOff = 366

    /// Closes the days of a host, both ends included, as `change` does it.
    func takeOff(
        _ host: UserID, from first: LocalDate, to last: LocalDate, despiteBookings: Bool, by actor: User
    ) async throws -> ChangedDates {
        guard last >= first else { throw Problem.invalid("to", .inThePast) }
        guard last.dayNumber - first.dayNumber < Self.mostDaysOff else {
            throw Problem.invalid("to", .tooManyDays, ["maximum": "\(Self.mostDaysOff)"])
        }
        let change = DateChange(dates: [first...last], ranges: [], despiteBookings: despiteBookings)
        return try await self.change(change, of: host, by: actor)
    }

    /// Changes the hours in which a host can be booked on some dates; bookings that exist stay. Where some stand
    /// outside the new hours nothing is done unless that is said to be known. Throws `forbidden`, and `not_found` where
    /// there is no such host.
    func change(_ change: DateChange, of host: UserID, by actor: User) async throws -> ChangedDates {
        try await database.write { tx in
            try Calendars.require(actor, keepsHoursOf: host)
            guard let user = try tx.user(host), user.isHost else { throw Problem(.notFound) }
            let zone = try Zone.stored(try tx.calendarZone(of: user))
            let bookings = try Self.bookings(of: host, outside: change, in: zone, tx)
            let isDone = bookings.isEmpty || change.despiteBookings
            for dates in isDone ? change.dates : [] {
                try tx.setOverrides(of: host, on: dates, change.ranges)
                let (first, last) = (dates.lowerBound.description, dates.upperBound.description)
                try tx.audit(
                    "override.set", by: actor.id, user: host,
                    detail: first == last ? ["date": first] : ["date": first, "to": last])
            }
            return ChangedDates(host: user, change: change, zone: zone, bookings: bookings, isDone: isDone)
        }
    }

    /// What begins on these dates, or lies within the hours that they have had, and not within the new ones.
    private static func bookings(
        of host: UserID, outside change: DateChange, in zone: Zone, _ tx: any Transaction
    ) throws -> [TakenBooking] {
        var found: [BookingID: TakenBooking] = [:]
        for dates in change.dates {
            // Hours may come from the day before and reach into the day after, and a booking into the one after that.
            let around = dates.lowerBound.adding(days: -2)...dates.upperBound.adding(days: 3)
            let before = try tx.workingHours(of: host, from: around.lowerBound, to: around.upperBound)
            var after = before
            for span in change.dates where span.overlaps(around) {
                for number in span.lowerBound.dayNumber...span.upperBound.dayNumber {
                    after.overrides[LocalDate(dayNumber: number)] = change.ranges
                }
            }
            let (old, new) = (before.spans(on: around, in: zone), after.spans(on: around, in: zone))
            let begin = zone.firstInstant(dates.lowerBound)
            let end = zone.firstInstant(dates.upperBound.adding(days: 1))
            let night = zone.firstInstant(dates.upperBound.adding(days: 2))
            for booking in try tx.takenStretches(of: host, touching: Cells.touching(begin..<night)).compactMap(
                \.booking)
            {
                let isOnDates = begin <= booking.start && booking.start < end
                let isClosed = isOnDates && change.ranges.isEmpty
                if isClosed || (isOnDates || booking.lies(in: old)) && !booking.lies(in: new) {
                    found[booking.id] = booking
                }
            }
        }
        return found.values.sorted { ($0.start, $0.id.rawValue) < ($1.start, $1.id.rawValue) }
    }
}

extension TakenBooking {
    fileprivate func lies(in spans: [Range<Date>]) -> Bool {
        spans.contains { $0.lowerBound <= start && end <= $0.upperBound }
    }
}
