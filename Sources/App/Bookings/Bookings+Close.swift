import Domain
import Foundation
import Storage

extension Bookings {
    /// Notes how a consultation went: `completed` or `no_show`, once its start has come. Throws `illegal_move`.
    func close(_ id: BookingID, _ scope: BookingScope, as outcome: BookingStatus) async throws -> BookingEntry {
        try await change(id, scope) { tx, entry, role in
            let booking = entry.booking
            guard booking.status.mayBecome(outcome) else { throw Problem.illegalMove(Obstacle(booking.status)) }
            guard booking.scheduledAt <= tx.now else { throw Problem.illegalMove(.notBegun) }
            guard try tx.moveBooking(booking, to: outcome) else { throw Problem.illegalMove(.changed) }
            try tx.audit("booking.\(outcome.rawValue)", by: scope.asker.id, booking: id, user: booking.clientID)
            let event: WebhookEvent = outcome == .completed ? .bookingCompleted : .bookingNoShow
            try publish(BookingNews(event, of: id, by: role.actor), ofHost: booking.hostID, in: tx)
        }
    }
}
