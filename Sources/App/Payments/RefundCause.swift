import Domain

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
