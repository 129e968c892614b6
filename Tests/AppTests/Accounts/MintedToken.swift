import Crypto
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
        let key = SymmetricKey(data: Data(secret.utf8))
        return unsigned + "." + Self.text(HMAC<SHA256>.authenticationCode(for: Data(unsigned.utf8), using: key))
    }

    /// As HS512, with the key that is meant for HS256.
    func signedLonger(_ secret: String) -> String {
        let key = SymmetricKey(data: Data(secret.utf8))
        return unsigned + "." + Self.text(HMAC<SHA512>.authenticationCode(for: Data(unsigned.utf8), using: key))
    }

    static func encoded(_ object: [String: any Sendable]) -> String {
        let data = try! JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return text(data)
    }

    private static func text(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func object(_ part: String) throws -> [String: any Sendable] {
        let standard = part.replacing("-", with: "+").replacing("_", with: "/")
        let padded = standard + String(repeating: "=", count: (4 - standard.count % 4) % 4)
        let object = try JSONSerialization.jsonObject(with: Data(base64Encoded: padded)!) as! [String: Any]
        return object.mapValues { value in
            if let text = value as? String { return text }
            return value as! Int
        }
    }
}
