import Domain
import Foundation

/// As much of a booking as says who is told what of its meeting.
struct MeetingPlace {
    let bookingID: BookingID
    let clientID, hostID: UserID
    let standing: Standing
    let times: MeetingTimes
    /// The links that were taken back.
    let generations: [Entrant: Int64]
    /// The room's name, for whom it is made.
    let room: () -> String
    /// The address of its Jitsi server.
    let server: () -> String

    /// What became of the booking, as far as its meeting is concerned.
    enum Standing {
        /// Held: nobody is told of the room.
        case pending
        case scheduled
        /// It took place, was missed or was called off.
        case over
    }
}

extension MeetingPlace {
    /// Nil for a booking without a meeting.
    init?(_ booking: Booking) {
        guard let meeting = booking.meeting else { return nil }
        let standing: Standing =
            switch booking.status {
            case .pending: .pending
            case .scheduled: .scheduled
            case .completed, .noShow, .cancelled, .expired: .over
            }
        self.init(
            bookingID: booking.id, clientID: booking.clientID, hostID: booking.hostID, standing: standing,
            times: meeting.times(from: booking.scheduledAt), generations: meeting.generations,
            room: { meeting.room.name }, server: { meeting.room.server })
    }

    /// The way of one of its people, who has the account.
    func way(of entrant: Entrant, _ user: User) -> EntranceWay {
        EntranceWay(
            bookingID: bookingID, room: room(), entrant: entrant, generation: generations[entrant] ?? 0,
            personID: user.id.rawValue, email: user.email)
    }
}

/// What one reader is told of one meeting.
struct MeetingShown {
    /// The link that the reader is shown.
    enum Link {
        /// Into the room.
        case direct
        /// To the reader's own entrance.
        case entrance(String)
        /// Not yet, or not any more.
        case none
    }

    let link: Link
    /// Whether the room is kept from the reader for now.
    let hidesRoom: Bool
    let state: MeetingState
    let opensAt: Date
    let closesAt: Date
    let hasWaitingRoom: Bool
    /// Whether rights are more than a wish on its server.
    let enforcesRoles: Bool
}
