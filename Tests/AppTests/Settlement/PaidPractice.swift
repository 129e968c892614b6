import App
import Cryptography
import Domain
import Foundation
import Testing

/// A practice that charges through a Stripe of its own: a second service, “Advice”, 60 minutes, 100.00 usd, with half
/// of it back until a day before.
struct PaidPractice {
    let practice: Practice
    let stripe: FakeStripe
    let boss: Asker
    let client: Asker
    /// The id of the service that costs money.
    let service: Int64

    static func open(
        on engine: Engine = .chosen, _ fields: [String: any Sendable] = [:],
        _ change: (inout Settings) throws -> Void = { _ in }
    ) async throws -> PaidPractice {
        let stripe = FakeStripe()
        let practice = try await Practice.open(on: engine, stripe: stripe) { settings in
            settings.tokenMinutes = 60 * 24 * 29
            try change(&settings)
        }
        let boss = try await practice.boss()
        let service: [String: any Sendable] = [
            "amount": 100, "booking_horizon": 300,
            "refund_policy": [["notice": 2_880, "percent": 100], ["notice": 1_440, "percent": 50]],
        ]
        let id = try await boss.addService("Advice", 60, service.merging(fields) { _, own in own })
        return PaidPractice(
            practice: practice, stripe: stripe, boss: boss, client: try await practice.register("mia@example.com"),
            service: id)
    }

    /// A booking that is held, and the secret by which it can be paid.
    func hold(
        _ start: String = jan("08T10:00"), by asker: Asker? = nil, _ place: SourceLocation = #_sourceLocation
    ) async throws -> (id: Int64, secret: String) {
        let answer = try await (asker ?? client).book(start, service: service)
        try #require(answer.status == 201, "\(answer)", sourceLocation: place)
        return (try answer.object("booking").int("id"), try answer.object("payment").text("client_secret"))
    }

    /// A booking that is paid.
    func paid(_ start: String = jan("08T10:00"), _ place: SourceLocation = #_sourceLocation) async throws -> Int64 {
        let held = try await hold(start, place)
        try stripe.pay(held.secret)
        try await tell()
        try #require(try await status(held.id) == "scheduled succeeded", sourceLocation: place)
        return held.id
    }

    /// A booking that the practice made for the client, who pays it directly.
    func booked(_ start: String = jan("08T11:00")) async throws -> Int64 {
        let body: [String: any Sendable] = [
            "service_id": service, "scheduled_at": start, "user_id": client.userID,
        ]
        return try await boss.post("/api/admin/bookings", body).object("booking").int("id")
    }

    /// The booking that was made last, which was not told where its payment could not be made.
    func newestBooking() async throws -> Int64 {
        try #require(try await practice.numbers("SELECT MAX(id) FROM bookings").first)
    }

    /// Sends every event that Stripe has for us, and works what follows.
    func tell() async throws {
        for event in stripe.takeEvents() {
            let answer = try await send(event)
            #expect(answer.status == 200, "\(answer)")
        }
        try await practice.work()
    }

    func send(_ event: FakeStripe.Event, secret: Secret = FakeStripe.webhookSecret) async throws -> Answer {
        let (body, header) = event.signed(at: practice.clock.now, secret: secret)
        return try await practice.visitor.with("Stripe-Signature", header)
            .ask("POST", "/api/webhooks/stripe", bytes: body, type: "application/json")
    }

    /// `scheduled succeeded`: the booking's status and that of its payment.
    func status(_ id: Int64) async throws -> String {
        let booking = try await boss.get("/api/bookings/\(id)").object("booking")
        return "\(try booking.text("status")) \(try booking.text("payment_status"))"
    }

    func cancel(_ id: Int64, by asker: Asker? = nil) async throws -> Answer {
        try await (asker ?? client).post("/api/bookings/\(id)/cancel")
    }

    /// Kinds of mails that were written to the client about a booking, in their order.
    func mails(to role: String = "client", about id: Int64) async throws -> [String] {
        try await practice.texts("SELECT kind FROM mails WHERE booking_id = \(id) AND role = \(role) ORDER BY id")
    }

    /// How many mails told admins to look at a booking; there is one admin.
    func notices(about id: Int64) async throws -> Int {
        try await mails(to: "host", about: id).count { $0 == "notice" }
    }

    func ledger(_ id: Int64) async throws -> Ledger {
        try await practice.app.database.read { try $0.ledger(of: BookingID(rawValue: id)) }
    }

    /// Reasons, amounts and states of a booking's refunds.
    func refunds(_ id: Int64) async throws -> [String] {
        try await practice.app.database.read { tx in
            try tx.refunds(of: BookingID(rawValue: id)).map {
                "\($0.reason.rawValue) \($0.money.minor) \($0.state.rawValue)"
            }
        }
    }

    /// What Stripe has of a booking's money in the end.
    func kept(_ id: Int64) -> Int64? { stripe.intent(of: id)?.left }

    /// Moves the clock to an instant and works what falls due.
    func moveOn(to instant: String) async throws {
        let goal = try Timestamp.date(instant, field: "instant")
        practice.clock.move(seconds: goal.timeIntervalSince(practice.clock.now))
        try await practice.work()
    }
}

extension FakeStripe {
    static let webhookSecret = Secret("whsec_of_the_tests_0123456789")

    static var settings: StripeSettings {
        StripeSettings(
            secretKey: Secret("sk_test_of_the_tests"), publishableKey: "pk_test_of_the_tests",
            webhookSecret: webhookSecret)
    }
}

extension FakeStripe.Event {
    /// The body as Stripe would send it, and the header that signs it.
    func signed(at now: Date, secret: Secret) -> (body: Data, header: String) {
        let object: [String: Any] =
            type.hasPrefix("payment_intent")
            ? [
                "id": intentID, "object": "payment_intent",
                "metadata": ["booking_id": String(order.bookingID), "booking_mark": order.mark],
            ] : ["id": "ob_1", "object": "charge", "payment_intent": intentID]
        let time = Int(now.timeIntervalSince1970)
        let event: [String: Any] = ["id": id, "type": type, "created": time, "data": ["object": object]]
        let body = (try? JSONSerialization.data(withJSONObject: event)) ?? Data()
        let key = AuthenticationKey(secret.value)
        let code = key.code(of: Array("\(time).".utf8) + body).map { String(format: "%02x", $0) }.joined()
        return (body, "t=\(time),v1=\(code)")
    }
}
