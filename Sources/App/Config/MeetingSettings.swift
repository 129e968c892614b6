import Domain
import Jitsi

/// How people get into meetings, and who signs for them.
package struct MeetingSettings: Sendable {
    /// Where a token stands in a link.
    package enum TokenPlace: String, Sendable, CaseIterable {
        /// Behind `#`: it reaches no log and no other site.
        case fragment
        /// For servers older than May 2024.
        case query
    }

    /// What people are given.
    package enum JoinLinks: String, Sendable, CaseIterable {
        /// Direct links where nothing asks for more.
        case auto
        /// Links into the room, wherever there is no waiting room.
        case direct
        /// Always the personal entrance.
        case entrance
    }

    /// Nil for an open server, on which nobody has rights by a link.
    package var tokens: TokenIssuer?
    package var tokenPlace = TokenPlace.fragment
    package var joinLinks = JoinLinks.auto
    /// How long after the meeting's end its links lead somewhere; nil for without an end.
    package var linkExpirySeconds: Int?
    /// Whether each new booking has a waiting room, whatever its service says.
    package var waitingRoomIsOn = false
    /// How long before its start a meeting may be entered.
    package var earlyMinutes = 15
    /// How long after its end a meeting may go on.
    package var graceMinutes = 30
    /// Live pages that are open at once, on this server.
    package var streamsMost = 5_000
    /// What the Jitsi server's questions about rooms have in their path; nil where it asks none.
    package var reservationSecret: Secret?

    package init() {}

    /// From when until when a meeting may be gone into. Tokens end after the grace; without them LINK_EXPIRY, where it
    /// is set, may be longer or shorter.
    package var window: MeetingWindow {
        let expiry = linkExpirySeconds.map { $0 / 60 }
        let grace = tokens == nil ? expiry ?? graceMinutes : min(graceMinutes, expiry ?? .max)
        return MeetingWindow(earlyMinutes: earlyMinutes, graceMinutes: grace)
    }
}
