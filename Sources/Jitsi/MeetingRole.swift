/// What a person's link asks of Jitsi. On a server without tokens it is a wish only: no link makes a moderator there.
package enum MeetingRole: String, Hashable, Sendable {
    /// The client of a booking, and whoever was invited as one.
    case participant
    /// Somebody who was invited and shows something.
    case presenter
    /// Somebody who was invited to listen.
    case observer
    /// An admin, or the host of the booking.
    case moderator
}
