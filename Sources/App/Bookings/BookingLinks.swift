import Domain
import Foundation
import Jitsi

/// Meeting links: made on demand for one person, never stored, and only while the booking is scheduled.
enum BookingLinks {
    /// The participant's form, whoever asks.
    static func personal(_ booking: Booking, name: String) -> String? {
        link(booking, name: name, role: .participant)
    }

    /// The form of the person's role: the host of the booking and admins get the moderator's.
    static func own(_ booking: Booking, _ user: User) -> String? {
        link(booking, name: user.name, role: isModerator(user, in: booking) ? .moderator : .participant)
    }

    static func moderator(_ booking: Booking, name: String) -> String? {
        link(booking, name: name, role: .moderator)
    }

    static func isModerator(_ user: User, in booking: Booking) -> Bool {
        user.isAdmin || user.id == booking.hostID
    }

    private static func link(_ booking: Booking, name: String, role: MeetingRole) -> String? {
        guard booking.status == .scheduled, let roomURL = booking.roomURL else { return nil }
        return MeetingLink(roomURL: roomURL, displayName: name, role: role).text
    }
}
