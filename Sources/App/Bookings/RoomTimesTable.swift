import Domain
import Foundation
import Storage

/// The SQL of when a Jitsi server opened and closed the room of a meeting (`meetings`).
extension Transaction {
    /// The booking whose meeting has the room; nil for a room that is none of ours.
    func bookingID(ofRoom name: String) throws -> BookingID? {
        try row("SELECT booking_id FROM meetings WHERE room = \(name)") { try $0.id(0) }
    }

    /// False where it is open already, as far as we were told.
    func noteRoomOpened(of booking: BookingID) throws -> Bool {
        try run(
            """
            UPDATE meetings SET room_opened_at = \(now), room_closed_at = NULL
            WHERE booking_id = \(booking) AND (room_opened_at IS NULL OR room_closed_at IS NOT NULL)
            """) == 1
    }

    /// False where the room was opened at another moment, or is closed already: what is told late is of no room that
    /// is open now.
    func noteRoomClosed(of booking: BookingID, openedAt: Date) throws -> Bool {
        try run(
            """
            UPDATE meetings SET room_closed_at = \(now)
            WHERE booking_id = \(booking) AND room_opened_at = \(openedAt) AND room_closed_at IS NULL
            """) == 1
    }

    /// When the room was opened last, and when it was closed after that.
    func roomTimes(of booking: BookingID) throws -> RoomTimes {
        try row("SELECT room_opened_at, room_closed_at FROM meetings WHERE booking_id = \(booking)") { row in
            RoomTimes(openedAt: try row.optionalDate(0), closedAt: try row.optionalDate(1))
        } ?? RoomTimes(openedAt: nil, closedAt: nil)
    }

    /// Whether anybody was let into a meeting whose host lets people in.
    func hasAdmittedSomebody(to booking: BookingID) throws -> Bool {
        try exists("SELECT 1 FROM entrances WHERE booking_id = \(booking) AND admitted_at IS NOT NULL")
    }
}

/// What a Jitsi server told of a room: that people were in it, and not who.
struct RoomTimes: Sendable {
    let openedAt: Date?
    let closedAt: Date?
}
