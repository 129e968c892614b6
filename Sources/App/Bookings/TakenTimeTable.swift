import Domain
import Foundation
import Storage

extension Transaction {
    /// What takes a host's calendar where `cells` are, by its beginning, with the bookings and their clients' names,
    /// and the names of calendars elsewhere.
    func takenStretches(of host: UserID, touching cells: Range<Int64>) throws -> [TakenStretch] {
        try rows(
            """
            SELECT stretches.first_cell, stretches.end_cell, bookings.id, bookings.scheduled_at, bookings.duration,
                bookings.status, users.display_name, users.first_name, users.last_name, users.email,
                calendar_links.name
            FROM stretches
            LEFT JOIN bookings ON stretches.owner = \(StretchOwner.booking) AND bookings.id = stretches.owner_id
            LEFT JOIN users ON users.id = bookings.user_id
            LEFT JOIN calendar_links
                ON stretches.owner = \(StretchOwner.outsideCalendar) AND calendar_links.id = stretches.owner_id
            WHERE stretches.host_id = \(host) AND stretches.first_cell < \(cells.upperBound)
                AND stretches.first_cell > \(cells.lowerBound - Self.longestStretch)
                AND stretches.end_cell > \(cells.lowerBound)
            ORDER BY stretches.first_cell, stretches.end_cell
            """, TakenStretch.init(row:))
    }
}

extension TakenStretch {
    fileprivate init(row: any Row) throws {
        let cells = try row.int(0)..<row.int(1)
        guard !row.isNull(2) else {
            self.init(cells: cells, booking: nil, calendarName: try row.optionalText(10))
            return
        }
        let (start, minutes) = (try row.date(3), Double(try row.int(4)))
        let name = PersonName.shown(
            displayName: try row.optionalText(6), firstName: try row.optionalText(7),
            lastName: try row.optionalText(8), email: try row.text(9))
        self.init(
            cells: cells,
            booking: TakenBooking(
                id: try row.id(2), start: start, end: start.addingTimeInterval(minutes * 60),
                isHeld: try row.value(5, as: BookingStatus.self) == .pending, clientName: name))
    }
}
