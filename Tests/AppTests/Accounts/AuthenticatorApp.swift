import Cryptography
import Foundation

/// The app on a person's phone, written anew from RFC 6238, so that the server is not measured by itself.
struct AuthenticatorApp {
    let secret: Data

    /// As a person types the secret.
    init(base32: String) {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        let bits = base32.map { letter -> String in
            let digits = String(letters.firstIndex(of: letter) ?? 0, radix: 2)
            return String(repeating: "0", count: 5 - digits.count) + digits
        }.joined()
        secret = Data(
            stride(from: 0, to: bits.count / 8 * 8, by: 8).compactMap { start in
                let from = bits.index(bits.startIndex, offsetBy: start)
                return UInt8(bits[from..<bits.index(from, offsetBy: 8)], radix: 2)
            })
    }

    init(secret: Data) { self.secret = secret }

    func code(at instant: Date) -> String { code(seconds: UInt64(instant.timeIntervalSince1970)) }

    func code(seconds: UInt64) -> String {
        let message = withUnsafeBytes(of: (seconds / 30).bigEndian) { Array($0) }
        let hash = AuthenticationKey(Array(secret), .sha1).code(of: message)
        let at = Int(hash[19] & 0xF)
        let number =
            (UInt32(hash[at]) & 0x7F) << 24 | UInt32(hash[at + 1]) << 16 | UInt32(hash[at + 2]) << 8
            | UInt32(hash[at + 3])
        return String(format: "%06d", number % 1_000_000)
    }
}

extension Practice {
    /// Sets a second factor for somebody who is signed in, and returns their app and their recovery codes.
    func setSecondFactor(of person: Asker) async throws -> (app: AuthenticatorApp, recovery: [String]) {
        let begun = try await person.post("/api/users/me/totp", ["current_password": Self.password])
        let app = AuthenticatorApp(base32: try begun.text("secret"))
        let set = try await person.post("/api/users/me/totp/confirm", ["code": app.code(at: clock.now)])
        let codes = try set.json().values["recovery_codes"] as? [String] ?? []
        // The code that was just used opens nothing any more.
        clock.move(seconds: 30)
        return (app, codes)
    }
}
