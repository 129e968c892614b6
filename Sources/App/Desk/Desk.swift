import Domain
import Foundation
import Storage

/// What whoever runs the practice looks at first: rooms below, side by side.
struct Desk: Sendable {
    let meetings: Meetings

    var database: any Database { meetings.database }

    /// Of one day, or one week, no more bookings are shown.
    static let mostShown = 300
    /// States of bookings that have a place in a calendar.
    static let shown: [BookingStatus] = [.pending, .scheduled, .completed, .noShow]
}

/// A day of a host, or of the whole practice for an admin.
struct DeskDay: Sendable {
    let date: LocalDate
    /// From its first moment to that of the next day.
    let span: Range<Date>
    let now: Date
    /// What takes place on it, in whole or in part, in the order of their beginnings.
    let entries: [BookingEntry]
    /// Those who wait, by their meeting.
    let waiting: [BookingID: [LobbyMeeting.Guest]]
    /// The first to come after the day; looked for where nothing more comes on it.
    let later: BookingEntry?
    let failedMails: Int
    let hinderedRefunds: Int

    /// What runs or comes, soonest first.
    var next: BookingEntry? { entries.first { $0.booking.isComing(at: now) } }

    /// Minutes of a booking that lie within the day.
    func minutes(of booking: Booking) -> Int {
        let within = (booking.scheduledAt..<max(booking.scheduledAt, booking.endsAt)).clamped(to: span)
        return Int(within.upperBound.timeIntervalSince(within.lowerBound) / 60)
    }

    /// Bookings that are over, and of which nobody has said whether they took place.
    var unclosed: Int { entries.count { $0.booking.status == .scheduled && $0.booking.endsAt <= now } }
}

extension Desk {
    /// Today as `zone` has it. Throws `forbidden` for whoever is neither host nor admin.
    func today(for asker: User, in zone: Zone) async throws -> DeskDay {
        try asker.requireStaff()
        return try await database.read { tx in
            let date = zone.local(tx.now).date
            let span = zone.firstInstant(date)..<zone.firstInstant(date.adding(days: 1))
            let own = asker.isAdmin ? nil : asker.id
            let today = BookingFilter.touching(span, of: own.map { [$0] } ?? [], Self.shown)
            let clashes = try tx.openClashes()
            let entries = try tx.uncountedBookingEntries(today, ListPart(limit: Self.mostShown), knowing: [asker])
                .map { $0.knowing(clashes, at: tx.now) }
            let lobby = try meetings.lobby(for: asker, in: tx)
            var later: BookingEntry?
            if !entries.contains(where: { $0.booking.isComing(at: tx.now) }) {
                let coming = BookingFilter(
                    hostID: own, statuses: [.pending, .scheduled], from: span.upperBound, sort: .earliestFirst)
                later = try tx.uncountedBookingEntries(coming, ListPart(limit: 1), knowing: [asker]).first
            }
            return DeskDay(
                date: date, span: span, now: tx.now, entries: entries,
                waiting: Dictionary(
                    uniqueKeysWithValues: lobby.meetings.map { ($0.entry.booking.id, $0.waiting) }), later: later,
                failedMails: asker.isAdmin ? try tx.mailCount(state: .parked) : 0,
                hinderedRefunds: asker.isAdmin ? try tx.bookingsWithHinderedRefunds().count : 0)
        }
    }
}
