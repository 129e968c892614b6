import Cryptography
import Foundation

/// The tokens of the pages' forms, by which another site's form is told from ours (CSRF): a code over what only the
/// browser's cookie and the server know. Nothing is stored, and all end with the cookie.
package struct FormTokens: Sendable {
    /// To whom a form is shown, by the value of their cookie.
    enum Holder {
        case session(String)
        case visitor(String)

        fileprivate var text: String {
            switch self {
            case .session(let cookie): "session\n\(cookie)"
            case .visitor(let cookie): "visitor\n\(cookie)"
            }
        }
    }

    private static let mostBytes = 100

    /// The first makes, all verify.
    private let keys: [AuthenticationKey]

    init(keys: [AuthenticationKey]) {
        precondition(!keys.isEmpty, "form tokens need a key")
        self.keys = keys
    }

    func make(for holder: Holder) -> String {
        Data(keys[0].code(of: holder.text)).base64EncodedString()
    }

    /// In constant time.
    func isGood(_ token: String, for holder: Holder) -> Bool {
        guard token.utf8.count <= Self.mostBytes, let code = Data(base64Encoded: token) else { return false }
        return keys.contains { $0.isCode(Array(code), of: holder.text) }
    }
}
