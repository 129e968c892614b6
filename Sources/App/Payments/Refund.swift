import Domain
import Foundation
import Storage

/// Money that is to go back to a client, and how far it got.
package struct Refund: Sendable, Equatable {
    package enum Reason: String, Sendable, CaseIterable, Storable {
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

    package enum State: String, Sendable, CaseIterable, Storable {
        /// To be sent to the payment company.
        case due
        /// The company has it.
        case pending
        case succeeded
        /// The client's bank sent it back, so that a person must see to it; or less was left, or owed, than was
        /// thought; or it was given back by other means.
        case failed

        /// Whether it is still on its way, so that its money cannot be given back once more.
        var isOpen: Bool { self == .due || self == .pending }
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
}

/// Why and by whom a booking was cancelled whose client is owed money, as the job that gives it back remembers it.
struct RefundCause: Sendable {
    let reason: Refund.Reason
    /// Nil where the server itself decided.
    let actorID: UserID?

    init(_ reason: Refund.Reason, by actor: UserID?) {
        self.reason = reason
        actorID = actor
    }

    /// A reason that only a later version knows counts as the policy's: how much is owed does not hang on it, and a job
    /// that is taken and not done would lose the client's money.
    init(detail: String) {
        let parts = detail.split(separator: " ")
        let reason = parts.first.flatMap { Refund.Reason(rawValue: String($0)) }
        self.init(reason ?? .policy, by: parts.count > 1 ? UserID(parts[1]) : nil)
    }

    /// `policy 7`, or `practice` alone where the server itself decided.
    var detail: String { [reason.rawValue, actorID.map { "\($0)" }].compactMap(\.self).joined(separator: " ") }
}

/// A refund as its cause writes it down.
struct NewRefund {
    let bookingID: BookingID
    let intentID: String?
    let money: Money
    let reason: Refund.Reason
    let token: String
    /// Nil where the server itself decided.
    let actorID: UserID?
}
