import Domain
import Foundation
import Storage

/// All SQL of the table `meetings`.
extension Transaction {
    func addMeeting(_ meeting: Meeting) throws {
        try run(
            """
            INSERT INTO meetings (booking_id, room, server, opened_at, ends_at, generation, sequence)
            VALUES (\(meeting.bookingID), \(meeting.room.name), \(meeting.room.server), \(meeting.openedAt),
                \(meeting.endsAt), \(meeting.generation), \(meeting.sequence))
            """)
    }

    /// The meeting follows its booking to another time.
    func moveMeeting(of booking: BookingID, endingAt end: Date) throws {
        try run(
            "UPDATE meetings SET ends_at = \(end), sequence = sequence + 1 WHERE booking_id = \(booking)")
    }
}

extension MeetingRoom {
    /// What `Booking.select` has of a meeting. A booking is found without one too: it has no room then.
    init?(row: any Row, from start: Int) throws {
        guard let name = try row.optionalText(start), let server = try row.optionalText(start + 1) else { return nil }
        self.init(name: name, server: server)
    }
}
