import Domain
import Foundation
import Storage

/// What happened to a booking, as other programs are told of it. The booking itself is written as it is when it is
/// told; here stands what is true of the event alone.
package struct BookingNews: Sendable, Equatable {
    package let event: WebhookEvent
    package let bookingID: BookingID
    package let actor: BookingActor
    /// The start before a move.
    package var previousStart: Date?
    /// What went back by one refund.
    package var refund: Money?
    /// The host before a hand-over.
    package var previousHostID: UserID?

    init(
        _ event: WebhookEvent, of booking: BookingID, by actor: BookingActor, previousStart: Date? = nil,
        refund: Money? = nil,
        previousHostID: UserID? = nil
    ) {
        self.event = event
        bookingID = booking
        self.actor = actor
        self.previousStart = previousStart
        self.refund = refund
        self.previousHostID = previousHostID
    }
}
