import Foundation

/// Money that is to go back to a client, and how far it got.
package struct Refund: Sendable, Equatable {
    package enum Reason: String, Sendable, CaseIterable {
        /// The client cancelled, and gets what the policy promises.
        case policy
        /// The practice cancelled.
        case practice
        /// The money came when the time was no longer held.
        case late
        /// The client cancelled while paying.
        case cancelled
        /// Another amount came than was asked for.
        case wrongAmount = "wrong_amount"
        /// The booking was paid already.
        case twice
        /// An admin chose so.
        case admin
    }

    package enum State: String, Sendable, CaseIterable {
        /// To be sent to the payment company.
        case due
        /// The company has it.
        case pending
        case succeeded
        /// The client's bank sent it back, so that a person must see to it; or less was left, or owed, than was
        /// thought; or it was given back by other means.
        case failed

        /// Whether it is still on its way, so that its money cannot be given back once more.
        package var isOpen: Bool { self == .due || self == .pending }
    }

    package let id: RefundID
    package let bookingID: BookingID
    /// Nil for money that went back by other means.
    package let intentID: String?
    package let money: Money
    package let reason: Reason
    package let state: State
    /// Random, because ids repeat after a restored backup: the payment company knows the refund by it.
    package let token: String
    package let error: String?
    package let refusals: Int64
    package let createdAt: Date
    /// Nil where the server itself decided.
    package let actorID: UserID?

    package init(
        id: RefundID, bookingID: BookingID, intentID: String?, money: Money, reason: Reason, state: State,
        token: String, error: String?, refusals: Int64, createdAt: Date, actorID: UserID?
    ) {
        self.id = id
        self.bookingID = bookingID
        self.intentID = intentID
        self.money = money
        self.reason = reason
        self.state = state
        self.token = token
        self.error = error
        self.refusals = refusals
        self.createdAt = createdAt
        self.actorID = actorID
    }
}
