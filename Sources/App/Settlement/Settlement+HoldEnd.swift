import Domain
import Foundation
import Storage

extension Settlement {
    /// Ends a hold whose payment came to nothing. The client is told where a bank took days to say so.
    func endHoldInVain(_ booking: Booking, in tx: any Transaction) throws {
        try bookings.endHold(booking, in: tx)
        try bookings.tellWhoWaitsForBank(.slotLost, about: booking, in: tx)
    }

    /// Ends a hold that was paid with another amount than its price: nobody can say what was agreed, so the booking is
    /// cancelled, and what is owed is left to a person.
    func endMispaidHold(_ booking: Booking, in tx: any Transaction) throws {
        guard try tx.cancelBooking(booking, by: .system, reason: nil, owed: nil) else {
            throw Problem.illegalMove(.changed)
        }
        try tx.freeCells(booking.cells, of: booking.hostID, for: booking.id)
        try tx.audit("booking.cancelled", by: nil, booking: booking.id, user: booking.clientID)
        try bookings.publish(
            BookingNews(.bookingCancelled, of: booking.id, by: .system), ofHost: booking.hostID, in: tx)
    }
}
