import Domain
import Foundation
import Storage

/// All SQL of the table `taken_cells`: the only thing that decides what is taken.
extension Transaction {
    /// Takes every cell in ascending order, or throws `slot_taken`; the primary key (host_id, cell) is what forbids a
    /// double booking, whoever asks at the same moment.
    func takeCells(_ cells: Range<Int64>, of host: Int64, for booking: Int64) throws {
        let rows = cells.map { "(\(host), \($0), \(booking))" as SQL }.joined(", ")
        let taken = try run(
            "INSERT INTO taken_cells (host_id, cell, booking_id) VALUES \(rows) ON CONFLICT DO NOTHING")
        guard taken == cells.count else { throw Problem(.slotTaken) }
        try touchCalendar(of: host)
    }

    func freeCells(_ cells: Range<Int64>, of host: Int64, for booking: Int64) throws {
        try run(
            """
            DELETE FROM taken_cells WHERE host_id = \(host) AND cell >= \(cells.lowerBound)
            AND cell < \(cells.upperBound) AND booking_id = \(booking)
            """)
        try touchCalendar(of: host)
    }

    /// The taken stretches of a host's calendar that touch `cells`, one row a booking and one probe of the cells each.
    func takenRanges(of host: Int64, touching cells: Range<Int64>) throws -> [Range<Int64>] {
        try rows(
            """
            SELECT bookings.first_cell, bookings.end_cell FROM bookings
            WHERE bookings.host_id = \(host) AND bookings.first_cell < \(cells.upperBound)
                AND bookings.first_cell > \(cells.lowerBound - Self.longestStretch)
                AND EXISTS (SELECT 1 FROM taken_cells WHERE taken_cells.host_id = bookings.host_id
                    AND taken_cells.cell = bookings.first_cell AND taken_cells.booking_id = bookings.id)
            ORDER BY bookings.first_cell
            """
        ) { try $0.int(0)..<$0.int(1) }
    }

    /// Cells of the longest booking there can be: a day, and half a day of buffer on either side.
    private static var longestStretch: Int64 { (1_440 + 2 * Service.longestBuffer) / Int64(Cells.minutes) }
}
