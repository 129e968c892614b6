import Domain
import Foundation
import Storage

/// All SQL of the table `booking_clashes`.
extension Transaction {
    /// What of a calendar is known to stand over bookings, or did.
    func clashes(with link: CalendarLinkID) throws -> [BookingID: KnownClash] {
        let known = try rows(
            "SELECT booking_id, first_cell, end_cell, gone_at FROM booking_clashes WHERE link_id = \(link)"
        ) { row in
            (try row.id(0) as BookingID, KnownClash(cells: try row.int(1)..<row.int(2), isGone: !row.isNull(3)))
        }
        return Dictionary(known) { first, _ in first }
    }

    /// Notes that something stands over a booking; where that is known already, when it is by now.
    func noteClash(
        _ booking: BookingID, _ link: CalendarLinkID, _ cells: Range<Int64>, _ standing: ClashStanding
    ) throws {
        let toldAt = standing == .told ? now : nil
        let keptAt = standing == .kept ? now : nil
        try run(
            """
            INSERT INTO booking_clashes (booking_id, link_id, first_cell, end_cell, seen_at, told_at, kept_at)
            VALUES (\(booking), \(link), \(cells.lowerBound), \(cells.upperBound), \(now),
                \(toldAt), \(keptAt))
            ON CONFLICT (booking_id, link_id) DO UPDATE SET first_cell = \(cells.lowerBound),
                end_cell = \(cells.upperBound), gone_at = NULL
            """)
    }

    /// Nothing of a calendar stands over these bookings any more.
    func endClashes(of bookings: [BookingID], with link: CalendarLinkID) throws {
        guard !bookings.isEmpty else { return }
        try run(
            """
            UPDATE booking_clashes SET gone_at = \(now)
            WHERE link_id = \(link) AND booking_id IN (\(list: bookings)) AND gone_at IS NULL
            """)
    }

    /// Bookings over which a calendar stands, and whose host was not told because they were held.
    func untoldClashes(with link: CalendarLinkID) throws -> [BookingID] {
        try rows(
            """
            SELECT booking_id FROM booking_clashes
            WHERE link_id = \(link) AND told_at IS NULL AND \(Self.isOpen) ORDER BY first_cell
            """
        ) { try $0.id(0) }
    }

    func noteTold(_ booking: BookingID, with link: CalendarLinkID) throws {
        try run(
            """
            UPDATE booking_clashes SET told_at = \(now)
            WHERE booking_id = \(booking) AND link_id = \(link) AND told_at IS NULL
            """)
    }

    /// Notes that a booking stays in spite of all that stands over it. False where nothing does.
    func keepOverClashes(_ booking: BookingID) throws -> Bool {
        try run("UPDATE booking_clashes SET kept_at = \(now) WHERE booking_id = \(booking) AND \(Self.isOpen)") > 0
    }

    /// A booking that has another time begins anew.
    func forgetClashes(of booking: BookingID) throws {
        try run("DELETE FROM booking_clashes WHERE booking_id = \(booking)")
    }

    /// And so do all that are given to another host.
    func forgetClashes(ofHost host: UserID) throws {
        try run(
            """
            DELETE FROM booking_clashes
            WHERE link_id IN (SELECT calendar_links.id FROM calendar_links WHERE calendar_links.host_id = \(host))
            """)
    }

    /// What stands over a booking, in a calendar where one is named, and the host has not decided on.
    func clash(of booking: BookingID, with link: CalendarLinkID? = nil) throws -> BookingClash? {
        let isLinks: SQL = link.map { "AND booking_clashes.link_id = \($0)" } ?? ""
        let isIts: SQL = "booking_clashes.booking_id = \(booking) AND \(Self.isOpen) \(isLinks)"
        return try openClashes(isIts, most: 1).first?.clash
    }

    /// The same of all bookings that are not over, by their ids.
    func openClashes() throws -> [BookingID: BookingClash] {
        let present = Int64(now.timeIntervalSince1970) / Int64(Cells.seconds)
        let open = try openClashes("\(Self.isOpen) AND booking_clashes.end_cell > \(present)", most: Self.mostOpen)
        return Dictionary(open.map { ($0.booking, $0.clash) }) { first, _ in first }
    }

    /// With what stands over it.
    func knowingClash(_ entry: BookingEntry) throws -> BookingEntry {
        let id = entry.booking.id
        return try clash(of: id).map { entry.knowing([id: $0], at: now) } ?? entry
    }

    /// What is over is nobody's trouble any more.
    func deleteOldClashes(before instant: Date, limit: Int) throws -> Int {
        let cell = Int64(instant.timeIntervalSince1970) / Int64(Cells.seconds)
        return try run(
            """
            DELETE FROM booking_clashes WHERE end_cell < \(cell) AND booking_id IN (
                SELECT booking_id FROM booking_clashes WHERE end_cell < \(cell) ORDER BY booking_id LIMIT \(limit))
            """)
    }

    private static var isOpen: SQL { "gone_at IS NULL AND kept_at IS NULL" }
    /// The soonest, where there are more.
    private static var mostOpen: Int { 5_000 }

    /// Of calendars that are still linked.
    private func openClashes(_ which: SQL, most: Int) throws -> [(booking: BookingID, clash: BookingClash)] {
        try rows(
            """
            SELECT booking_clashes.booking_id, booking_clashes.link_id, calendar_links.name,
                booking_clashes.first_cell, booking_clashes.end_cell, booking_clashes.seen_at
            FROM booking_clashes JOIN calendar_links ON calendar_links.id = booking_clashes.link_id
            WHERE \(which) ORDER BY booking_clashes.first_cell, booking_clashes.link_id LIMIT \(most)
            """
        ) { row in
            let clash = BookingClash(
                calendarID: try row.id(1), calendar: try row.text(2), startsAt: Cells.start(of: try row.int(3)),
                endsAt: Cells.start(of: try row.int(4)), seenAt: try row.date(5))
            return (try row.id(0), clash)
        }
    }
}

/// What the host has to do with something that is seen for the first time.
enum ClashStanding: Sendable {
    /// Is told of it.
    case told
    /// Is told once the booking is firm.
    case untold
    /// Booked knowingly.
    case kept
}
