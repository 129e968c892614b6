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
        let detail = try? JSONReader.decoded(Body.self, from: body).error  // try? is fine: the status is there
        let code = (detail?.code ?? detail?.type).map { cleaned($0, longest: longestCode) } ?? "\(status)"
        // 409 is also the word for a key that is in use: the same request is being worked on.
        if status == 409 || status == 429 || status >= 500 { return .busy("\(status) \(code)") }
        let message = cleaned(detail?.message ?? "status \(status)", longest: longestMessage)
        if status == 401 || status == 403 { return .keyRefused(message) }
        return .refused(code: code, message: message)
    }

    /// In Unicode scalars: what people read in a mail and in the audit trail.
    private static let longestMessage = 300
    private static let longestCode = 100

    /// In one line, without what Stripe repeats of a request: a wrong key in part, the name of a secret in whole, and
    /// people's addresses, which the audit trail does not hold.
    private static func cleaned(_ text: String, longest: Int) -> String {
        let scalars = text.unicodeScalars.prefix(longest).map { $0.isLegible ? $0 : " " }
        let clean = String(String.UnicodeScalarView(scalars))
            .replacing(/[sr]k_(?:test|live)_[\w*]*|whsec_[\w*]*|\w+_secret_[\w*]*/, with: "(secret)")
            .replacing(/[^\s<>"'(]+@[^\s<>"')]*/, with: "(address)")
        // What stands in for others may be longer than they were.
        return String(clean.unicodeScalars.prefix(longest))
    }
}

extension Unicode.Scalar {
    /// Neither a control character nor one that only steers how text is laid out.
    fileprivate var isLegible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
        default: true
        }
    }
}
