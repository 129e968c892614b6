import App
import Foundation

/// Idempotency keys (https://docs.stripe.com/api/idempotent_requests).
extension FakeStripe {
    /// What was answered to a request with an idempotency key.
    struct Answer {
        let order: String
        let at: Date
        let result: Result<Made, GatewayError>
    }

    /// A payment, or a refund as it was made.
    enum Made {
        case intent(String)
        case refund(PaymentPicture.Refund)
    }

    /// Whether a call carries a key.
    static func hasKey(_ call: String) -> Bool { call == "create" || call == "refund" }

    static var refusal: GatewayError {
        .refused(code: "parameter_invalid", message: "The amount <b>is</b> no.")
    }

    static var keyReused: GatewayError {
        .refused(
            code: "idempotency_error", message: "Keys for idempotent requests can only be used with the same parameters"
        )
    }
}

extension FakeStripe.State {
    /// Answers a request once: another with its key hears the same again, as long as the key is remembered.
    mutating func once(
        _ key: String, _ order: String,
        _ work: (inout FakeStripe.State) throws(GatewayError) -> FakeStripe.Made
    ) throws -> FakeStripe.Made {
        let moment = now()
        if let known = answers[key], moment.timeIntervalSince(known.at) < 86_400 {
            guard known.order == order else { throw FakeStripe.keyReused }
            return try known.result.get()
        }
        let result: Result<FakeStripe.Made, GatewayError>
        if refuses {
            result = .failure(FakeStripe.refusal)
        } else {
            do { result = .success(try work(&self)) } catch { result = .failure(error) }
        }
        answers[key] = FakeStripe.Answer(order: order, at: moment, result: result)
        return try result.get()
    }
}
