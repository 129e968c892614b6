import Domain
import Foundation
import Storage

extension Bookings {
    /// True where the money of this payment was not in the ledger yet.
    func recordCharge(
        _ picture: PaymentPicture, of booking: Booking, now: Date, in tx: any Transaction
    ) throws -> Bool {
        guard let charge = picture.charge else { return false }
        if let fee = charge.fee {
            _ = try tx.addEntry(
                LedgerEntry(
                    kind: .fee, amountMinor: fee.minor, currency: fee.currency, intentID: picture.intentID,
                    reference: fee.id, at: now), of: booking.id)
        }
        // By the payment's id, of which there is one: a charge has another id in each attempt.
        let isNew = try tx.addEntry(
            LedgerEntry(
                kind: .charge, amountMinor: charge.money.minor, currency: charge.money.currency,
                intentID: picture.intentID, reference: picture.intentID, at: now), of: booking.id)
        if isNew { try tx.issueReceipt(of: booking.id, reference: picture.intentID, now: now) }
        return isNew
    }

    /// Refunds that have gone through, also those that were made at the company's own pages, and those that came back.
    func recordRefunds(
        _ picture: PaymentPicture, of booking: Booking, now: Date, in tx: any Transaction
    ) throws {
        for refund in picture.refunds {
            func entry(_ kind: LedgerKind) -> LedgerEntry {
                LedgerEntry(
                    kind: kind, amountMinor: refund.amountMinor,
                    currency: picture.charge?.money.currency ?? booking.currency,
                    intentID: picture.intentID, reference: refund.id, at: now)
            }
            switch refund.status {
            case .pending, .requiresAction: continue
            case .succeeded:
                try end(refund, as: .succeeded, now: now, in: tx)
                guard try tx.addEntry(entry(.refund), of: booking.id) else { continue }
                try tellOfRefund(of: booking, token: refund.token, now: now, in: tx)
            case .failed, .canceled:
                let isNews = try end(refund, as: .failed, now: now, in: tx)
                if try tx.ledger(of: booking.id).has(.refund, refund.id) {
                    _ = try tx.addEntry(entry(.refundFailed), of: booking.id)
                }
                if isNews, let entry = try tx.booking(booking.id) { try tellAdmins(of: entry, now: now, in: tx) }
            }
        }
    }

    @discardableResult
    private func end(
        _ refund: PaymentPicture.Refund, as state: Refund.State, now: Date, in tx: any Transaction
    ) throws -> Bool {
        guard let token = refund.token else { return false }
        return try tx.endRefund(
            token: token, as: state, error: state == .failed ? refund.status.rawValue : nil, now: now)
    }

    func recordDisputes(
        _ picture: PaymentPicture, of booking: Booking, now: Date, in tx: any Transaction
    ) throws {
        for dispute in picture.disputes where dispute.withdrewMoney {
            func add(_ kind: LedgerKind) throws -> Bool {
                try tx.addEntry(
                    LedgerEntry(
                        kind: kind, amountMinor: dispute.amountMinor,
                        currency: picture.charge?.money.currency ?? booking.currency,
                        intentID: picture.intentID, reference: dispute.id, at: now), of: booking.id)
            }
            if try add(.dispute), let entry = try tx.booking(booking.id) {
                try tellAdmins(of: entry, now: now, in: tx)
            }
            if dispute.status == "won" { _ = try add(.disputeWon) }
        }
    }
}

extension Ledger {
    func has(_ kind: LedgerKind, _ reference: String) -> Bool {
        entries.contains { $0.kind == kind && $0.reference == reference }
    }
}
