import Foundation

/// An address at which another program wants to be told of bookings.
package struct Webhook: Sendable, Equatable {
    package let id: Int64
    package var url: String
    /// What it is told of, in the order of `WebhookEvent.allCases`.
    package var events: [WebhookEvent]
    package var isActive: Bool
    /// Counts the secrets that it has had. The secret itself is derived and nowhere kept.
    package let secretGeneration: Int64
    package let createdAt: Date
}
