import Storage

/// What another program can be told of.
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
}
