import Domain
import Foundation
import Jitsi

/// What leads one reader into meetings, in one role: what is the same in all of them is made once for a list.
struct MeetingLinks: Sendable {
    /// What stands behind the room's address in a link straight into it.
    let fragment: String
    /// More than its links and its entrance take in the JSON of a booking, beside the room's address.
    let mostBytes: Int
    private let links: Links
    private let reader: User
    private let role: MeetingRole
    private let now: Date

    init(_ links: Links, _ reader: User, as role: MeetingRole) {
        self.links = links
        self.reader = reader
        self.role = role
        now = links.now()
        fragment = MeetingLink.fragment(displayName: reader.name, role: role)
        let entrance = links.publicURL.utf8.count + Links.entrances.utf8.count + EntranceToken.mostSigns
        mostBytes = fragment.utf8.count + 2 * entrance
    }

    /// What the reader is told of a meeting: here alone it is decided which link is theirs.
    func shown(_ place: MeetingPlace) -> MeetingShown {
        let (window, entrant) = (links.window, Entrant(reader, client: place.clientID, host: place.hostID))
        let byClock = place.times.state(at: now, window)
        let state: MeetingState =
            switch place.standing {
            case .pending: .closed
            case .scheduled: byClock
            case .over: .over
            }
        var link = MeetingShown.Link.none
        if place.standing == .scheduled {
            if !links.useEntrances(withWaitingRoom: place.times.hasWaitingRoom) {
                link = .direct
            } else if state != .over {
                link = .entrance(links.entrance(place.way(of: entrant, reader)))
            }
        }
        return MeetingShown(
            link: link, hidesRoom: hidesRoom(place, entrant), state: state,
            opensAt: window.opening(of: place.times.startsAt), closesAt: window.end(of: place.times.endsAt),
            hasWaitingRoom: place.times.hasWaitingRoom, enforcesRoles: links.areRolesEnforced(on: place.server))
    }

    /// The reader's link into a booking's meeting, where there is one to be shown.
    func link(into booking: Booking) -> String? {
        guard let place = MeetingPlace(booking), let room = booking.room else { return nil }
        switch shown(place).link {
        case .direct: return MeetingLink(roomURL: room.url, fragment: fragment).text
        case .entrance(let url): return url
        case .none: return nil
        }
    }

    /// The link of the reader who asks for it to go in now. With tokens one is minted, unless the host opens the
    /// meeting: then it is minted at the entrance. `name` is the reader's for this meeting; nil for the account's.
    func linkNow(into booking: Booking, as name: String?) throws -> String? {
        guard links.rules.tokens != nil, let place = MeetingPlace(booking), let meeting = booking.meeting,
            !meeting.hasWaitingRoom, case .entrance = shown(place).link
        else { return link(into: booking) }
        let entrant = Entrant(reader, client: place.clientID, host: place.hostID)
        return try links.way(
            into: meeting, startingAt: booking.scheduledAt,
            as: MeetingGuest(id: entrant.description, name: name ?? reader.name, email: reader.email, role: role))
    }

    /// Nobody but those who run the practice is told of a room before the host has let people in.
    private func hidesRoom(_ place: MeetingPlace, _ entrant: Entrant) -> Bool {
        let isStaff = entrant == .host || reader.isAdmin
        return !isStaff && place.times.hidesRoom(at: now, links.window)
    }
}

extension Links {
    /// Whether people are given their entrances, and not the way into the room itself: rights are minted there, a
    /// waiting room keeps the room secret, and what ends must be asked for. A waiting room wins over `direct`.
    func useEntrances(withWaitingRoom hasWaitingRoom: Bool) -> Bool {
        hasWaitingRoom || rules.tokens != nil || rules.linkExpirySeconds != nil || rules.joinLinks == .entrance
    }

    var window: MeetingWindow { rules.window }
}
