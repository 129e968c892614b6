import Domain
import Foundation
import Storage

/// What the payment company says of one payment at one moment.
package struct PaymentPicture: Sendable, Equatable {
    /// Money that came in.
    package struct Charge: Sendable, Equatable {
        package let id: String
        package let money: Money
        /// What the company kept; nil while it is not known.
        package let fee: Fee?

        package init(id: String, money: Money, fee: Fee?) {
            self.id = id
            self.money = money
            self.fee = fee
        }
    }

    /// What the company kept of a charge, in the currency of the account.
    package struct Fee: Sendable, Equatable {
        package let id: String
        package let money: Money

        package init(id: String, money: Money) {
            self.id = id
            self.money = money
        }
    }

    /// Money that goes back.
    package struct Refund: Sendable, Equatable {
        package enum Status: String, Sendable, CaseIterable, Decodable {
            case pending
            case requiresAction = "requires_action"
            case succeeded, failed, canceled

            /// Whether the company still works on it.
            var isOpen: Bool { self == .pending || self == .requiresAction }
        }

        package let id: String
        package let money: Money
        package let status: Status
        /// The token of our own order; nil for one that was made at the company's own pages.
        package let token: String?

        package init(id: String, money: Money, status: Status, token: String?) {
            self.id = id
            self.money = money
            self.status = status
            self.token = token
        }
    }

    /// A client's bank asks for the money back.
    package struct Dispute: Sendable, Equatable {
        package let id: String
        package let money: Money
        /// Stripe's word: `needs_response`, `under_review`, `won`, `lost`, and `warning_…` for mere inquiries.
        package let status: String

        package init(id: String, money: Money, status: String) {
            self.id = id
            self.money = money
            self.status = status
        }

        /// An inquiry withdraws nothing.
        var withdrewMoney: Bool { !status.hasPrefix("warning_") && status != "prevented" }

        /// Whether it is not decided.
        package var isOpen: Bool { !["won", "lost", "warning_closed", "prevented"].contains(status) }
    }

    /// What the payment is for, as we told the company when it was made; nil of a payment that others made.
    package struct Purpose: Sendable, Equatable {
        package let bookingID: BookingID?
        /// As the order had it.
        package let mark: String?

        package init(bookingID: BookingID?, mark: String?) {
            self.bookingID = bookingID
            self.mark = mark
        }
    }

    /// All money that has moved, or is about to.
    package struct Moved: Sendable, Equatable {
        /// There if, and only if, the payment has succeeded.
        package let charge: Charge?
        package let refunds: [Refund]
        package let disputes: [Dispute]

        package init(charge: Charge?, refunds: [Refund], disputes: [Dispute]) {
            self.charge = charge
            self.refunds = refunds
            self.disputes = disputes
        }
    }

    package let intentID: String
    /// With it the client's browser pays; it is stored nowhere.
    package let clientSecret: Secret
    package let status: IntentStatus
    package let purpose: Purpose
    /// Why the last attempt failed, in the company's word, for example `card_declined`.
    package let failure: String?
    package let moved: Moved

    package init(
        intentID: String, clientSecret: Secret, status: IntentStatus, purpose: Purpose, failure: String?, moved: Moved
    ) {
        self.intentID = intentID
        self.clientSecret = clientSecret
        // A payment that is said to have succeeded, of which no money is told, is not decided yet.
        self.status = status == .succeeded && moved.charge == nil ? .processing : status
        self.purpose = purpose
        self.failure = failure
        self.moved = moved
    }

    package var bookingID: BookingID? { purpose.bookingID }
    package var mark: String? { purpose.mark }
    package var charge: Charge? { moved.charge }
    package var refunds: [Refund] { moved.refunds }
    package var disputes: [Dispute] { moved.disputes }

    /// What came in, in minor units.
    var received: Int64 { charge?.money.minor ?? 0 }

    /// What banks hold back or have taken, in minor units.
    var withdrawn: Int64 {
        disputes.filter { $0.withdrewMoney && $0.status != "won" }.reduce(0) { $0 + $1.money.minor }
    }

    /// What the company still has of the payment, in minor units.
    var refundable: Int64 {
        let gone = refunds.filter { $0.status != .failed && $0.status != .canceled }
        return received - gone.reduce(0) { $0 + $1.money.minor } - withdrawn
    }

    /// What a booking says of it as long as no money has come in: that it has is told by the ledger alone.
    var paymentStatus: PaymentStatus {
        switch status {
        case .requiresPaymentMethod: failure == nil ? .requiresPaymentMethod : .failed
        case .requiresConfirmation: .requiresPaymentMethod
        case .requiresAction: .requiresAction
        case .processing, .requiresCapture, .succeeded: .processing
        case .canceled: .canceled
        }
    }
}
