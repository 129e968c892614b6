import Domain
import Foundation
import Storage

/// A meeting as those see it who run it: whether it is open, who waits and who was let in.
package struct LobbyMeeting: Sendable {
    let entry: BookingEntry
    let meeting: Meeting
    let state: MeetingState
    /// When it ends for good.
    let closesAt: Date
    let waiting: [Guest]
    let admitted: [Guest]
    /// What the Jitsi server told of its room, where it asks for rooms.
    let room: RoomTimes

    /// Somebody in the waiting room, or let in from there.
    struct Guest: Sendable {
        let person: WaitingPerson
        /// What they go by in this meeting.
        let name: String
        /// What whoever invited them, or their account, calls them: who types another name is still known by it.
        let invitedName: String
        let role: ParticipantRole
    }
}

extension Meetings {
    func lobbyMeeting(_ entry: BookingEntry, in tx: any Transaction) throws -> LobbyMeeting {
        guard let meeting = entry.booking.meeting else { throw Problem(.notFound) }
        let id = entry.booking.id
        let people = try tx.waitingPeople(of: id)
        let isAlone = people.allSatisfy { $0.entrant == .client }
        let invited = isAlone ? [:] : try tx.invitedRoles(of: id)
        let guests = people.compactMap { Self.guest($0, entry, invited) }
        return LobbyMeeting(
            entry: entry, meeting: meeting, state: state(of: entry.booking, at: tx.now),
            closesAt: window.end(of: meeting.endsAt), waiting: guests.filter { $0.person.isWaiting(at: tx.now) },
            admitted: guests.filter { $0.person.admittedAt != nil }, room: try tx.roomTimes(of: id))
    }

    /// Nil for those who let others in, and for whoever is invited no more.
    private static func guest(
        _ person: WaitingPerson, _ entry: BookingEntry, _ invited: [ParticipantID: InvitedRole]
    ) -> LobbyMeeting.Guest? {
        let known: InvitedRole?
        switch person.entrant {
        case .client: known = InvitedRole(name: entry.client.name, role: .participant)
        case .invited(let id): known = invited[id]
        case .host, .admin: known = nil
        }
        return known.map {
            LobbyMeeting.Guest(
                person: person, name: person.typedName ?? $0.name, invitedName: $0.name, role: $0.role)
        }
    }
}
