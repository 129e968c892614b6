/// What a person's link asks of Jitsi. On a server without tokens it is a wish only: no link makes a moderator there.
package enum MeetingRole: String, Hashable, Sendable {
    /// The client of a booking.
    case participant
    /// An admin, or the host of the booking.
    case moderator
}
