import Domain
import Foundation
import Storage

extension Bookings {
    /// Ends a hold of which nothing came, and gives its time free. Throws `illegal_move`.
    func endHold(_ booking: Booking, in tx: any Transaction) throws {
        guard try tx.moveBooking(booking, to: .expired) else { throw Problem.illegalMove(.changed) }
        try tx.freeCells(booking.cells, of: booking.hostID, for: booking.id)
        try tx.audit("booking.expired", by: nil, booking: booking.id, user: booking.clientID)
        try publish(BookingNews(.bookingExpired, of: booking.id, by: .system), ofHost: booking.hostID, in: tx)
    }
}
