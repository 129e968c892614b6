import Foundation

/// A payment of a booking at the payment company, as it was last seen.
package struct Payment: Sendable, Equatable {
    package let intentID: String
    package let bookingID: BookingID
    package let status: IntentStatus
    /// Counts the pictures that were applied. A picture counts only if no other was since it was asked for.
    package let version: Int64
    package let createdAt: Date

    package init(intentID: String, bookingID: BookingID, status: IntentStatus, version: Int64, createdAt: Date) {
        self.intentID = intentID
        self.bookingID = bookingID
        self.status = status
        self.version = version
        self.createdAt = createdAt
    }
}

/// Where a PaymentIntent stands, in Stripe's words (https://docs.stripe.com/payments/paymentintents/lifecycle).
package enum IntentStatus: String, Sendable, CaseIterable, Decodable {
    case requiresPaymentMethod = "requires_payment_method"
    case requiresConfirmation = "requires_confirmation"
    case requiresAction = "requires_action"
    case processing
    case requiresCapture = "requires_capture"
    case canceled
    case succeeded

    /// Whether it will never change again.
    package var isFinal: Bool { self == .canceled || self == .succeeded }
}
