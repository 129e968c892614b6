import Domain
import Foundation
import Storage

/// Those whom a person has invited to their meetings, and what stands about the person's address without an account.
extension PersonExport {
    /// With the number of the booking to which they are invited.
    func writeParticipants(_ json: inout JSONText, to send: Send) async throws {
        try await write(
            "participants", &json, to: send,
            read: { (last: Participant?) in
                try await database.read(.long) { [user] in
                    try $0.participants(ofClient: user.id, after: Self.id(last), limit: Self.chunk)
                }
            },
            item: { json, participant in
                json.object { json in
                    json.field("booking_id", participant.bookingID)
                    json.members(participant)
                }
            })
    }

    /// Invitations and codes belong to a mailbox: whoever has not shown that it is theirs may be somebody else.
    func writeMailbox(_ json: inout JSONText, to send: Send) async throws {
        let isProved = user.emailVerifiedAt != nil
        try await write(
            "invitations", &json, to: send,
            read: { (last: Participant?) in
                guard isProved else { return [] }
                return try await database.read(.long) { [user] in
                    let mailbox = EmailAddress.mailbox(user.email)
                    return try $0.invitations(to: mailbox, after: Self.id(last), limit: Self.chunk)
                }
            },
            item: { json, participant in json.object { $0.members(participant) } })
        let codes = try await database.read(.long) { [user] in
            isProved ? try $0.signInCodes(askedFor: user.email, limit: Self.mostCodes) : []
        }
        json.field("sign_in_codes", each: codes, Self.write)
    }

    /// They live a day and ten minutes, and ten a day are sent to a mailbox.
    private static let mostCodes = 500

    private static func id(_ last: Participant?) -> ParticipantID { last?.id ?? ParticipantID(rawValue: 0) }

    private static func write(_ json: inout JSONText, _ code: AskedSignInCode) {
        json.object { json in
            json.field("created_at", code.createdAt)
            json.field("ends_at", code.endsAt)
            json.field("used_at", code.usedAt)
            json.field("sent", code.isSent)
            json.field("tries", code.tries)
            json.field("locale", code.locale)
            json.field("time_zone", code.timeZone)
        }
    }
}

extension JSONText {
    fileprivate mutating func members(_ participant: Participant) {
        field("email", participant.email)
        field("name", participant.name)
        field("role", participant.role.rawValue)
        field("state", participant.state.rawValue)
        field("created_at", participant.createdAt)
    }
}
