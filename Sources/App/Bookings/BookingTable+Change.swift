import Domain
import Foundation
import Storage

/// A booking that is about to be written for the first time.
struct NewBooking: Sendable {
    var userID: Int64
    var service: Service
    var scheduledAt: Date
    var notes: String?
    var status: BookingStatus
    var paymentStatus: PaymentStatus
    var createdAt: Date
}

/// Changes of the table `bookings`: each names the state that it leaves, and false means that someone was first.
extension Transaction {
    func addBooking(_ new: NewBooking) throws -> Int64 {
        let cells = new.service.cells(startingAt: new.scheduledAt)
        return try insert(
            """
            INSERT INTO bookings (user_id, service_id, host_id, scheduled_at, duration, status, payment_status,
                amount_minor, currency, notes, first_cell, end_cell, sequence, change_notice, created_at, updated_at)
            VALUES (\(new.userID), \(new.service.id), \(new.service.hostID), \(new.scheduledAt),
                \(new.service.duration), \(new.status), \(new.paymentStatus), \(new.service.amountMinor),
                \(new.service.currency), \(new.notes), \(cells.lowerBound), \(cells.upperBound), 0,
                \(new.service.changeNotice), \(new.createdAt), \(new.createdAt))
            RETURNING id
            """)
    }

    /// Names the room after the id that the booking has just been given; once only.
    func setRoom(of id: Int64, name: String, url: String) throws {
        let set = try run(
            """
            UPDATE bookings SET jitsi_room_id = \(name), jitsi_room_url = \(url)
            WHERE id = \(id) AND jitsi_room_id IS NULL
            """)
        precondition(set == 1, "a room is named once, when its booking is made")
    }

    func moveBooking(_ booking: Booking, to status: BookingStatus, now: Date) throws -> Bool {
        precondition(booking.status.mayBecome(status), "\(booking.status) may not become \(status)")
        return try run(
            """
            UPDATE bookings SET status = \(status), updated_at = \(now)
            WHERE id = \(booking.id) AND status = \(booking.status)
            """) == 1
    }

    func cancelBooking(_ booking: Booking, reason: String?, now: Date) throws -> Bool {
        try run(
            """
            UPDATE bookings SET status = \(BookingStatus.cancelled), cancelled_at = \(now), cancel_reason = \(reason),
                sequence = sequence + 1, updated_at = \(now)
            WHERE id = \(booking.id) AND status = \(booking.status) AND sequence = \(booking.sequence)
            """) == 1
    }

    func rescheduleBooking(_ booking: Booking, to start: Date, cells: Range<Int64>, now: Date) throws -> Bool {
        try run(
            """
            UPDATE bookings SET scheduled_at = \(start), first_cell = \(cells.lowerBound),
                end_cell = \(cells.upperBound), sequence = sequence + 1, updated_at = \(now)
            WHERE id = \(booking.id) AND status = \(BookingStatus.scheduled) AND sequence = \(booking.sequence)
            """) == 1
    }

    /// What a client wrote goes with the client; that there was a booking stays.
    func forgetWords(ofClient user: Int64) throws {
        try run("UPDATE bookings SET notes = NULL, cancel_reason = NULL WHERE user_id = \(user)")
    }

    func movePayment(of booking: Booking, to status: PaymentStatus, now: Date) throws -> Bool {
        try run(
            """
            UPDATE bookings SET payment_status = \(status), updated_at = \(now)
            WHERE id = \(booking.id) AND payment_status = \(booking.paymentStatus)
            """) == 1
    }
}
