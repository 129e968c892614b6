import Domain
import Foundation

/// The links by which a client manages one booking without signing in.
extension Links {
    /// Where they stand on this server.
    static let managing = "/m/"

    /// The client's own; nil once the booking's time is over, when none leads anywhere.
    func manage(_ booking: Booking, of client: User) -> String? {
        guard booking.clientID == client.id, now() < booking.endsAt else { return nil }
        return "\(publicURL)\(Self.managing)\(codes.token(of: .manage(booking, of: client)))"
    }

    /// The booking that a token claims to manage; nil for one of another form.
    func claimedBooking(ofManageLink token: String) -> BookingID? {
        LinkToken(token).flatMap { $0.end == nil ? BookingID(rawValue: $0.id) : nil }
    }

    func leads(_ token: String, toManaging booking: Booking, of client: User) -> Bool {
        booking.clientID == client.id && now() < booking.endsAt
            && codes.isGood(token, of: .manage(booking, of: client), isOld: false)
    }
}
