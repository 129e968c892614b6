import Domain
import Foundation
import Storage

extension Bookings {
    /// Moves a scheduled booking to another start of the same service; it keeps its length, room and payment.
    /// Throws `not_found`, `illegal_move`, `slot_unavailable`, `slot_taken`, and for the client `change_notice`.
    func reschedule(_ id: Int64, _ scope: BookingScope, to start: Date) async throws -> BookingEntry {
        try await change(id, scope) { tx, entry, role, now in
            let booking = entry.booking
            guard booking.status == .scheduled else { throw Problem.illegalMove(booking.status) }
            try Self.requireNotice(booking, role, now: now)
            guard start != booking.scheduledAt else { return }
            try Self.requireOffered(start, for: booking, practice: role.runsPractice, now: now, in: tx)
            try limit(.changeByUser, scope.asker, now: now, in: tx)
            try move(booking, to: start, now: now, in: tx)
            try tx.audit(
                "booking.rescheduled", by: scope.asker.id, at: now, booking: id, user: booking.userID,
                detail: [
                    "from": Timestamp.text(booking.scheduledAt), "to": Timestamp.text(start),
                ])
            guard let moved = try tx.booking(id) else { return }
            try announce(moved, .rescheduling, now: now, in: tx)
            try publish(.bookingRescheduled, id, now: now, in: tx)
        }
    }

    /// Gives the old cells back before it takes the new ones, so that a move may overlap itself; where the new ones
    /// are not all free, the Problem takes everything back.
    private func move(_ booking: Booking, to start: Date, now: Date, in tx: any Transaction) throws {
        let shift = Int64(start.timeIntervalSince(booking.scheduledAt)) / Int64(Cells.seconds)
        let cells = (booking.cells.lowerBound + shift)..<(booking.cells.upperBound + shift)
        try tx.freeCells(booking.cells, of: booking.hostID, for: booking.id)
        guard try tx.rescheduleBooking(booking, to: start, cells: cells, now: now) else {
            throw Problem.illegalMove(booking.status)
        }
        try tx.takeCells(cells, of: booking.hostID, for: booking.id)
    }

    /// The service may have changed since: the booking keeps its own length, and a retired service can still be moved.
    private static func requireOffered(
        _ start: Date, for booking: Booking, practice: Bool, now: Date, in tx: any Transaction
    ) throws {
        guard var offered = try tx.service(booking.serviceID), offered.host.id == booking.hostID else {
            throw Problem(.slotUnavailable)
        }
        offered.service.duration = booking.duration
        offered.service.isActive = true
        try requireOffered(start, by: offered, practice: practice, now: now, in: tx)
    }
}
