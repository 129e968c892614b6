import Domain
import Foundation
import Jitsi
import Storage

/// Whoever stands at their entrance, with the meeting behind it: as both are at this moment.
struct Doorstep: Sendable {
    let entry: BookingEntry
    let meeting: Meeting
    let person: EntrancePerson
    let entrance: Entrance
    /// Whether the booking was moved once, so that mails may tell of another time.
    let hasMoved: Bool
    let window: MeetingWindow
    let now: Date

    var booking: Booking { entry.booking }
    var entrant: Entrant { entrance.entrant }
    /// As whom the person goes in.
    var name: String { entrance.name ?? person.name }
    var opensAt: Date { window.opening(of: booking.scheduledAt) }
    var closesAt: Date { window.end(of: meeting.endsAt) }

    /// The rights that the person has now.
    var role: MeetingRole { person.account.map(booking.meetingRole) ?? person.role }

    /// Whether the person runs the meeting, and waits for nobody.
    var runsMeeting: Bool {
        switch entrant {
        case .host, .admin: true
        case .client, .invited: false
        }
    }

    /// What the door is to this person.
    enum Door: Sendable, Equatable {
        /// It opens by the clock, and not yet.
        case early
        case open
        /// The host opens it.
        case waits
        case over
        case cancelled
        /// The time is only held, for money or for the proof of an address.
        case held
    }

    var door: Door {
        switch booking.status {
        case .pending: return .held
        case .cancelled, .expired: return .cancelled
        case .completed, .noShow: return .over
        case .scheduled: break
        }
        let state = meeting.state(at: now, startingAt: booking.scheduledAt, window)
        if state == .over { return .over }
        // Also where the host has opened it before that: neither a token nor the room would be good yet.
        if now < opensAt { return .early }
        if state == .open || entrance.admittedAt != nil { return .open }
        return runsMeeting ? .open : .waits
    }
}

/// As much of a person as an entrance needs: one with an account, or one who was invited by their address.
struct EntrancePerson: Sendable {
    /// Of the user, or of whoever was invited.
    let id: Int64
    let email: String
    let name: String
    let locale: String?
    let timeZone: String
    /// Nil for who was invited without an account.
    let account: User?
    /// Nil for who was not invited.
    var invited: Participant?

    init(_ participant: Participant) {
        (id, email, name) = (participant.id.rawValue, participant.email, participant.name)
        (locale, timeZone, account) = (participant.locale, participant.timeZone ?? Zone.utc.identifier, nil)
        invited = participant
    }

    init(_ user: User) {
        (id, email, name) = (user.id.rawValue, user.email, user.name)
        (locale, timeZone, account) = (user.locale, user.timeZone, user)
    }
}

extension EntrancePerson {
    /// Of who was invited.
    fileprivate var role: MeetingRole {
        switch invited?.role {
        case .presenter: .presenter
        case .observer: .observer
        case .participant, nil: .participant
        }
    }
}

extension Transaction {
    /// Whose entrance it is; nil where nobody has it any more: the account is gone, whoever gives the consultation is
    /// no host, an admin is none by now.
    func entrancePerson(_ entrant: Entrant, of booking: Booking) throws -> EntrancePerson? {
        switch entrant {
        case .client: try user(booking.clientID).map(EntrancePerson.init)
        case .host: try user(booking.hostID).flatMap { $0.isHost ? EntrancePerson($0) : nil }
        case .admin(let id): try user(id).flatMap { $0.isAdmin ? EntrancePerson($0) : nil }
        case .invited(let id):
            try participant(id).flatMap {
                $0.bookingID == booking.id && $0.state.isExpected ? EntrancePerson($0) : nil
            }
        }
    }
}
