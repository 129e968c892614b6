import Domain
import Foundation

/// That something happened to a booking, for one webhook, and how far the telling got.
package struct WebhookDelivery: Sendable, Equatable {
    /// It goes the way of a mail.
    package typealias State = Mail.State

    package let id: WebhookDeliveryID
    package let webhookID: WebhookID
    /// Random, and the same for all webhooks that are told of one thing: a receiver knows by it what it had before.
    package let eventID: String
    package let event: WebhookEvent
    /// Nil for a test.
    package let bookingID: BookingID?
    /// When it happened.
    package let createdAt: Date
    package let state: State
    package let attempts: Int64
    /// The HTTP status of the last answer; nil where there was none.
    package let statusCode: Int64?
    /// Why the last attempt failed. Never what the receiver wrote.
    package let error: String?
    package let sentAt: Date?
    /// Who did it; nil for what was written down before that was noted.
    package let actor: BookingActor?
    package let previousStart: Date?
    package let refund: Money?
    package let previousHostID: UserID?
    /// When it is tried next; nil where it is not.
    package let nextTryAt: Date?
}
