import Domain
import Foundation

/// What happened to a booking, as those read it who run the practice: the newest first.
struct BookingHistory: Sendable {
    let bookingID: BookingID
    let lines: [HistoryLine]
    /// False where there is more than is shown.
    let isWhole: Bool
}

/// One thing that happened to a booking.
struct HistoryLine: Sendable {
    /// Where it was written down, which says what stands in `detail`.
    enum Kind: String {
        /// Something that somebody did, or the server: as the audit trail has it.
        case deed
        case mail
        /// Money that moved: as the ledger has it.
        case money
        /// A refund that has not arrived yet, or never did.
        case refund
        /// Somebody at their entrance into the meeting.
        case entrance
    }

    let at: Date
    let kind: Kind
    /// `booking.rescheduled`, `reminder`, `charge`, `failed`, `entered`
    let action: String
    /// Who did it; nil for the server.
    var actor: Person?
    /// Texts by their names; instants are in RFC 3339.
    var detail: [String: String] = [:]
    /// The mail that it is about.
    var mailID: MailID?
}

extension JSONText {
    mutating func fields(_ history: BookingHistory) {
        field("booking_id", history.bookingID)
        field("history", each: history.lines) { $0.line($1) }
        field("history_is_whole", history.isWhole)
    }

    private mutating func line(_ line: HistoryLine) {
        object { json in
            json.field("at", line.at)
            json.field("kind", line.kind.rawValue)
            json.field("action", line.action)
            if let actor = line.actor {
                json.field("actor") { json in
                    json.field("id", actor.id)
                    json.field("name", actor.name)
                }
            } else {
                json.field("actor", json: "null")
            }
            json.field("mail_id", line.mailID)
            json.field("detail") { json in
                for (name, value) in line.detail.sorted(by: { $0.key < $1.key }) { json.member(name, value) }
            }
        }
    }
}
