import Storage

/// What another program is told of.
package enum WebhookEvent: String, Sendable, CaseIterable, Storable {
    case bookingHeld = "booking.held"
    case bookingScheduled = "booking.scheduled"
    case bookingRescheduled = "booking.rescheduled"
    case bookingCancelled = "booking.cancelled"
    case bookingExpired = "booking.expired"
    case bookingCompleted = "booking.completed"
    case bookingNoShow = "booking.no_show"
    case paymentSucceeded = "payment.succeeded"
    case paymentFailed = "payment.failed"
    case paymentRefunded = "payment.refunded"
    case paymentDisputed = "payment.disputed"
    case bookingHandedOver = "booking.handed_over"
    /// Nothing happened: an admin wants to see whether it arrives.
    case test

    /// What a webhook can ask for; a test is sent to the one that is tested.
    package static let allCases: [WebhookEvent] = [
        .bookingHeld, .bookingScheduled, .bookingRescheduled, .bookingCancelled, .bookingExpired, .bookingCompleted,
        .bookingNoShow, .paymentSucceeded, .paymentFailed, .paymentRefunded, .paymentDisputed,
        .bookingHandedOver,
    ]
}
