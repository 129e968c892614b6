import Domain
import Foundation
import Storage

extension Settlement {
    /// How often a refund that the company works on is looked at, in seconds.
    private static let refundLookSeconds = 300.0

    /// `refund`: sends a refund to the payment company and sees it to its end. It is over for the booking when the
    /// company says so.
    func refund(_ job: Job) async throws -> JobEnd {
        let refund = try await bookings.database.read { try $0.refund(job.subjectID) }
        guard let refund, refund.state.isOpen, let intentID = refund.intentID else { return .done { _ in } }
        guard refund.state == .due else { return try await follow(refund, intentID) }
        let order = RefundOrder(intentID: intentID, amountMinor: refund.amountMinor, token: refund.token)
        do {
            let sent = try await payments.gateway.refund(order)
            let moment = bookings.now()
            return .decided { tx in
                try tx.sendRefund(refund, companyID: sent.id, now: moment)
                return moment
            }
        } catch GatewayError.refused(let code, let message) {
            return try await follow(refund, intentID, error: "\(code): \(message)")
        }
    }

    /// Looks at the payment, which shows its refunds. One that the company refused while it has the money is tried
    /// again; where too little is left of the payment, somebody has given a part back elsewhere: then the rest is given
    /// back.
    private func follow(_ refund: Refund, _ intentID: String, error: String? = nil) async throws -> JobEnd {
        let seen = try await bookings.database.read { try $0.payment(intentID) }
        guard let seen else { throw StorageError.noRow }
        let picture = try await payments.gateway.look(intentID)
        let moment = bookings.now()
        return .decided { tx in
            guard try bookings.settle(picture, seen: seen, now: moment, in: tx) else { return moment }
            guard let now = try tx.refund(refund.id), now.state.isOpen else { return nil }
            if let error {
                guard picture.refundable >= refund.amountMinor else {
                    try end(refund, error: error, now: moment, in: tx)
                    return nil
                }
                try tx.noteRefund(refund.id, error: error, now: moment)
            }
            return moment.addingTimeInterval(Self.refundLookSeconds)
        }
    }

    private func end(_ refund: Refund, error: String, now: Date, in tx: any Transaction) throws {
        guard try tx.endRefund(token: refund.token, as: .failed, error: error, now: now) else { return }
        try tx.audit(
            "refund.failed", by: nil, at: now, booking: refund.bookingID, detail: ["refund": "\(refund.id)"])
        guard try !bookings.giveBackRest(of: refund, now: now, in: tx) else { return }
        if let entry = try tx.booking(refund.bookingID) { try bookings.tellAdmins(of: entry, now: now, in: tx) }
    }
}
