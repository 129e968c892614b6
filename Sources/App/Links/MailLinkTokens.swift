import Crypto
import Domain
import Foundation

/// The tokens in links that are sent by mail: derived when the mail is rendered, so that nothing secret is stored.
///
/// Form: `user.expires.mac`; the code covers the purpose and what makes the link good for once only (the password's
/// generation, or the e-mail address that is being proved).
struct MailLinkTokens: Sendable {
    enum Purpose: Sendable {
        case verifyEmail, resetPassword
        /// Proves an address that is to become the account's.
        case changeEmail(to: String)

        var lifeSeconds: Int {
            switch self {
            case .resetPassword: 3_600
            case .verifyEmail, .changeEmail: 3 * 86_400
            }
        }

        fileprivate var name: String {
            switch self {
            case .verifyEmail: "verify_email"
            case .resetPassword: "reset_password"
            case .changeEmail: "change_email"
            }
        }

        /// What makes the link good for once only.
        fileprivate func once(_ user: User) -> String {
            switch self {
            case .verifyEmail: user.email
            // Whoever reads the mails of an address that was given up must not get in by it.
            case .resetPassword: "\(user.passwordGeneration)\n\(user.email)"
            case .changeEmail(let address): "\(user.email)\n\(address)"
            }
        }
    }

    private static let mostBytes = 200

    let keys: Keys

    func make(_ purpose: Purpose, for user: User, now: Date) -> String {
        let expires = Int(now.timeIntervalSince1970) + purpose.lifeSeconds
        let code = Self.code(purpose, user, expires: expires, key: keys.present)
        return "\(user.id).\(expires).\(Digest.base64url(code))"
    }

    /// The id of the user whom a token claims to be for; throws `link_expired` for a token of another form.
    func claimedUser(_ token: String) throws -> UserID {
        guard token.utf8.count <= Self.mostBytes else { throw Problem(.linkExpired) }
        let parts = token.split(separator: ".")
        guard parts.count == 3, let id = UserID(parts[0]) else { throw Problem(.linkExpired) }
        return id
    }

    /// False for a token that is forged, too old or was used.
    func isGood(_ token: String, _ purpose: Purpose, for user: User, now: Date) -> Bool {
        let parts = token.split(separator: ".")
        // One that a clock made which was ahead would be good for as long as the clock was wrong.
        let latest = now.timeIntervalSince1970 + Double(purpose.lifeSeconds) + ClockSkew.mostSeconds
        guard parts.count == 3, let expires = Int(parts[1]), now.timeIntervalSince1970 < Double(expires),
            Double(expires) <= latest
        else { return false }
        return keys.all.contains { key in
            let code = Self.code(purpose, user, expires: expires, key: key)
            return Digest.isSame(Digest.base64url(code), String(parts[2]))
        }
    }

    private static func code(_ purpose: Purpose, _ user: User, expires: Int, key: Keys.Key) -> HMAC<SHA256>.MAC {
        let text = "\(purpose.name)\n\(user.id)\n\(expires)\n\(purpose.once(user))"
        return HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key.derived(for: "links in mails"))
    }
}
