import Domain
import Foundation
import Jitsi

extension Links {
    /// Into the room itself, for who goes in at this moment: with a token, where its server wants one. It is handed to
    /// them, and kept and logged nowhere. Nil once a token would be good for nothing.
    func way(into meeting: Meeting, startingAt start: Date, as guest: MeetingGuest) throws -> String? {
        let room = meeting.room
        guard let tokens = issuer(for: room) else {
            return MeetingLink(roomURL: room.url, displayName: guest.name, role: guest.role).text
        }
        let times = MeetingWindow(earlyMinutes: rules.earlyMinutes, graceMinutes: rules.graceMinutes)
        let token = MeetingToken(
            room: try RoomName(room.name),
            guest: .init(id: guest.id, name: guest.name, email: guest.email, role: guest.role),
            opensAt: times.opening(of: start), endsAt: times.end(of: meeting.endsAt))
        guard let text = try token.text(by: tokens, at: now()) else { return nil }
        return MeetingLink(
            roomURL: room.url, fragment: MeetingLink.fragment(displayName: guest.name, role: guest.role),
            token: text, isInQuery: rules.tokenPlace == .query
        ).text
    }

    /// Who signs for people in a room. A meeting stays on the server that it was made with, and no other server than
    /// the present one is to see our tokens, least of all meet.jit.si.
    private func issuer(for room: MeetingRoom) -> TokenIssuer? { room.server == jitsi.address ? rules.tokens : nil }

    /// Whether people have rights on a Jitsi server by our tokens, which go to the present one alone.
    func areRolesEnforced(on server: () -> String) -> Bool { rules.tokens != nil && server() == jitsi.address }

    /// The host of the present server, where nobody has a moderator's rights by a link; nil where tokens give them.
    var openServer: String? { rules.tokens == nil ? jitsi.host : nil }
}

/// Somebody who goes into a meeting, as the Jitsi server is told of them.
struct MeetingGuest: Sendable {
    let id: String
    let name: String
    let email: String
    let role: MeetingRole
}
