import Domain
import Foundation
import Storage

/// All SQL of the table `booking_events`.
extension Transaction {
    func writtenEvent(of booking: BookingID) throws -> WrittenEvent? {
        try row(
            "SELECT \(WrittenEvent.columns) FROM booking_events WHERE booking_id = \(booking)",
            WrittenEvent.init(row:))
    }

    /// Which bookings of a host are to be written: all where the host has a calendar for that, else those that stand in
    /// one. In one statement, because every booking asks.
    func bookings(_ ids: [BookingID], forCalendarsOf host: UserID) throws -> [BookingID] {
        let nobody = BookingID(rawValue: 0)
        let found: [BookingID] = try rows(
            """
            SELECT booking_id FROM booking_events WHERE booking_id IN (\(list: ids))
            UNION ALL SELECT 0 FROM calendar_links WHERE host_id = \(host) AND writes = 1
            """
        ) { try $0.id(0) }
        return found.contains(nobody) ? ids : found
    }

    /// Bookings that stand in a calendar, in the order of their ids.
    func bookings(writtenIn link: CalendarLinkID, after last: BookingID, limit: Int) throws -> [BookingID] {
        try rows(
            """
            SELECT booking_id FROM booking_events WHERE link_id = \(link) AND booking_id > \(last)
            ORDER BY booking_id LIMIT \(limit)
            """
        ) { try $0.id(0) }
    }

    /// Bookings that stand in any calendar of a host, whosever they are by now.
    func bookings(writtenFor host: UserID, endingAfter instant: Date) throws -> [BookingID] {
        try rows(
            """
            SELECT booking_events.booking_id FROM booking_events
            JOIN calendar_links ON calendar_links.id = booking_events.link_id
            WHERE calendar_links.host_id = \(host) AND booking_events.ends_at > \(instant)
            """
        ) { try $0.id(0) }
    }

    func hasWrittenEvents(in link: CalendarLinkID) throws -> Bool {
        try exists("SELECT 1 FROM booking_events WHERE link_id = \(link) LIMIT 1")
    }

    func addWrittenEvent(_ event: WrittenEvent) throws {
        try run(
            """
            INSERT INTO booking_events (booking_id, link_id, href, etag, sequence, state, ends_at)
            VALUES (\(event.bookingID), \(event.linkID), \(event.name), \(event.etag), \(event.sequence),
                \(event.state), \(event.endsAt))
            """)
    }

    /// Nothing where it has left the calendar meanwhile.
    func changeWrittenEvent(_ event: WrittenEvent) throws {
        try run(
            """
            UPDATE booking_events SET href = \(event.name), etag = \(event.etag), sequence = \(event.sequence),
                state = \(event.state), ends_at = \(event.endsAt)
            WHERE booking_id = \(event.bookingID) AND link_id = \(event.linkID)
            """)
    }

    func forgetWrittenEvent(_ event: WrittenEvent) throws {
        try run(
            "DELETE FROM booking_events WHERE booking_id = \(event.bookingID) AND link_id = \(event.linkID)")
    }

    func forgetWrittenEvents(in link: CalendarLinkID) throws {
        try run("DELETE FROM booking_events WHERE link_id = \(link)")
    }

    /// What is written in a calendar is to be written anew.
    func outdateWrittenEvents(in link: CalendarLinkID) throws {
        try run(
            """
            UPDATE booking_events SET state = \(WrittenEvent.State.stale)
            WHERE link_id = \(link) AND state = \(WrittenEvent.State.written)
            """)
    }

    /// Forgets so many at most of those that are over since `instant`; in their calendars they stay. Returns how many.
    func deleteOldWrittenEvents(before instant: Date, limit: Int) throws -> Int {
        try run(
            """
            DELETE FROM booking_events WHERE booking_id IN (
                SELECT booking_id FROM booking_events WHERE ends_at < \(instant) ORDER BY ends_at LIMIT \(limit))
            """)
    }
}

extension WrittenEvent {
    fileprivate static let columns: SQL = "booking_id, link_id, href, etag, sequence, state, ends_at"

    fileprivate init(row: any Row) throws {
        self.init(
            bookingID: try row.id(0), linkID: try row.id(1), name: try row.text(2), etag: try row.optionalText(3),
            sequence: try row.optionalInt(4), state: try row.value(5, as: State.self), endsAt: try row.date(6))
    }
}
