import Domain
import Foundation
import Jitsi

/// Meeting links: made on demand for one person, never stored, and only while the booking is scheduled.
enum BookingLinks {
    /// The form of the person's role: the host of the booking and admins get the moderator's.
    static func own(_ booking: Booking, _ user: User) -> String? {
        let role: MeetingRole = isModerator(user, in: booking) ? .moderator : .participant
        return link(booking, fragment: MeetingLink.fragment(displayName: user.name, role: role))
    }

    static func isModerator(_ user: User, in booking: Booking) -> Bool {
        user.isAdmin || user.id == booking.hostID
    }

    /// With what `MeetingLink.fragment` made for the reader.
    static func link(_ booking: Booking, fragment: String) -> String? {
        guard booking.status == .scheduled, let roomURL = booking.roomURL else { return nil }
        return MeetingLink(roomURL: roomURL, fragment: fragment).text
    }
}
