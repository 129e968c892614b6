import App
import Domain
import Foundation

/// What the client's browser, the banks and the people at Stripe's own pages do.
extension FakeStripe {
    struct Impossible: Error, CustomStringConvertible { let description: String }

    /// The client pays with the secret that our server gave out. `amount` is another one where something is wrong.
    func pay(_ secret: String, amount: Int64? = nil, currency: String? = nil) throws {
        try change(secret: secret, "payment_intent.succeeded") { intent in
            intent.received = amount ?? intent.order.money.minor
            intent.currency = currency ?? intent.currency
            intent.failure = nil
            intent.status = .succeeded
        }
    }

    /// A payment of 100.00 usd that an earlier release had made, with what came in and has gone back since.
    func know(
        _ id: String, of booking: Int64, room: String, received: Int64,
        refunds: [(id: String, minor: Int64, token: String)] = []
    ) {
        let currency = Currency(stored: "usd")
        let order = PaymentOrder(
            bookingID: BookingID(rawValue: booking), room: room, money: Money(minor: 10_000, currency: currency),
            email: "mia@example.com")
        var intent = Intent(id: id, secret: "\(id)_secret_1", order: order, currency: currency.code)
        intent.status = received > 0 ? .succeeded : .requiresPaymentMethod
        intent.received = received
        intent.refunds = refunds.map {
            PaymentPicture.Refund(
                id: $0.id, money: Money(minor: $0.minor, currency: currency), status: .succeeded, token: $0.token)
        }
        state.withLock { [intent] in $0.intents[id] = intent }
    }

    /// What Stripe says has come in of a payment that has succeeded.
    func tell(received amount: Int64, of intentID: String) {
        state.withLock { $0.intents[intentID]?.received = amount }
    }

    /// A second payment comes in for a booking, as nothing here makes one. Returns its id.
    func payAgain(for booking: Int64) throws -> String {
        try state.withLock { state in
            guard let first = state.intents.values.first(where: { $0.order.bookingID.rawValue == booking }) else {
                throw Impossible(description: "booking \(booking) has no payment")
            }
            state.intents["pi_2"] = Intent(
                id: "pi_2", secret: "pi_2_secret_2", order: first.order, currency: first.currency)
        }
        try pay("pi_2_secret_2")
        return "pi_2"
    }

    /// The card is refused; the client may try another.
    func decline(_ secret: String) throws {
        try change(secret: secret, "payment_intent.payment_failed") { intent in
            intent.failure = "card_declined"
            intent.status = .requiresPaymentMethod
        }
    }

    /// The bank wants to see the client first (3-D Secure).
    func askForAction(_ secret: String) throws {
        try change(secret: secret, "payment_intent.requires_action") { $0.status = .requiresAction }
    }

    /// A bank debit: the money comes days later, or not.
    func paySlowly(_ secret: String) throws {
        try change(secret: secret, "payment_intent.processing") { $0.status = .processing }
    }

    func decide(_ intentID: String, succeeds: Bool) throws {
        try state.withLock { state in
            guard var intent = state.intents[intentID], intent.status == .processing else {
                throw Impossible(description: "\(intentID) is not processing")
            }
            intent.status = succeeds ? .succeeded : .requiresPaymentMethod
            intent.received = succeeds ? intent.order.money.minor : 0
            intent.failure = succeeds ? nil : "debit_not_authorized"
            state.intents[intentID] = intent
            state.tell(succeeds ? "payment_intent.succeeded" : "payment_intent.payment_failed", intentID)
        }
    }

    /// The end of a refund that was pending.
    func end(refund id: String, of intentID: String? = nil, as status: PaymentPicture.Refund.Status) throws {
        try state.withLock { state in
            let intents = intentID.map { state.intents[$0].map { [$0] } ?? [] } ?? Array(state.intents.values)
            for intent in intents {
                guard let index = intent.refunds.firstIndex(where: { $0.id == id }) else { continue }
                let old = intent.refunds[index]
                state.intents[intent.id]?.refunds[index] = PaymentPicture.Refund(
                    id: id, money: old.money, status: status, token: old.token)
                return state.tell("charge.refund.updated", intent.id)
            }
            throw Impossible(description: "no refund \(id)")
        }
    }

    /// Somebody gives money back at Stripe's own pages.
    func refundElsewhere(_ intentID: String, _ amount: Int64) throws {
        try state.withLock { state in
            guard let intent = state.intents[intentID], intent.left >= amount,
                amount % intent.order.money.currency.chargeStep == 0
            else { throw Impossible(description: "\(amount) of \(intentID) cannot be given back") }
            _ = state.addRefund(amount, token: nil, to: intentID)
        }
    }

    /// From now on it is asked with keys of another account: it knows nothing of this payment.
    func forget(_ intentID: String) {
        state.withLock { $0.hidden[intentID] = $0.intents.removeValue(forKey: intentID) }
    }

    /// The keys of the right account are back.
    func remember(_ intentID: String) {
        state.withLock { $0.intents[intentID] = $0.hidden.removeValue(forKey: intentID) }
    }

    func cancelElsewhere(_ intentID: String) async throws { _ = try await gateway.cancel(intentID) }

    /// The client's bank withdraws all that is left, or a part; with another status it only asks.
    func dispute(_ intentID: String, _ amount: Int64? = nil, as status: String = "needs_response") throws {
        try state.withLock { state in
            guard let intent = state.intents[intentID], intent.left > 0 else {
                throw Impossible(description: "\(intentID) has nothing to dispute")
            }
            let money = Money(minor: amount ?? intent.left, currency: Currency(stored: intent.currency))
            state.intents[intentID]?.disputes.append(
                PaymentPicture.Dispute(id: "dp_" + intentID, money: money, status: status))
            state.tell("charge.dispute.created", intentID)
        }
    }

    func endDispute(_ intentID: String, won: Bool) throws {
        try state.withLock { state in
            guard let dispute = state.intents[intentID]?.disputes.first else {
                throw Impossible(description: "\(intentID) has no dispute")
            }
            state.intents[intentID]?.disputes = [
                PaymentPicture.Dispute(
                    id: dispute.id, money: dispute.money, status: won ? "won" : "lost")
            ]
            state.tell("charge.dispute.closed", intentID)
        }
    }

    private func change(secret: String, _ event: String, _ body: (inout Intent) -> Void) throws {
        try state.withLock { state in
            let id = secret.components(separatedBy: "_secret_")[0]
            guard var intent = state.intents[id], intent.secret == secret else {
                throw Impossible(description: "no payment has this secret")
            }
            guard !intent.status.isFinal, intent.status != .processing else {
                throw Impossible(description: "\(intent.id) is \(intent.status) and cannot be paid")
            }
            body(&intent)
            state.intents[intent.id] = intent
            state.tell(event, intent.id)
        }
    }
}
