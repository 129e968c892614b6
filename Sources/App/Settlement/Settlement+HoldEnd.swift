import Domain
import Foundation
import Storage

extension Settlement {
    /// Ends a hold of which nothing came, and tells who may not know that yet.
    func endHoldInVain(_ entry: BookingEntry, now: Date, in tx: any Transaction) throws {
        try bookings.endHold(entry.booking, now: now, in: tx)
        try bookings.tellWhoWaitsForBank(.slotLost, about: entry, now: now, in: tx)
    }

    /// A hold that was paid with another amount than was asked for: nobody can say what was agreed.
    func endMispaidHold(_ booking: Booking, now: Date, in tx: any Transaction) throws {
        guard try tx.cancelBooking(booking, reason: nil, owed: nil, now: now) else {
            throw Problem.illegalMove(.changed)
        }
        try tx.freeCells(booking.cells, of: booking.hostID, for: booking.id)
        try tx.audit("booking.cancelled", by: nil, at: now, booking: booking.id, user: booking.userID)
        try bookings.publish(BookingNews(.bookingCancelled, of: booking.id, by: .system), now: now, in: tx)
    }
}
