import Domain
import Foundation
import Jitsi

/// Meeting links: made on demand for one person, never stored, and only while the booking is scheduled.
enum BookingLinks {
    /// The form of the person's role: the host of the booking and admins get the moderator's.
    static func own(_ booking: Booking, _ user: User) -> String? {
        link(booking, fragment: MeetingLink.fragment(displayName: user.name, role: role(of: user, in: booking)))
    }

    static func role(of user: User, in booking: Booking) -> MeetingRole {
        user.isAdmin || BookingRole.isHost(user, of: booking) ? .moderator : .participant
    }

    /// With what `MeetingLink.fragment` made for the reader.
    static func link(_ booking: Booking, fragment: String) -> String? {
        guard booking.status == .scheduled, let roomURL = booking.roomURL else { return nil }
        return MeetingLink(roomURL: roomURL, fragment: fragment).text
    }
}
