import Cryptography
import Domain
import Foundation

/// One-time codes of an authenticator app: RFC 6238 by HMAC-SHA-1, six digits, thirty seconds, as every app takes
/// them.
struct TOTP: Sendable {
    static let digits = 6
    static let stepSeconds = 30.0
    /// How many steps the clocks of server and phone may differ, either way (RFC 6238, 5.2).
    static let driftSteps: Int64 = 1
    /// RFC 4226, 4: 160 bits are what it recommends.
    static let secretBytes = 20

    let secret: [UInt8]

    /// The step of the clock that an instant lies in.
    static func step(at instant: Date) -> Int64 {
        Int64((instant.timeIntervalSince1970 / stepSeconds).rounded(.down))
    }

    /// The code of a step (RFC 4226, 5.3).
    func code(of step: Int64) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let code = AuthenticationKey(secret, .sha1).code(of: counter)
        let start = Int(code[code.count - 1] & 15)
        let number = code[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: Self.digits - text.count) + text
    }

    /// The step that a code is of: the present one, or a neighbour. Nil for a wrong code. In constant time.
    func step(of code: String, at instant: Date) -> Int64? {
        let present = Self.step(at: instant)
        return (present - Self.driftSteps...present + Self.driftSteps).reduce(nil) { found, step in
            Digest.isSame(self.code(of: step), code) ? step : found
        }
    }

    /// What an authenticator app reads, as a link or a QR code (the Key Uri Format of Google Authenticator): a colon
    /// divides the practice from the account, so that neither may have one.
    func uri(practice: String, account: String) -> String {
        let issuer = Self.encoded(practice.replacing(":", with: " "))
        let account = Self.encoded(account.replacing(":", with: " "))
        return "otpauth://totp/\(issuer):\(account)?secret=\(Base32.text(secret))&issuer=\(issuer)"
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "-._~".utf8.contains(byte)
            if isPlain { encoded.unicodeScalars.append(Unicode.Scalar(byte)) } else { encoded += percent(byte) }
        }
    }

    private static func percent(_ byte: UInt8) -> String {
        (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
    }
}
