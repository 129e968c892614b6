import Foundation
import Wire

/// Stripe over HTTPS (https://docs.stripe.com/api). Keys go into a header and nowhere else.
package struct StripeClient: Sendable {
    /// The form of its answers is that of this version, whatever the account's own may be.
    package static let version = "2024-06-20"
    /// Refunds and disputes of one payment that are read: more than a payment can sensibly have.
    private static let most = "100"

    let settings: StripeSettings
    private let http: HTTPSender

    package init(_ settings: StripeSettings) {
        self.settings = settings
        http = HTTPSender(threads: 4, connectTimeoutSeconds: 10, timeoutSeconds: 30, name: "stripe")
    }

    package var gateway: PaymentGateway {
        PaymentGateway(create: create, look: look, cancel: cancel, refund: refund)
    }

    /// Asks for something that every valid key may see. Throws `GatewayError`.
    package func check() async throws {
        let _: StripeBalance = try await get("/v1/balance", [])
    }

    private func create(_ order: PaymentOrder) async throws -> PaymentPicture {
        let intent: StripeIntent = try await post(
            "/v1/payment_intents", Self.fields(of: order), key: order.idempotencyKey)
        return try intent.picture(refunds: [], disputes: [])
    }

    package static func fields(of order: PaymentOrder) -> [(String, String)] {
        let fields = [
            ("amount", String(order.money.minor)), ("currency", order.money.currency.code),
            ("automatic_payment_methods[enabled]", "true"), ("metadata[booking_id]", String(order.bookingID)),
            ("metadata[booking_mark]", order.mark), ("description", "Booking \(order.bookingID)"),
        ]
        // Our mail goes also to addresses that Stripe may not take; for its own receipt nobody shall be refused.
        let isPlain = order.email.allSatisfy(\.isASCII)
        return isPlain ? fields + [("receipt_email", order.email)] : fields
    }

    private func look(_ intentID: String) async throws -> PaymentPicture {
        let intent: StripeIntent = try await get(
            "/v1/payment_intents/\(Self.segment(intentID))", [("expand[]", "latest_charge.balance_transaction")])
        guard intent.status == .succeeded else { return try intent.picture(refunds: [], disputes: []) }
        let of = [("payment_intent", intentID), ("limit", Self.most)]
        let refunds: StripeList<StripeRefund> = try await get("/v1/refunds", of)
        let disputes: StripeList<StripeDispute> = try await get("/v1/disputes", of)
        return try intent.picture(refunds: refunds.data, disputes: disputes.data)
    }

    private func cancel(_ intentID: String) async throws -> PaymentPicture {
        do {
            let intent: StripeIntent = try await post("/v1/payment_intents/\(Self.segment(intentID))/cancel", [])
            return try intent.picture(refunds: [], disputes: [])
        } catch GatewayError.refused(code: "payment_intent_unexpected_state", _) {
            // It has succeeded, is being decided, or was cancelled before: what it is counts.
            return try await look(intentID)
        }
    }

    private func refund(_ order: RefundOrder) async throws -> PaymentPicture.Refund {
        let refund: StripeRefund = try await post(
            "/v1/refunds",
            [
                ("payment_intent", order.intentID), ("amount", String(order.money.minor)),
                ("metadata[refund]", order.token),
            ], key: order.idempotencyKey)
        return refund.picture(in: order.money.currency)
    }

    // MARK: - Requests

    private func get<Answer: Decodable>(_ path: String, _ query: [(String, String)]) async throws -> Answer {
        let query = query.isEmpty ? "" : "?" + Self.form(query)
        return try await ask(HTTPCall(method: "GET", url: settings.apiURL + path + query, headers: headers))
    }

    private func post<Answer: Decodable>(
        _ path: String, _ fields: [(String, String)], key: String? = nil
    ) async throws -> Answer {
        var headers = headers
        headers.append(("Content-Type", "application/x-www-form-urlencoded"))
        if let key { headers.append(("Idempotency-Key", key)) }
        return try await ask(
            HTTPCall(
                method: "POST", url: settings.apiURL + path, headers: headers, body: Array(Self.form(fields).utf8)))
    }

    private var headers: [(name: String, value: String)] {
        [("Authorization", "Bearer \(settings.secretKey.value)"), ("Stripe-Version", Self.version)]
    }

    private func ask<Answer: Decodable>(_ call: HTTPCall) async throws -> Answer {
        let reply: HTTPReply
        do { reply = try await http.send(call) } catch let error as HTTPError {
            throw GatewayError.unreachable("\(error)")
        }
        guard (200..<300).contains(reply.status) else {
            throw StripeFailure.error(status: reply.status, body: reply.body)
        }
        do { return try JSONReader.decoded(Answer.self, from: reply.body) } catch {
            throw GatewayError.unreachable("an answer that cannot be read")
        }
    }

    /// `application/x-www-form-urlencoded`: every byte but letters, digits and `-._~` is escaped.
    static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\(segment($0.0))=\(segment($0.1))" }.joined(separator: "&")
    }

    private static func segment(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
