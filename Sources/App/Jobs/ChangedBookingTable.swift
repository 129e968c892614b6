import Domain
import Foundation
import Storage

/// All SQL of the table `changed_bookings`: of which bookings the statistics have to be told. Rows are only added, each
/// by the transaction that changes a booking or its money; whoever counts takes them away.
extension Transaction {
    func noteChange(of booking: BookingID) throws {
        try run("INSERT INTO changed_bookings (booking_id) VALUES (\(booking))")
    }

    /// Of bookings that leave a host or a day: where they stood, which nothing tells any more once they are gone.
    func noteDeparture(of bookings: [(id: BookingID, host: UserID, start: Date)]) throws {
        guard !bookings.isEmpty else { return }
        let rows = bookings.map { "(\($0.id), \($0.host), \($0.start))" as SQL }.joined(", ")
        try run("INSERT INTO changed_bookings (booking_id, host_id, scheduled_at) VALUES \(rows)")
    }

    func hasChangedBookings() throws -> Bool { try exists("SELECT 1 FROM changed_bookings LIMIT 1") }

    /// Takes the oldest ones, so many at most.
    func takeChangedBookings(limit: Int) throws -> [ChangedBooking] {
        try rows(
            """
            DELETE FROM changed_bookings WHERE id IN (SELECT id FROM changed_bookings ORDER BY id LIMIT \(limit))
            RETURNING booking_id, host_id, scheduled_at
            """
        ) { ChangedBooking(id: try $0.id(0), host: try $0.optionalID(1), start: try $0.optionalDate(2)) }
    }
}

/// A booking that is another than it was.
struct ChangedBooking: Sendable {
    let id: BookingID
    /// Where it stood, if it has left a host or a day.
    let host: UserID?
    let start: Date?
}
