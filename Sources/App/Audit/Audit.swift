import Domain
import Foundation
import Storage

/// One line of the audit trail: who did what, when, to which booking or person. Never a secret, never a name.
package struct AuditEntry: Sendable {
    package let id: Int64
    package let at: Date
    package let actorID: UserID?
    package let action: String
    package let bookingID: BookingID?
    package let userID: UserID?
    /// A JSON object of further facts.
    package let detail: String
}

extension JSONText {
    mutating func audit(_ entry: AuditEntry) {
        object { json in
            json.field("id", entry.id)
            json.field("at", entry.at)
            json.field("actor_id", entry.actorID)
            json.field("action", entry.action)
            json.field("booking_id", entry.bookingID)
            json.field("user_id", entry.userID)
            json.field("detail", json: entry.detail)
        }
    }
}
