import Domain
import Foundation
import Storage

/// What follows from a look at a refund's payment.
enum RefundStep: Sendable {
    case send(Refund)
    case end(JobEnd)
}

extension PaymentJobs {
    /// Carries out what is decided of a due refund: it is sent, waits, or ends.
    func judge(_ refund: Refund, _ picture: PaymentPicture, in tx: any Transaction) throws -> RefundStep {
        guard let booking = try tx.booking(refund.bookingID) else { return .end(.done { _ in }) }
        let verdict = try RefundDecision(booking, in: tx).verdict(on: refund, picture)
        switch verdict {
        case .send: return .send(refund)
        case .wait:
            try tx.noteRefund(refund.id, error: "another refund is not decided")
            return .end(.next(nextTry(of: refund, now: tx.now)))
        case .replace, .end, .leaveToPerson, .tellAdmin: break
        }
        _ = try tx.endRefund(token: refund.token, as: .failed, error: "less is left, or owed")
        try tx.audit("refund.failed", by: nil, booking: refund.bookingID, detail: ["refund": "\(refund.id)"])
        switch verdict {
        case .replace(let most):
            // Read anew: the refund that has ended holds nothing back any more.
            let decision = try RefundDecision(booking, in: tx)
            try settlement.giveBack(decision, refund.reason, of: refund.intentID, most: most, by: nil, in: tx)
        case .leaveToPerson: try settlement.tellAdmins(of: booking, in: tx)
        case .tellAdmin:
            try settlement.tellAdmins(of: booking, in: tx)
            // The admin's refund came on top of what the client is owed, and while it was due held that back.
            if booking.status == .cancelled { try settlement.giveBackOwed(booking, .policy, by: nil, in: tx) }
        case .send, .wait, .end: break
        }
        return .end(.done { _ in })
    }
}
