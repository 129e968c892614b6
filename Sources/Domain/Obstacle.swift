/// What stands in the way of a deed, such as one that a booking does not allow now; the raw values name the sentences.
package enum Obstacle: String, CaseIterable, Sendable {
    // The booking's state
    case held, scheduled, completed
    case noShow = "no_show"
    case cancelled, expired
    /// Nobody can say yet how it went.
    case notBegun = "not_begun"
    /// Its meeting has no waiting room, so that nobody opens it or is let in.
    case noWaitingRoom = "no_waiting_room"
    /// Its client was given no right to withdraw from the contract.
    case noWithdrawal = "no_withdrawal"
    /// Its meeting has ended.
    case over
    /// Somebody was first.
    case changed
    /// It was to go to another host, who has something else at that time.
    case otherHostTaken = "other_host_taken"
    /// Its host has something in a calendar elsewhere.
    case busyElsewhere = "busy_elsewhere"
    // Its money
    case free
    case payingNow = "paying_now"
    case paid
    case givenBack = "given_back"
    case disputed
    /// Less goes back by now than was shown.
    case refundFell = "refund_fell"
    /// A page's form that is too old, or another site's.
    case staleForm = "stale_form"
    /// A link to an entrance for which its person was sent another.
    case linkRevoked = "link_revoked"
    /// Links lead into the room itself, which nobody can be made to forget.
    case directLinks = "direct_links"
    /// What was sent is no picture that can be a logo.
    case noLogo = "no_logo"
}

extension Obstacle {
    /// A state that does not allow a deed.
    package init(_ status: BookingStatus) {
        switch status {
        case .pending: self = .held
        case .scheduled: self = .scheduled
        case .completed: self = .completed
        case .noShow: self = .noShow
        case .cancelled: self = .cancelled
        case .expired: self = .expired
        }
    }

    /// Why no money can be noted for a booking; nil where it can.
    package init?(paying status: PaymentStatus) {
        switch status {
        case .requiresPaymentMethod, .failed: return nil
        case .notRequired: self = .free
        case .requiresAction, .processing: self = .payingNow
        case .succeeded: self = .paid
        case .refunded, .partiallyRefunded: self = .givenBack
        case .disputed: self = .disputed
        // The booking ended without money.
        case .canceled: self = .changed
        }
    }
}
