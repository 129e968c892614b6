import Domain
import Foundation
import Storage

extension Settlement {
    /// How often a refund that the company works on is looked at, in seconds.
    private static let refundLookSeconds = 300.0
    /// When one that the company refused is tried again, in seconds.
    private static let refusedLookSeconds = 3_600.0
    /// Stripe forgets an idempotency key after a day (https://docs.stripe.com/api/idempotent_requests); well before
    /// that, in seconds, a key is not relied on any more.
    private static let keySeconds = 12 * 3_600.0

    /// `refund`: sends a refund to the payment company and sees it to its end. It is over for the booking when the
    /// company says so.
    func refund(_ job: Job) async throws -> JobEnd {
        let refund = try await bookings.database.read { try $0.refund(job.subjectID) }
        guard let refund, refund.state.isOpen, let intentID = refund.intentID else { return .done { _ in } }
        guard refund.state == .due else { return try await follow(refund, intentID) }
        // It may have been sent before, and what was answered then be lost.
        let isOld = bookings.now().timeIntervalSince(refund.createdAt) > Self.keySeconds
        if job.attempt > 1 || isOld, let end = try await found(refund, intentID) { return end }
        let order = RefundOrder(intentID: intentID, amountMinor: refund.amountMinor, token: refund.token)
        do {
            let sent = try await payments.gateway.refund(order)
            let moment = bookings.now()
            return .decided { tx in
                try tx.sendRefund(token: refund.token, companyID: sent.id, now: moment)
                return moment
            }
        } catch GatewayError.refused(let code, let message) {
            return try await follow(refund, intentID, error: "\(code): \(message)")
        }
    }

    /// What becomes of a refund that was carried out already; nil where it was not.
    private func found(_ refund: Refund, _ intentID: String) async throws -> JobEnd? {
        let seen = try await payment(intentID)
        guard let picture = try await look(intentID), picture.refunds.contains(where: { $0.token == refund.token })
        else { return nil }
        let moment = bookings.now()
        return .decided { tx in
            _ = try bookings.settle(picture, seen: seen, now: moment, in: tx)
            return moment
        }
    }

    /// Looks at the payment, which shows its refunds.
    private func follow(_ refund: Refund, _ intentID: String, error: String? = nil) async throws -> JobEnd {
        let seen = try await payment(intentID)
        let picture = try await look(intentID)
        let moment = bookings.now()
        return .decided { tx in
            guard let picture else {
                // Whether it was carried out is not known: the right keys, which may come back, will tell.
                return try postpone(refund, error: "Stripe knows nothing of the payment", now: moment, in: tx)
            }
            guard try bookings.settle(picture, seen: seen, now: moment, in: tx) else { return moment }
            guard let open = try tx.refund(refund.id), open.state.isOpen else { return nil }
            guard let error else { return moment.addingTimeInterval(Self.refundLookSeconds) }
            return try retry(open, error: error, picture, now: moment, in: tx)
        }
    }

    /// One that the company refused while it has the money is tried again. Where too little is left, somebody is giving
    /// a part back elsewhere: once that is decided, the rest is given back.
    private func retry(
        _ refund: Refund, error: String, _ picture: PaymentPicture, now: Date, in tx: any Transaction
    ) throws -> Date? {
        let hasEnough = picture.refundable >= refund.amountMinor
        let ours = Set(try tx.refunds(of: refund.bookingID).map(\.token))
        guard hasEnough || picture.hasOpenRefund(besides: ours) else {
            try fail(refund, error: error, rest: picture.refundable, now: now, in: tx)
            return nil
        }
        return try postpone(refund, error: error, isForAdmins: hasEnough, now: now, in: tx)
    }

    /// Notes what keeps a refund, tells admins where that is news to them, and says when it is tried again.
    private func postpone(
        _ refund: Refund, error: String, isForAdmins: Bool = true, now: Date, in tx: any Transaction
    ) throws -> Date {
        if isForAdmins, refund.error != error, let entry = try tx.booking(refund.bookingID) {
            try bookings.tellAdmins(of: entry, now: now, in: tx)
        }
        try tx.noteRefund(refund.id, error: error, now: now)
        return now.addingTimeInterval(Self.refusedLookSeconds)
    }

    /// Ends a refund that cannot be made. What is still owed is given back of the `rest` that is left; where that is
    /// nothing, admins are told.
    private func fail(
        _ refund: Refund, error: String, rest: Int64, now: Date, in tx: any Transaction
    ) throws {
        guard try tx.endRefund(token: refund.token, as: .failed, error: error, now: now) else { return }
        try tx.audit(
            "refund.failed", by: nil, at: now, booking: refund.bookingID, detail: ["refund": "\(refund.id)"])
        guard try !bookings.giveBackRest(of: refund, most: rest, now: now, in: tx) else { return }
        if let entry = try tx.booking(refund.bookingID) { try bookings.tellAdmins(of: entry, now: now, in: tx) }
    }

    private func payment(_ intentID: String) async throws -> Payment {
        guard let payment = try await database.read({ try $0.payment(intentID) }) else { throw StorageError.noRow }
        return payment
    }
}

extension PaymentPicture {
    /// Whether the company works on a refund that has none of these tokens.
    fileprivate func hasOpenRefund(besides tokens: Set<String>) -> Bool {
        refunds.contains { $0.status.isOpen && !tokens.contains($0.token ?? "") }
    }
}
