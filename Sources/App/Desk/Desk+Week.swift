import Domain
import Foundation
import Storage

/// Calendars to look at: seven days of one host, or one day of several hosts side by side.
struct DeskWeek: Sendable {
    /// Whose it is; nil where several stand side by side.
    let host: User?
    /// Whether the asker may book for clients.
    let booksForClients: Bool
    /// Between whom the asker may choose; nobody else for a host.
    let hosts: [User]
    let first: LocalDate
    let now: Date
    let zone: Zone
    let columns: [DeskColumn]
}

/// One day of one host.
struct DeskColumn: Sendable {
    let host: User
    let date: LocalDate
    let from: Date
    let to: Date
    let entries: [BookingEntry]
    /// When the host works.
    let hours: [Range<Date>]
    /// What is taken, buffers included, by bookings and by calendars elsewhere.
    let taken: [Range<Date>]
}

/// What a reader wants to see.
enum WeekChoice: Sendable {
    case own
    case host(UserID)
    case all
}

extension Desk {
    /// So many hosts have room side by side.
    static let mostSideBySide = 7

    /// The week in which `date` lies, or that day of several hosts. Throws `forbidden` where an asker may not look.
    func week(_ choice: WeekChoice, _ date: LocalDate?, for asker: User, in zone: Zone) async throws -> DeskWeek {
        try asker.requireStaff()
        return try await database.read { tx in
            let hosts = asker.isAdmin ? try tx.hosts(most: Calendars.mostHosts) : [asker]
            let today = date ?? zone.local(tx.now).date
            guard let host = try Self.chosen(choice, asker, hosts) else {
                let columns = try hosts.prefix(Self.mostSideBySide).flatMap {
                    try Self.columns(of: $0, today...today, zone, in: tx)
                }
                return DeskWeek(
                    host: nil, booksForClients: asker.isAdmin, hosts: hosts, first: today, now: tx.now, zone: zone,
                    columns: columns)
            }
            let days = today.monday...today.monday.adding(days: 6)
            return DeskWeek(
                host: host, booksForClients: asker.isAdmin, hosts: hosts, first: today.monday, now: tx.now, zone: zone,
                columns: try Self.columns(of: host, days, zone, in: tx))
        }
    }

    private static func chosen(_ choice: WeekChoice, _ asker: User, _ hosts: [User]) throws -> User? {
        switch choice {
        case .own: return asker.isHost ? asker : hosts.count == 1 ? hosts.first : nil
        case .all:
            guard asker.isAdmin else { throw Problem(.forbidden) }
            return nil
        case .host(let id):
            guard asker.isAdmin || asker.id == id else { throw Problem(.forbidden) }
            guard let host = hosts.first(where: { $0.id == id }) else { throw Problem(.notFound) }
            return host
        }
    }

    private static func columns(
        of host: User, _ days: ClosedRange<LocalDate>, _ zone: Zone, in tx: any Transaction
    ) throws -> [DeskColumn] {
        let (from, to) = (zone.firstInstant(days.lowerBound), zone.firstInstant(days.upperBound.adding(days: 1)))
        let filter = BookingFilter(
            hostID: host.id, statuses: shown, from: from.addingTimeInterval(-Booking.longestSeconds), to: to,
            sort: .earliestFirst)
        let entries = try tx.uncountedBookingEntries(filter, ListPart(limit: mostShown))
        let taken = try tx.takenRanges(of: host.id, touching: Cells.touching(from..<to)).map {
            Cells.start(of: $0.lowerBound)..<Cells.start(of: $0.upperBound)
        }
        let hours = try Self.hours(of: host, from..<to, in: tx)
        return (0...days.upperBound.dayNumber - days.lowerBound.dayNumber).map { index in
            let date = days.lowerBound.adding(days: index)
            let day = zone.firstInstant(date)..<zone.firstInstant(date.adding(days: 1))
            return DeskColumn(
                host: host, date: date, from: day.lowerBound, to: day.upperBound,
                entries: entries.filter {
                    $0.booking.scheduledAt < day.upperBound && $0.booking.endsAt > day.lowerBound
                },
                hours: hours.clipped(to: day), taken: taken.clipped(to: day))
        }
    }

    /// The hours that touch a stretch of time; hours in a zone that nobody knows are none.
    private static func hours(
        of host: User, _ span: Range<Date>, in tx: any Transaction
    ) throws -> [Range<Date>] {
        guard let zone = try Zone.known(try tx.calendarZone(of: host)) else { return [] }
        let first = zone.local(span.lowerBound).date.adding(days: -2)
        let last = zone.local(span.upperBound).date.adding(days: 1)
        let hours = try tx.workingHours(of: host.id, from: first, to: last)
        return (0...last.dayNumber - first.dayNumber).flatMap { index -> [Range<Date>] in
            let date = first.adding(days: index)
            return hours.ranges(on: date).compactMap { range in
                let begin = zone.firstInstant(date, minute: range.fromMinute)
                let end = zone.firstInstant(date, minute: range.endMinute)
                return begin < end ? begin..<end : nil
            }
        }
    }
}

extension [Range<Date>] {
    /// What of each lies within a stretch of time.
    func clipped(to span: Range<Date>) -> [Range<Date>] {
        compactMap { $0.overlaps(span) ? $0.clamped(to: span) : nil }.filter { !$0.isEmpty }
    }

    /// What is left of each where others are taken away.
    func without(_ others: [Range<Date>]) -> [Range<Date>] {
        others.reduce(self) { left, other in
            left.flatMap { one -> [Range<Date>] in
                guard one.overlaps(other) else { return [one] }
                return [
                    one.lowerBound..<Swift.max(one.lowerBound, other.lowerBound),
                    Swift.min(one.upperBound, other.upperBound)..<one.upperBound,
                ].filter { !$0.isEmpty }
            }
        }
    }
}
