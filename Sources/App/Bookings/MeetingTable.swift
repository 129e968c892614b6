import Domain
import Foundation
import Storage

/// All SQL of the table `meetings`.
extension Transaction {
    func addMeeting(_ meeting: Meeting) throws {
        try run(
            """
            INSERT INTO meetings (booking_id, room, server, opened_at, ends_at, generation, sequence, waiting_room)
            VALUES (\(meeting.bookingID), \(meeting.room.name), \(meeting.room.server), \(meeting.openedAt),
                \(meeting.endsAt), \(meeting.generation), \(meeting.sequence), \(meeting.hasWaitingRoom))
            """)
    }

    /// Takes back the links by which its client manages a booking: those of the next generation alone lead on.
    func revokeManageLink(of booking: BookingID) throws {
        try run("UPDATE meetings SET manage_generation = manage_generation + 1 WHERE booking_id = \(booking)")
    }

    /// The meeting follows its booking to another time, at which nobody has opened it, come or said to be late yet.
    func moveMeeting(of booking: BookingID, endingAt end: Date) throws {
        try run(
            """
            UPDATE meetings SET ends_at = \(end), opened_at = NULL, closed_at = NULL, late_minutes = 0,
                sequence = sequence + 1
            WHERE booking_id = \(booking)
            """)
        try forgetWaiting(for: booking)
    }
}

extension Meeting {
    /// What `Booking.select` has of a meeting. A booking is found without one too: it has no room then.
    init?(ofBooking id: BookingID, row: any Row) throws {
        guard let name = try row.optionalText(11), let server = try row.optionalText(12) else { return nil }
        self.init(
            bookingID: id, room: MeetingRoom(name: name, server: server), hasWaitingRoom: try row.flag(27),
            endsAt: try row.date(30))
        openedAt = try row.optionalDate(28)
        closedAt = try row.optionalDate(29)
        lateMinutes = Int(try row.int(31))
        generation = try row.int(32)
        sequence = try row.int(33)
        manageGeneration = try row.int(35)
    }
}
