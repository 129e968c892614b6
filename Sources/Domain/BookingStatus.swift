/// Where a booking stands; this file holds the only legal moves.
package enum BookingStatus: String, CaseIterable, Sendable {
    /// A hold: the booking owns its time while payment is awaited.
    case pending
    case scheduled
    case completed
    case noShow = "no_show"
    case cancelled
    case expired
}

extension BookingStatus {
    /// The states that this one may turn into. Moving a scheduled booking to another time is no move of its state.
    package var successors: [BookingStatus] {
        switch self {
        case .pending: [.scheduled, .expired, .cancelled]
        case .scheduled: [.completed, .noShow, .cancelled]
        // Only when money arrives late, the time is still free and still lies ahead.
        case .expired: [.scheduled]
        case .completed, .noShow, .cancelled: []
        }
    }

    /// Whether a booking may go from this state to `other`.
    package func mayBecome(_ other: BookingStatus) -> Bool {
        successors.contains(other)
    }

    /// Whether the consultation is still expected to take place.
    package var isLive: Bool {
        self == .pending || self == .scheduled
    }

    /// Whether the booking owns its cells: they are freed by cancelling and expiring only, so a consultation that
    /// took place keeps its past time and nothing else can be written over it.
    package var ownsCells: Bool {
        switch self {
        case .pending, .scheduled, .completed, .noShow: true
        case .cancelled, .expired: false
        }
    }
}

/// Where the payment of a booking stands, in Stripe's words for a PaymentIntent where it has one.
package enum PaymentStatus: String, CaseIterable, Sendable {
    case notRequired = "not_required"
    /// Also for Stripe's `requires_confirmation`, and for "pay later" where no payment company is set up.
    case requiresPaymentMethod = "requires_payment_method"
    case requiresAction = "requires_action"
    case processing
    case succeeded
    case canceled
    case failed
    case refunded
    case partiallyRefunded = "partially_refunded"
    case disputed
}
