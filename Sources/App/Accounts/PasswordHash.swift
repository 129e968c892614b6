import CArgon2
import Foundation

/// Makes hashes by Argon2id, in the encoded form of the reference library: each says what it cost.
package struct PasswordHash: Sendable {
    private static let lanes: UInt32 = 1
    private static let hashBytes = 32

    let memoryKiB: UInt32
    let passes: UInt32

    /// OWASP's minimum: 19 MiB, two passes, one lane. Takes about 30 ms: call it through `HashingPool`.
    package static let safe = PasswordHash(memoryKiB: 19_456, passes: 2)
    /// The least that Argon2 takes, which protects nobody: for tests, whose people have no secrets.
    package static let unsafe = PasswordHash(memoryKiB: 8, passes: 1)

    /// Hash of a password nobody has, so that a login for an unknown e-mail address takes as long as any other.
    package var ofNobody: String {
        "$argon2id$v=19$m=\(memoryKiB),t=\(passes),p=\(Self.lanes)$aW5mb3JtYXQtbm9ib2R5IQ"
            + "$ogxFGbJ2D6lRIKshL+iKxCLpFPyy49GPgzUEwPZJlFI"
    }

    package func make(_ password: String, salt: [UInt8]) -> String {
        let length = argon2_encodedlen(
            passes, memoryKiB, Self.lanes, UInt32(salt.count), UInt32(Self.hashBytes), Argon2_id)
        var encoded = [CChar](repeating: 0, count: length)
        let bytes = Array(password.utf8)
        let status = argon2id_hash_encoded(
            passes, memoryKiB, Self.lanes, bytes, bytes.count, salt, salt.count, Self.hashBytes, &encoded, length)
        precondition(status == ARGON2_OK.rawValue, "Argon2 failed: \(String(cString: argon2_error_message(status)))")
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whatever the hash cost.
    static func verifies(_ hash: String, _ password: String) -> Bool {
        let bytes = Array(password.utf8)
        return argon2id_verify(hash, bytes, bytes.count) == ARGON2_OK.rawValue
    }
}
