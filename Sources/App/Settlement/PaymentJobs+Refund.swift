import Domain
import Foundation
import Storage

extension PaymentJobs {
    /// `refund`: sends a refund to the payment company and sees it to its end, which the company decides. Before each
    /// try it looks at the payment, so that nothing goes back twice: the company may have carried the refund out though
    /// its answer was lost, or somebody may have given money back at its pages, and less is owed.
    func refund(_ job: Job) async throws -> JobEnd {
        let refund = try await database.read { try $0.refund(job.subject()) }
        guard let refund, refund.state.isOpen, let intentID = refund.intentID else { return .done { _ in } }
        do { return try await advance(refund, of: intentID) } catch let error as GatewayError {
            switch error {
            case .unreachable, .busy: throw error
            case .keyRefused(let message):
                return hindered(refund, message) { try settlement.tellOfRefusal(error, about: $0, in: $1) }
            case .refused(let code, let message): return refused(refund, code, message)
            }
        }
    }

    private func advance(_ refund: Refund, of intentID: String) async throws -> JobEnd {
        let seen = try await settlement.payment(intentID)
        // A company that does not know the payment cannot say whether the refund was carried out. It waits for the
        // right keys, which may come back.
        let picture = try await payments.gateway.look(intentID)
        let step = try await database.write { tx -> RefundStep in
            guard try settlement.settle(picture, seen: seen, in: tx) else { return .end(.next(tx.now)) }
            guard let refund = try tx.refund(refund.id), refund.state.isOpen else { return .end(.done { _ in }) }
            guard refund.state == .due else {
                if refund.error != nil { try tx.noteRefund(refund.id, error: nil) }
                return .end(.next(tx.now.addingTimeInterval(LookSeconds.refund)))
            }
            return try judge(refund, picture, in: tx)
        }
        switch step {
        case .end(let end): return end
        case .send(let refund): return try await send(refund, of: intentID)
        }
    }

    private func send(_ refund: Refund, of intentID: String) async throws -> JobEnd {
        let order = RefundOrder(
            intentID: intentID, money: refund.money, token: refund.token, refusals: refund.refusals)
        do {
            let sent = try await payments.gateway.refund(order)
            return .decided { tx in
                if let booking = try tx.booking(refund.bookingID) {
                    try settlement.tellOfRevival(of: sent, booking, in: tx)
                }
                try tx.sendRefund(token: refund.token, companyID: sent.id)
                return tx.now
            }
        } catch GatewayError.refused(let code, let message) {
            return refused(refund, code, message, isRefusal: true)
        }
    }

    /// `isRefusal` where the refund itself was refused, and not the look before it.
    private func refused(_ refund: Refund, _ code: String, _ message: String, isRefusal: Bool = false) -> JobEnd {
        hindered(refund, "\(code): \(message)", isRefusal: isRefusal) { booking, tx in
            try tx.audit(
                "refund.refused", by: nil, booking: refund.bookingID,
                detail: ["refund": "\(refund.id)", "code": code, "message": message])
            guard try settlement.isNews(code, of: booking, in: tx) else { return }
            try settlement.tellAdmins(of: booking, ofCause: code, saying: message, in: tx)
        }
    }

    /// Notes what hinders a refund, tells admins where that is news, and tries the refund again later.
    private func hindered(
        _ refund: Refund, _ error: String, isRefusal: Bool = false,
        tell: @escaping @Sendable (Booking, any Transaction) throws -> Void
    ) -> JobEnd {
        .decided { tx in
            guard let refund = try tx.refund(refund.id), refund.state.isOpen else { return nil }
            if refund.error != error, let booking = try tx.booking(refund.bookingID) { try tell(booking, tx) }
            try tx.noteRefund(refund.id, error: error, isRefusal: isRefusal)
            try tx.noteHindrance(error, of: .refund, subject: refund.id)
            return nextTry(of: refund, now: tx.now)
        }
    }

    func nextTry(of refund: Refund, now: Date) -> Date {
        let isYoung = now.timeIntervalSince(refund.createdAt) < LookSeconds.youngRefund
        return now.addingTimeInterval(isYoung ? LookSeconds.hinderedRefund : LookSeconds.oldRefund)
    }
}
