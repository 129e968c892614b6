import CArgon2
import Foundation

/// Argon2id with OWASP's minimum cost (19 MiB, two passes, one lane), in the encoded form of the reference library.
package enum PasswordHash {
    private static let memoryKiB: UInt32 = 19_456
    private static let passes: UInt32 = 2
    private static let lanes: UInt32 = 1
    private static let hashBytes = 32

    /// Hash of a password nobody has, so that a login for an unknown e-mail address takes as long as any other.
    static let ofNobody =
        "$argon2id$v=19$m=19456,t=2,p=1$aW5mb3JtYXQtbm9ib2R5IQ$ogxFGbJ2D6lRIKshL+iKxCLpFPyy49GPgzUEwPZJlFI"

    /// Takes about 30 ms: call it through `HashingPool`.
    package static func make(_ password: String, salt: [UInt8]) -> String {
        let length = argon2_encodedlen(
            passes, memoryKiB, lanes, UInt32(salt.count), UInt32(hashBytes), Argon2_id)
        var encoded = [CChar](repeating: 0, count: length)
        let bytes = Array(password.utf8)
        let status = argon2id_hash_encoded(
            passes, memoryKiB, lanes, bytes, bytes.count, salt, salt.count, hashBytes, &encoded, length)
        precondition(status == ARGON2_OK.rawValue, "Argon2 failed: \(String(cString: argon2_error_message(status)))")
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func verifies(_ hash: String, _ password: String) -> Bool {
        let bytes = Array(password.utf8)
        return argon2id_verify(hash, bytes, bytes.count) == ARGON2_OK.rawValue
    }
}
