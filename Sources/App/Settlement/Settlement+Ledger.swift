import Domain
import Foundation
import Storage

extension Settlement {
    /// Enters what a payment brought in. True where the money was not in the ledger yet.
    func recordCharge(_ picture: PaymentPicture, of booking: Booking, in tx: any Transaction) throws -> Bool {
        guard let charge = picture.charge else { return false }
        func entry(_ kind: LedgerKind, _ money: Money, _ reference: String) -> LedgerEntry {
            LedgerEntry(kind: kind, money: money, intentID: picture.intentID, reference: reference, at: tx.now)
        }
        let fee = charge.fee.map { entry(.fee, $0.money, $0.id) }
        // By the payment's id, of which there is one: a charge has another id in each attempt.
        let income = entry(.charge, charge.money, picture.intentID)
        let isNew = try tx.addEntries([fee, income].compactMap(\.self), of: booking.id).contains(.charge)
        if isNew { try tx.issueReceipt(of: booking.id, reference: picture.intentID) }
        return isNew
    }

    /// Refunds that have gone through, also those that were made at the company's own pages, and those that came back.
    func recordRefunds(_ picture: PaymentPicture, of booking: Booking, in tx: any Transaction) throws {
        for refund in picture.refunds {
            func entry(_ kind: LedgerKind) -> LedgerEntry {
                LedgerEntry(
                    kind: kind, money: refund.money, intentID: picture.intentID, reference: refund.id, at: tx.now)
            }
            let isRevived = try tellOfRevival(of: refund, booking, in: tx)
            switch refund.status {
            case .pending, .requiresAction:
                // The company has the refund, also where its answer was lost, and the refund seems due here.
                if let token = refund.token { try tx.sendRefund(token: token, companyID: refund.id) }
            case .succeeded:
                try end(refund, as: .succeeded, in: tx)
                guard try tx.addEntry(entry(.refund), of: booking.id) else { continue }
                // More has gone back than came in: two people gave it back. An admin must see to it.
                if !isRevived, try tx.ledger(of: booking.id).kept < 0 {
                    try tellAdmins(of: booking, in: tx)
                }
                try tellOfRefund(refund.money, of: booking, token: refund.token, in: tx)
            case .failed, .canceled:
                var isNews = try end(refund, as: .failed, in: tx)
                if try tx.ledger(of: booking.id).has(.refund, refund.id) {
                    isNews = try tx.addEntry(entry(.refundFailed), of: booking.id) || isNews
                }
                if isNews { try tellAdmins(of: booking, in: tx) }
            }
        }
    }

    /// Tells admins of a refund that goes although it had ended here: somebody may have given the money back in another
    /// way since, and the client has it twice. False for any other refund.
    @discardableResult
    func tellOfRevival(of refund: PaymentPicture.Refund, _ booking: Booking, in tx: any Transaction) throws -> Bool {
        let isGoing = refund.status != .failed && refund.status != .canceled
        let ended = try tx.refunds(of: booking.id).filter { $0.state == .failed }
        guard isGoing, ended.contains(where: { $0.token == refund.token }) else { return false }
        try tellAdmins(of: booking, in: tx)
        return true
    }

    @discardableResult
    private func end(_ refund: PaymentPicture.Refund, as state: Refund.State, in tx: any Transaction) throws -> Bool {
        try tx.endRefund(
            token: refund.token, companyID: refund.id, as: state,
            error: state == .failed ? refund.status.rawValue : nil)
    }

    /// Enters what banks withdrew by disputes, and what came back of them. True where a dispute was won just now.
    func recordDisputes(_ picture: PaymentPicture, of booking: Booking, in tx: any Transaction) throws -> Bool {
        var hasWon = false
        for dispute in picture.disputes where dispute.withdrewMoney {
            func add(_ kind: LedgerKind) throws -> Bool {
                try tx.addEntry(
                    LedgerEntry(
                        kind: kind, money: dispute.money, intentID: picture.intentID,
                        reference: dispute.id, at: tx.now), of: booking.id)
            }
            if try add(.dispute) { try tellAdmins(of: booking, in: tx) }
            if dispute.status == "won", try add(.disputeWon) { hasWon = true }
        }
        return hasWon
    }

    /// A won dispute returns money to the practice, which may have been meant for the client. Where a person was to
    /// decide how much of it, admins are told.
    func giveBackWhatWasWon(of booking: Booking, in tx: any Transaction) throws {
        let decision = try RefundDecision(booking, in: tx)
        guard let reason = decision.reasonAfterWin, let owed = decision.stillOwed else {
            try tellAdmins(of: booking, in: tx)
            return
        }
        try giveBack(decision, reason, most: owed, by: nil, in: tx)
    }
}

extension Ledger {
    func has(_ kind: LedgerKind, _ reference: String) -> Bool {
        entries.contains { $0.kind == kind && $0.reference == reference }
    }
}
