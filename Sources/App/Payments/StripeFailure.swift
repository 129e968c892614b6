import Foundation
import Wire

/// An error as Stripe words it (https://docs.stripe.com/api/errors).
enum StripeFailure {
    private struct Body: Decodable {
        struct Detail: Decodable {
            let type: String?
            let code: String?
            let message: String?
        }

        let error: Detail
    }

    /// What an answer outside 2xx means for whoever asked.
    static func error(_ reply: HTTPReply) -> GatewayError {
        let detail = try? JSONDecoder().decode(Body.self, from: Data(reply.body)).error  // try? is fine: see status
        let code = detail?.code ?? detail?.type ?? "\(reply.status)"
        // 409 is also the word for a key that is in use: the same request is being worked on.
        if reply.status == 409 || reply.status == 429 || reply.status >= 500 { return .busy("\(reply.status) \(code)") }
        return .refused(code: code, message: withoutSecrets(detail?.message ?? "status \(reply.status)"))
    }

    /// Stripe repeats a wrong key in part, and the name of a secret in whole.
    private static func withoutSecrets(_ message: String) -> String {
        String(message.prefix(300)).replacing(/(?:[sr]k|whsec|pi_\w+_secret)_[\w*]+/, with: "(secret)")
    }
}
