import Cryptography
import Foundation

/// Links as they were made before links had a key of their own: of the secret of tokens.
struct OldLink {
    let secret: String

    /// To the page that proves an address, made at this moment.
    func verifyEmail(_ user: Int64, _ email: String, at now: Date) -> String {
        let end = Int(now.timeIntervalSince1970) + 3 * 86_400
        return "\(user).\(end).\(code("links in mails", "verify_email\n\(user)\n\(end)\n\(email)"))"
    }

    func receipt(_ booking: Int64, room: String) -> String {
        "/receipts/\(booking).\(code("links to receipts", "\(booking)\n\(room)"))"
    }

    private func code(_ purpose: String, _ text: String) -> String {
        Base64URL.text(AuthenticationKey(AuthenticationKey(secret).code(of: purpose)).code(of: text))
    }
}
