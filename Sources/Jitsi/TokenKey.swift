import Crypto
import CryptoExtras
import Foundation

/// What tokens of a Jitsi server are signed with. It is never shown.
package struct TokenKey: Sendable, CustomStringConvertible, CustomReflectable {
    private enum Kind: Sendable {
        case secret(SymmetricKey)
        case pair(_RSA.Signing.PrivateKey, id: String)
    }

    /// RFC 7518, 3.3: no RSA key is shorter.
    package static let leastBits = 2_048

    private let kind: Kind

    /// For HS256: the UTF-8 bytes of the secret are the key itself, as on the Jitsi server.
    package init(secret: String) { kind = .secret(SymmetricKey(data: Data(secret.utf8))) }

    /// For RS256: an RSA private key in PEM form, PKCS#8 or PKCS#1; `id` is the token's `kid`. Throws a `JitsiError` for
    /// one of another kind, behind a password, or too weak.
    package init(pem: String, id: String) throws {
        let key: _RSA.Signing.PrivateKey
        // By its own bound the plain one would not say which of the two is wrong.
        do { key = try _RSA.Signing.PrivateKey(unsafePEMRepresentation: pem) } catch {
            throw JitsiError(
                "The file holds no RSA private key in PEM form without a password of \(Self.leastBits) bits or more.")
        }
        guard key.keySizeInBits >= Self.leastBits else {
            throw JitsiError("The file's RSA key is too weak: \(Self.leastBits) bits or more are needed.")
        }
        kind = .pair(key, id: id)
    }

    /// The token's `kid`; nil for HS256.
    package var id: String? {
        if case .pair(_, let id) = kind { return id }
        return nil
    }

    package var description: String { "(key)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
