import Domain
import Foundation
import Storage

extension Bookings {
    /// Mails that one look at a calendar causes at most: who links one that has every booking once more, entered by
    /// hand, is not sent hundreds. The others are marked alone.
    private static let mostToldAtOnce = 10
    /// Coming bookings of a host that are held against a calendar, the earliest first.
    private static let mostCompared = 5_000

    /// Finds which coming bookings of a calendar's host stand where the calendar is busy by now, and tells the host of
    /// those that are firm: once of each, whatever becomes of it. Nothing is cancelled: money may have moved. `taken`
    /// are cells in ascending order that do not touch, nil where they are as they were; `token` makes a name for a
    /// mail.
    static func noteClashes(
        with link: CalendarLink, taken: [Range<Int64>]?, token: () -> String, in tx: any Transaction
    ) throws {
        var told = try taken.map { try compare(link, $0, in: tx) } ?? []
        for id in try tx.untoldClashes(with: link.id) {
            guard let booking = try tx.booking(id), booking.status == .scheduled, booking.mayClash(at: tx.now) else {
                continue
            }
            try tx.noteTold(id, with: link.id)
            told.append(booking)
        }
        guard !told.isEmpty else { return }
        try tx.post(told.prefix(mostToldAtOnce).map { mail(ofClashWith: link.id, of: $0, token: token()) })
    }

    /// Returns the bookings over which something stands for the first time, and of which the host is to be told.
    private static func compare(
        _ link: CalendarLink, _ taken: [Range<Int64>], in tx: any Transaction
    ) throws -> [Booking] {
        let known = try tx.clashes(with: link.id)
        guard !taken.isEmpty || !known.isEmpty else { return [] }
        let filter = BookingFilter(
            hostID: link.hostID, statuses: [.pending, .scheduled], from: tx.now, sort: .earliestFirst)
        var (told, gone) = ([Booking](), [BookingID]())
        // Both are in the order of time, and no two bookings of a host overlap.
        var rest = taken[...]
        for booking in try tx.uncountedBookings(filter, ListPart(limit: mostCompared)) {
            let own = booking.ownCells
            rest = rest.drop { $0.upperBound <= own.lowerBound }
            guard let over = rest.first, over.lowerBound < own.upperBound else {
                if known[booking.id]?.isGone == false { gone.append(booking.id) }
                continue
            }
            guard known[booking.id] != KnownClash(cells: over, isGone: false) else { continue }
            try tx.noteClash(booking.id, link.id, over, booking.status == .scheduled ? .told : .untold)
            if known[booking.id] == nil, booking.status == .scheduled { told.append(booking) }
        }
        for part in gone.portions(of: mostInStatement) { try tx.endClashes(of: Array(part), with: link.id) }
        return told
    }

    /// Whatever stands elsewhere over a booking that those who run the practice have made, or moved, there knowingly
    /// is no news to them.
    static func keepOverClashes(_ booking: Booking, in tx: any Transaction) throws {
        for (link, cells) in try tx.takenElsewhere(booking.cells, of: booking.hostID) {
            try tx.noteClash(booking.id, link, cells, .kept)
        }
    }

    /// A booking stays where it is in spite of what stands over it. Throws `not_found`.
    func keepOverClashes(_ id: BookingID, _ scope: BookingScope) async throws -> BookingEntry {
        try await change(id, scope) { tx, _, _ in
            guard try tx.keepOverClashes(id) else { return }
            // Without the client, whose export would tell of it.
            try tx.audit("booking.clash_kept", by: scope.asker.id, booking: id)
        }
    }

    /// Bookings that were handed over are held against the calendars of their new host.
    func noteClashes(ofHost host: UserID, in tx: any Transaction) throws {
        for link in try tx.calendarLinks(of: host) where link.rules.blocks {
            let taken = try tx.takenElsewhere(of: host, by: link.id)
            try Self.noteClashes(with: link, taken: taken, token: { Digest.hex(random(16)) }, in: tx)
        }
    }

    private static func mail(ofClashWith link: CalendarLinkID, of booking: Booking, token: String) -> NewMail {
        NewMail(
            kind: .calendarClash, role: .host, userID: booking.hostID, bookingID: booking.id,
            scheduledAt: booking.scheduledAt, sequence: booking.sequence, calendarID: link, token: token)
    }
}
