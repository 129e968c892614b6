import Cryptography
import Foundation

/// What tokens of a Jitsi server are signed with. It is never shown.
package struct TokenKey: Sendable, CustomStringConvertible, CustomReflectable {
    private enum Kind: Sendable {
        case secret(AuthenticationKey)
        case pair(RSAKey, id: String)
    }

    /// RFC 7518, 3.3: no RSA key is shorter.
    package static let leastBits = 2_048

    private let kind: Kind

    /// For HS256: the UTF-8 bytes of the secret are the key itself, as on the Jitsi server.
    package init(secret: String) { kind = .secret(AuthenticationKey(secret)) }

    /// For RS256: an RSA private key in PEM form, PKCS#8 or PKCS#1; `id` is the `kid` of tokens. Throws a `JitsiError`
    /// for one of another kind, behind a password, or too weak.
    package init(pem: String, id: String) throws {
        guard let key = RSAKey(pem: pem) else {
            throw JitsiError(
                "The file holds no RSA private key in PEM form without a password of \(Self.leastBits) bits or more.")
        }
        guard key.bits >= Self.leastBits else {
            throw JitsiError("The file's RSA key is too weak: \(Self.leastBits) bits or more are needed.")
        }
        kind = .pair(key, id: id)
    }

    /// The token's `kid`; nil for HS256.
    package var id: String? {
        if case .pair(_, let id) = kind { return id }
        return nil
    }

    /// RFC 7518, 3.1.
    var algorithm: String {
        switch kind {
        case .secret: "HS256"
        case .pair: "RS256"
        }
    }

    func signature(of signed: String) -> [UInt8] {
        switch kind {
        case .secret(let key): key.code(of: signed)
        // RFC 7518, 3.3: RSASSA-PKCS1-v1_5 with SHA-256.
        case .pair(let key, _): key.signature(of: Array(signed.utf8))
        }
    }

    /// The public half as a JSON Web Key Set (RFC 7517, 5); nil for HS256, which has none.
    package func publicKeys() throws -> String? {
        guard case .pair(let key, let id) = kind else { return nil }
        let jwk = [
            "kty": "RSA", "use": "sig", "alg": algorithm, "kid": id, "n": Base64URL.text(key.modulus),
            "e": Base64URL.text(key.exponent),
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(["keys": [jwk]]), as: UTF8.self)
    }

    package var description: String { "(key)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
