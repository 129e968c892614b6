import Domain
import Foundation

/// Whom somebody wants to invite to a meeting.
struct InvitationWish: Sendable {
    let email: String
    let name: String
    let role: ParticipantRole
    var locale: String?
    var timeZone: String?

    /// Where invitations are counted, and refused.
    var mailbox: String { EmailAddress.mailbox(email) }
}

/// What of an invited person is to be another.
struct ParticipantChange: Sendable {
    var name: String?
    var role: ParticipantRole?
}

/// The people of a meeting: its client and host, who follow from the booking, and those who were invited.
struct MeetingPeople: Sendable {
    let entry: BookingEntry
    let invited: [Participant]
}

extension Participant {
    /// As mails know their readers. Until the person has accepted, none of the words that somebody else typed for them
    /// stand in a mail.
    var reader: User {
        let hasAccepted = state == .accepted
        return User(
            id: UserID(rawValue: 0), email: email, firstName: nil, lastName: nil,
            displayName: hasAccepted ? name : nil, isAdmin: false, isHost: false,
            emailVerifiedAt: hasAccepted ? createdAt : nil, timeZone: timeZone ?? Zone.utc.identifier,
            locale: locale ?? "en", passwordGeneration: 0, createdAt: createdAt, deletedAt: nil)
    }

    /// The person's own entrance, by which alone they come in; nil unless the booking is scheduled.
    func entrance(into booking: Booking, by links: Links) -> String? {
        guard booking.status == .scheduled, let meeting = booking.meeting else { return nil }
        return links.entrance(
            EntranceWay(
                bookingID: booking.id, room: meeting.room.name, entrant: .invited(id),
                generation: meeting.generation(of: .invited(id)), personID: id.rawValue, email: email))
    }
}
