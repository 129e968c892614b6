import Foundation

/// The video call of a booking: a thing of its own, of which a booking has one.
package struct Meeting: Sendable, Equatable {
    package let bookingID: BookingID
    package let room: MeetingRoom
    /// When the host let people in; nil before.
    package var openedAt: Date?
    package var endsAt: Date
    /// Links that are derived from it count for one generation alone.
    package var generation: Int64 = 0
    /// Counts its changes, so that whoever watches it sees that there was one.
    package var sequence: Int64 = 0

    package init(bookingID: BookingID, room: MeetingRoom, endsAt: Date) {
        self.bookingID = bookingID
        self.room = room
        self.endsAt = endsAt
    }
}

/// Where a meeting takes place: fixed when its booking is made, and secret until people may know it.
package struct MeetingRoom: Sendable, Equatable {
    /// Random, so that it also tells the booking from another of the same id, as after a restored backup.
    package let name: String
    /// The address of its Jitsi server, on which it stays where JITSI_URL changes.
    package let server: String

    package init(name: String, server: String) {
        self.name = name
        self.server = server
    }

    package var url: String { "\(server)/\(name)" }
}
