import Domain
import Foundation
import Storage

extension Bookings {
    /// Makes a booking firm that was held, and tells its people. Throws `illegal_move`.
    func confirm(_ booking: Booking, in tx: any Transaction) throws {
        guard try tx.moveBooking(booking, to: .scheduled) else { throw Problem.illegalMove(.changed) }
        try tx.audit([Self.noteOfConfirmation(booking)])
        try tellOfConfirmation(booking, in: tx)
    }

    /// The same of one whose money was entered in this transaction, of which its status tells from the same moment on.
    func confirmPaid(_ booking: Booking, in tx: any Transaction) throws {
        let (status, refunded) = try moneyStands(of: booking, in: tx)
        guard try tx.schedulePaid(booking, status, refundedMinor: refunded) else {
            throw Problem.illegalMove(.changed)
        }
        try tx.audit([Self.noteOfConfirmation(booking)] + Self.notes(ofPayment: status, of: booking))
        try tellOfConfirmation(booking, in: tx)
        try publish(status, of: booking, in: tx)
    }

    private static func noteOfConfirmation(_ booking: Booking) -> AuditNote {
        AuditNote("booking.scheduled", by: nil, booking: booking.id, user: booking.clientID)
    }

    private func tellOfConfirmation(_ booking: Booking, in tx: any Transaction) throws {
        try announce(booking, .confirmation, in: tx)
        try publish(BookingNews(.bookingScheduled, of: booking.id, by: .system), ofHost: booking.hostID, in: tx)
    }
}
