import Domain
import Foundation
import Jitsi

/// Who may see a booking, and as what: the one place where it is decided, by the rights that the person has now.
enum BookingRole: Sendable, Equatable {
    case client, host, admin

    /// Nil for everybody else, who is answered as if there were no such booking.
    static func of(_ user: User, in booking: Booking) -> BookingRole? {
        if booking.clientID == user.id { return .client }
        if isHost(user, of: booking) { return .host }
        return user.isAdmin ? .admin : nil
    }

    /// Whether the person gives the consultation; whoever is no host any more gives none.
    static func isHost(_ user: User, of booking: Booking) -> Bool {
        user.isHost && booking.hostID == user.id
    }

    var actor: BookingActor {
        switch self {
        case .client: .client
        case .host: .host
        case .admin: .admin
        }
    }

    /// The client is held to the change notice; whoever runs the practice is not.
    var runsPractice: Bool { self != .client }
}

extension Booking {
    /// The host of the booking and admins are moderators of its meeting.
    func meetingRole(of user: User) -> MeetingRole {
        user.isAdmin || BookingRole.isHost(user, of: self) ? .moderator : .participant
    }

    /// Whether the person cancelled it, as its client or its host.
    func wasCancelled(by user: User) -> Bool {
        switch cancelledBy {
        case .client: user.id == clientID
        case .host: user.id == hostID
        case .admin, .system, nil: false
        }
    }

    /// The person's own link into its meeting, in the form of their role; nil unless it is scheduled, or where it is
    /// over and links end.
    func meetingLink(of user: User, by links: Links) -> String? {
        links.meetings(for: user, as: meetingRole(of: user)).link(into: self)
    }
}

/// Whose bookings an endpoint is about; a booking outside is not found there.
enum BookingScope: Sendable {
    /// Everything that the person may see at all.
    case visible(to: User)
    /// A host's own consultations.
    case hosted(by: User)
    /// Everybody's, for an admin.
    case everything(asker: User)

    /// Those that somebody runs: an admin all, a host their own. Throws `forbidden` for whoever runs nothing.
    static func run(by user: User) throws -> BookingScope {
        if user.isAdmin { return .everything(asker: user) }
        guard user.isHost else { throw Problem(.forbidden) }
        return .hosted(by: user)
    }

    var asker: User {
        switch self {
        case .visible(let user), .hosted(let user), .everything(let user): user
        }
    }

    /// Whether it is about what somebody runs, and not about bookings of one's own.
    var isForPractice: Bool {
        if case .visible = self { false } else { true }
    }

    /// Throws `not_found` for a booking outside.
    func role(in booking: Booking) throws -> BookingRole {
        switch self {
        case .visible(let user):
            guard let role = BookingRole.of(user, in: booking) else { throw Problem(.notFound) }
            return role
        case .hosted(let user):
            guard BookingRole.isHost(user, of: booking) else { throw Problem(.notFound) }
            return .host
        case .everything: return .admin
        }
    }
}
