import Foundation

/// An error as Stripe words it (https://docs.stripe.com/api/errors).
package enum StripeFailure {
    private struct Body: Decodable {
        struct Detail: Decodable {
            let type: String?
            let code: String?
            let message: String?
        }

        let error: Detail
    }

    /// What an answer outside 2xx means for whoever asked.
    package static func error(status: Int, body: [UInt8]) -> GatewayError {
        let detail = try? JSONDecoder().decode(Body.self, from: Data(body)).error  // try? is fine: the status is there
        let code = detail?.code ?? detail?.type ?? "\(status)"
        // 409 is also the word for a key that is in use: the same request is being worked on.
        if status == 409 || status == 429 || status >= 500 { return .busy("\(status) \(code)") }
        let message = withoutSecrets(detail?.message ?? "status \(status)")
        if status == 401 || status == 403 { return .keyRefused(message) }
        return .refused(code: code, message: message)
    }

    /// Stripe repeats a wrong key in part, and the name of a secret in whole.
    private static func withoutSecrets(_ message: String) -> String {
        String(message.prefix(300)).replacing(/(?:[sr]k|whsec|pi_\w+_secret)_[\w*]+/, with: "(secret)")
    }
}
