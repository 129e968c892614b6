import Cryptography
import Domain
import Foundation
import Storage

/// Tokens by which a device that has signed in before is known again, so that wrong tries from elsewhere do not keep
/// its owner out. They open nothing by themselves: the password is still asked for.
///
/// Form: `user.device.expires.mac`. The code covers the password's generation too, so that all end with the password;
/// nothing is stored. The device is random, and what it tries is counted under it.
struct DeviceTokens: Sendable {
    /// As long as browsers keep a cookie at most.
    static let lifeSeconds = 400 * 86_400
    private static let mostBytes = 200
    private static let deviceBytes = 12

    let keys: Keys
    let random: @Sendable (Int) -> [UInt8]

    /// A token of the device, or of a new one.
    func make(for user: User, device: String?, now: Date) -> String {
        let device = device ?? Base64URL.text(random(Self.deviceBytes))
        let expires = Int(now.timeIntervalSince1970) + Self.lifeSeconds
        return "\(user.id).\(device).\(expires).\(Self.code(user, device, expires: expires, key: keys.present))"
    }

    /// The device that a token is of; nil for one that is forged, too old, another person's, or older than the
    /// password.
    func device(of token: String?, for user: User?, now: Date) -> String? {
        guard let token, let user, token.utf8.count <= Self.mostBytes else { return nil }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        // One that a clock made which was ahead would be good for as long as the clock was wrong.
        let latest = now.timeIntervalSince1970 + Double(Self.lifeSeconds) + ClockSkew.mostSeconds
        guard parts.count == 4, parts[0] == String(user.id), let expires = Int(parts[2]),
            now.timeIntervalSince1970 < Double(expires), Double(expires) <= latest
        else { return nil }
        let isOurs = keys.all.contains { key in
            Digest.isSame(Self.code(user, parts[1], expires: expires, key: key), parts[3])
        }
        return isOurs ? parts[1] : nil
    }

    private static func code(_ user: User, _ device: String, expires: Int, key: Keys.Key) -> String {
        let text = "\(user.id)\n\(device)\n\(expires)\n\(user.passwordGeneration)"
        return Base64URL.text(key.derived(for: "devices").code(of: text))
    }
}

extension Accounts {
    /// The device that a token is of, for whoever has an address now. A request without a token looks up nothing.
    func knownDevice(_ token: String?, of email: String, now: Date) async throws -> String? {
        guard let token else { return nil }
        let user = try await database.read { try $0.user(email: email) }
        return devices.device(of: token, for: user, now: now)
    }
}
