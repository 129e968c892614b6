/// Who did something to a booking, as its people and other programs are told.
package enum BookingActor: String, CaseIterable, Sendable {
    case client, host, admin
    /// A clock, what a payment company says, or what somebody else's proof of an address entails.
    case system
}
