import Cryptography
import Foundation

/// An access token taken apart, so that a test can change each part and sign it anew as whoever knows the secret.
struct MintedToken {
    struct NotThreeParts: Error {}

    var header: [String: any Sendable]
    var claims: [String: any Sendable]
    /// The signature that the token came with.
    let signature: String
    let payload: String

    init(_ token: String) throws {
        let parts = token.split(separator: ".").map(String.init)
        guard parts.count == 3 else { throw NotThreeParts() }
        header = try Self.object(parts[0])
        claims = try Self.object(parts[1])
        payload = parts[1]
        signature = parts[2]
    }

    var unsigned: String { Self.encoded(header) + "." + Self.encoded(claims) }

    func signed(_ secret: String) -> String {
        unsigned + "." + Base64URL.text(AuthenticationKey(secret).code(of: unsigned))
    }

    /// As HS512, with the key that is meant for HS256.
    func signedLonger(_ secret: String) -> String {
        unsigned + "." + Base64URL.text(AuthenticationKey(Array(secret.utf8), .sha512).code(of: unsigned))
    }

    static func encoded(_ object: [String: any Sendable]) -> String {
        let data = try! JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return Base64URL.text(data)
    }

    private static func object(_ part: String) throws -> [String: any Sendable] {
        let object = try JSONSerialization.jsonObject(with: Data(Base64URL.bytes(part[...])!)) as! [String: Any]
        return object.mapValues { value in
            if let text = value as? String { return text }
            return value as! Int
        }
    }
}
