import Foundation
import Storage

/// One line of the audit trail: who did what, when, to which booking or person. Never a secret, never a name.
package struct AuditEntry: Sendable {
    package let id: Int64
    package let at: Date
    package let actorID: Int64?
    package let action: String
    package let bookingID: Int64?
    package let userID: Int64?
    /// A JSON object of further facts.
    package let detail: String
}
