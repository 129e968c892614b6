import Foundation
import Storage

/// What follows from a look at a refund's payment.
enum RefundStep: Sendable {
    case send(Refund)
    case end(JobEnd)
}

extension PaymentJobs {
    /// Whether a due refund may be sent. One of more than the company has, or than is still owed, is not. Where another
    /// refund of the payment is not decided, this one waits for that and is judged again. Otherwise it ends as failed,
    /// and a new refund of what is still owed takes its place.
    func judge(_ refund: Refund, _ picture: PaymentPicture, in tx: any Transaction) throws -> RefundStep {
        guard let booking = try tx.booking(refund.bookingID) else { return .end(.done { _ in }) }
        let ours = Set(try tx.refunds(of: refund.bookingID).map(\.token))
        let elsewhere = picture.openRefunds(besides: ours)
        let owed = try settlement.owed(refund, of: booking, in: tx)
        if refund.money.minor <= min(picture.refundable, owed - elsewhere) { return .send(refund) }
        guard elsewhere == 0 else {
            try tx.noteRefund(refund.id, error: "another refund is not decided")
            return .end(.next(nextTry(of: refund, now: tx.now)))
        }
        _ = try tx.endRefund(token: refund.token, as: .failed, error: "less is left, or owed")
        try tx.audit("refund.failed", by: nil, booking: refund.bookingID, detail: ["refund": "\(refund.id)"])
        // The new refund is of no more than the company has: one of more would end in the same way, again and again.
        let rest = min(owed, picture.refundable)
        if refund.reason == .admin {
            try settlement.tellAdmins(of: booking, in: tx)
            if booking.status == .cancelled {
                // The admin's refund came on top of what the client is owed, and while it was due held that back.
                try settlement.giveBackOwed(booking, .policy, by: nil, in: tx)
            }
        } else if rest > 0 {
            try settlement.giveBack(booking, refund.reason, of: refund.intentID, most: rest, by: nil, in: tx)
        } else if owed > 0 {
            try settlement.tellAdmins(of: booking, in: tx)
        }
        return .end(.done { _ in })
    }
}

extension PaymentPicture {
    /// What goes back by refunds that have none of these tokens and are not decided, in minor units.
    fileprivate func openRefunds(besides tokens: Set<String>) -> Int64 {
        refunds.filter { $0.status.isOpen && !tokens.contains($0.token ?? "") }.reduce(0) { $0 + $1.amountMinor }
    }
}
