import Domain
import Foundation
import Storage

extension Bookings {
    /// Makes a booking firm that was held, and tells its people. Throws `illegal_move`.
    func confirm(_ booking: Booking, in tx: any Transaction) throws {
        guard try tx.moveBooking(booking, to: .scheduled) else { throw Problem.illegalMove(.changed) }
        try tx.audit("booking.scheduled", by: nil, booking: booking.id, user: booking.clientID)
        try announce(booking, .confirmation, in: tx)
        try publish(BookingNews(.bookingScheduled, of: booking.id, by: .system), in: tx)
    }
}
