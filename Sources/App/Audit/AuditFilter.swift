import Domain
import Foundation

/// Which entries of the audit trail are wanted; all where nothing is said.
struct AuditFilter: Sendable {
    var booking: BookingID?
    /// About whom.
    var user: UserID?
    /// Who did it.
    var actor: UserID?
    /// Such as `user.deleted`.
    var action: String?
    /// Half-open.
    var from: Date?
    var to: Date?

    /// By how much the moments of entries may be in another order than their ids.
    static let slackSeconds = 60.0
    /// Kinds of deeds that are offered to choose from.
    static let mostActions = 200
    /// Letters of an action's name.
    private static let longestAction = 60

    static func action(_ text: String, _ field: String) throws -> String {
        guard text.utf8.count <= longestAction, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Problem.invalid(field, .tooLong, ["maximum": "\(longestAction)"])
        }
        return text
    }
}
