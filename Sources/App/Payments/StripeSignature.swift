import Cryptography
import Domain
import Foundation

/// The signature of an event (https://docs.stripe.com/webhooks/signature): `t=1700000000,v1=…,v1=…`, where each `v1` is
/// the HMAC-SHA256 of `t.body` in hexadecimal. There are several while a secret is being changed.
package enum StripeSignature {
    /// Seconds that an event may be old, so that a recorded one cannot be sent again later.
    package static let toleranceSeconds = 300.0
    private static let mostHeaderBytes = 4_096

    /// Throws `invalid_signature` unless one of the signatures is of this body and recent.
    package static func check(_ header: String?, body: [UInt8], secret: Secret, now: Date) throws {
        guard let header, header.utf8.count <= mostHeaderBytes, header.utf8.allSatisfy({ $0 < 128 }) else {
            throw Problem(.invalidSignature)
        }
        let parts = header.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
        func values(_ name: String) -> [String] {
            parts.filter { $0.count == 2 && $0[0] == name }.map { String($0[1]) }
        }
        guard let text = values("t").first, let time = Int64(text),
            now.timeIntervalSince1970 - Double(time) <= toleranceSeconds
        else { throw Problem(.invalidSignature) }
        let expected = code(time: text, body: body, secret: secret)
        // All of them are compared, so that the delay does not tell which one was right.
        let matches = values("v1").filter { Digest.isSame($0, expected) }
        guard !matches.isEmpty else { throw Problem(.invalidSignature) }
    }

    /// The hexadecimal code for a body at a time.
    package static func code(time: String, body: [UInt8], secret: Secret) -> String {
        Digest.hex(AuthenticationKey(secret.value).code(of: Array("\(time).".utf8) + body))
    }
}
