import Domain
import Foundation
import Storage

/// An address at which another program wants to be told of bookings.
package struct Webhook: Sendable, Equatable {
    package let id: WebhookID
    package var url: String
    /// What it is told of, in the order of `WebhookEvent.allCases`.
    package var events: [WebhookEvent]
    package var isActive: Bool
    /// Counts the secrets that it has had. The secret itself is derived and nowhere kept.
    package let secretGeneration: Int64
    package let createdAt: Date
    package var standing = Standing()

    /// How its receiver does.
    package struct Standing: Sendable, Equatable {
        /// Tries in a row that failed, of whatever delivery, and when the first of them was.
        package var failures: Int64 = 0
        package var failingSince: Date?
        /// When and why the server itself switched the webhook off; nil where it did not.
        package var switchedOffAt: Date?
        package var switchedOffBecause: Cause?

        /// `gone`: the receiver said so. `failing`: it failed too often for too long.
        package enum Cause: String, Sendable, CaseIterable, Storable { case gone, failing }
    }
}
