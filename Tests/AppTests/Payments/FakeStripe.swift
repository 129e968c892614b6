import App
import Domain
import Foundation
import Synchronization

/// Stripe as its documentation describes it, stricter than most of its stand-ins: an idempotency key answers the same
/// request with the same answer, a refusal too, and refuses another; after a day it is forgotten. No payment moves
/// against its life cycle, no more goes back than came in, and every change is told by an event.
final class FakeStripe: Sendable {
    /// What goes wrong with one call.
    enum Fault: Sendable {
        /// The request is lost; or it is carried out, and the answer is lost.
        case lostRequest, lostAnswer
        /// 409, 429 or 5xx.
        case busy
        /// 401 or 403.
        case keyRefused
        /// 4xx, whatever is asked; with an idempotency key it is remembered.
        case refused
    }

    struct Intent: Sendable {
        let id: String
        let secret: String
        let order: PaymentOrder
        var status = IntentStatus.requiresPaymentMethod
        var failure: String?
        /// What came in; another amount than was asked for where a test says so.
        var received: Int64 = 0
        var currency: String
        var refunds: [PaymentPicture.Refund] = []
        var disputes: [PaymentPicture.Dispute] = []

        /// What Stripe has of it, less what goes back or is withdrawn.
        var left: Int64 {
            received
                - refunds.filter { $0.status != .failed && $0.status != .canceled }.reduce(0) { $0 + $1.money.minor }
                - disputes.filter { ["needs_response", "under_review", "lost"].contains($0.status) }
                .reduce(0) { $0 + $1.money.minor }
        }
    }

    struct Event: Sendable {
        let id: String
        let type: String
        let intentID: String
        let order: PaymentOrder
    }

    struct State {
        var intents: [String: Intent] = [:]
        var answers: [String: Answer] = [:]
        var now: @Sendable () -> Date = { .distantPast }
        /// Payments of an account whose keys are not there.
        var hidden: [String: Intent] = [:]
        var events: [Event] = []
        var number = 0
        var refundsArePending = false
        var isDown = false
        /// Whether the call that is being carried out is refused.
        var refuses = false
        var fault: @Sendable (_ call: String) -> Fault? = { _ in nil }
        var before: @Sendable (String) async throws -> Void = { _ in }
        var after: @Sendable (String) async throws -> Void = { _ in }
        var calls: [String] = []
    }

    let state = Mutex(State())

    var gateway: PaymentGateway {
        PaymentGateway(
            create: { order in try await self.call("create") { try Self.create(order, &$0) } },
            look: { id in try await self.call("look") { try Self.intent(id, $0).picture } },
            cancel: { id in try await self.call("cancel") { try Self.cancel(id, &$0) } },
            refund: { order in try await self.call("refund") { try Self.refund(order, &$0) } })
    }

    /// What is left of all payments together.
    var left: Int64 { intents.reduce(0) { $0 + $1.left } }

    var intents: [Intent] { state.withLock { $0.intents.values.sorted { $0.id < $1.id } } }
    var calls: [String] { state.withLock { $0.calls } }
    func intent(_ id: String) -> Intent? { state.withLock { $0.intents[id] } }
    func intent(of booking: Int64) -> Intent? { intents.last { $0.order.bookingID.rawValue == booking } }

    /// Every call fails as if the line were cut.
    func set(clock now: @escaping @Sendable () -> Date) { state.withLock { $0.now = now } }
    func set(down: Bool) { state.withLock { $0.isDown = down } }
    func set(refundsArePending: Bool) { state.withLock { $0.refundsArePending = refundsArePending } }
    /// What happens elsewhere right before a call is carried out, and before its answer arrives.
    func set(
        before: @escaping @Sendable (String) async throws -> Void = { _ in },
        after: @escaping @Sendable (String) async throws -> Void = { _ in }
    ) {
        state.withLock { ($0.before, $0.after) = (before, after) }
    }
    func set(fault: @escaping @Sendable (String) -> Fault?) { state.withLock { $0.fault = fault } }

    /// The events that were not taken yet, in their order.
    func takeEvents() -> [Event] {
        state.withLock { state in
            defer { state.events = [] }
            return state.events
        }
    }

    private func call<Answer: Sendable>(
        _ name: String, _ work: @Sendable (inout State) throws -> Answer
    ) async throws -> Answer {
        let (before, after) = state.withLock { ($0.before, $0.after) }
        try await before(name)
        let answer = try carryOut(name, work)
        try await after(name)
        return answer
    }

    private func carryOut<Answer: Sendable>(
        _ name: String, _ work: @Sendable (inout State) throws -> Answer
    ) throws -> Answer {
        try state.withLock { state in
            state.calls.append(name)
            if state.isDown { throw GatewayError.unreachable("the line is cut") }
            let fault = state.fault(name)
            if fault == .lostRequest { throw GatewayError.unreachable("the request was lost") }
            if fault == .keyRefused { throw GatewayError.keyRefused("Invalid API Key provided") }
            if fault == .busy { throw GatewayError.busy("409 idempotency_key_in_use") }
            if fault == .refused, !Self.hasKey(name) { throw Self.refusal }
            state.refuses = fault == .refused
            let answer = try work(&state)
            if fault == .lostAnswer { throw GatewayError.unreachable("the answer was lost") }
            return answer
        }
    }

    static func intent(_ id: String, _ state: State) throws -> Intent {
        guard let intent = state.intents[id] else {
            throw GatewayError.refused(code: "resource_missing", message: "No such payment_intent")
        }
        return intent
    }

    private static func create(_ order: PaymentOrder, _ state: inout State) throws -> PaymentPicture {
        let made = try state.once(order.idempotencyKey, "\(order)") { state throws(GatewayError) in
            guard order.money.minor >= order.money.currency.chargeMinimum,
                order.money.minor % order.money.currency.chargeStep == 0
            else { throw .refused(code: "amount_too_small", message: "\(order.money)") }
            state.number += 1
            let id = "pi_\(String(1_000_000 + state.number))"
            state.intents[id] = Intent(
                id: id, secret: "\(id)_secret_\(state.number)", order: order, currency: order.money.currency.code)
            state.tell("payment_intent.created", id)
            return .intent(id)
        }
        guard case .intent(let id) = made else { throw keyReused }
        return try intent(id, state).picture
    }

    private static func cancel(_ id: String, _ state: inout State) throws -> PaymentPicture {
        let found = try intent(id, state)
        // Stripe refuses to cancel what is decided or being decided; our client then looks at what it is.
        guard !found.status.isFinal, found.status != .processing else { return found.picture }
        state.intents[id]?.status = .canceled
        state.tell("payment_intent.canceled", id)
        return try intent(id, state).picture
    }

    private static func refund(_ order: RefundOrder, _ state: inout State) throws -> PaymentPicture.Refund {
        let made = try state.once(order.idempotencyKey, "\(order)") { state throws(GatewayError) in
            guard let found = state.intents[order.intentID] else {
                throw .refused(code: "resource_missing", message: "No such payment_intent")
            }
            guard found.status == .succeeded, order.money.minor > 0, order.money.minor <= found.left else {
                throw .refused(code: "charge_already_refunded", message: "\(order.money.minor) of \(found.left)")
            }
            return .refund(state.addRefund(order.money.minor, token: order.token, to: order.intentID))
        }
        guard case .refund(let refund) = made else { throw keyReused }
        return refund
    }
}

extension FakeStripe.State {
    mutating func tell(_ type: String, _ intentID: String) {
        guard let intent = intents[intentID] else { return }
        number += 1
        events.append(
            FakeStripe.Event(id: "evt_\(1_000_000 + number)", type: type, intentID: intentID, order: intent.order))
    }

    mutating func addRefund(_ amount: Int64, token: String?, to intentID: String) -> PaymentPicture.Refund {
        number += 1
        let currency = Currency(stored: intents[intentID]?.currency ?? "")
        let refund = PaymentPicture.Refund(
            id: "re_\(1_000_000 + number)", money: Money(minor: amount, currency: currency),
            status: refundsArePending ? .pending : .succeeded,
            token: token)
        intents[intentID]?.refunds.append(refund)
        tell("refund.created", intentID)
        if !refundsArePending { tell("charge.refunded", intentID) }
        return refund
    }
}

extension FakeStripe.Intent {
    var picture: PaymentPicture {
        PaymentPicture(
            intentID: id, clientSecret: Secret(secret), status: status,
            purpose: .init(bookingID: order.bookingID, mark: order.mark), failure: failure,
            moved: .init(charge: charge, refunds: refunds, disputes: disputes))
    }

    private var charge: PaymentPicture.Charge? {
        guard status == .succeeded, received > 0 else { return nil }
        let (name, currency) = (id.dropFirst(3), Currency(stored: currency))
        return .init(
            id: "ch_" + name, money: Money(minor: received, currency: currency),
            fee: .init(id: "txn_" + name, money: Money(minor: received / 50, currency: currency)))
    }
}
