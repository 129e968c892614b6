import Crypto
import Foundation

/// Seals what is kept, or handed out and taken back, so that only servers with the same secret can read it: AES-256-GCM
/// under a key that HKDF (RFC 5869) derives from `JWT_SECRET`, one for each purpose.
struct Seal: Sendable {
    private static let nonceBytes = 12
    /// The longest sealed text that is looked at.
    private static let mostBytes = 1_000

    /// The present key first, each with the public name of its secret.
    private let keys: [(name: String, key: SymmetricKey)]
    private let random: @Sendable (Int) -> [UInt8]

    init(_ keys: Keys, for purpose: String, random: @escaping @Sendable (Int) -> [UInt8]) {
        self.keys = keys.all.map { key in
            let derived = HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: Data(key.secret.utf8)), info: Data("informat \(purpose)".utf8),
                outputByteCount: 32)
            return (key.id, derived)
        }
        self.random = random
    }

    /// Under which name the key goes that seals now.
    var keyName: String { keys[0].name }

    /// Sealed under the present key, in base64 for URLs; opened again for the same subject only.
    func seal(_ bytes: [UInt8], of subject: String) throws -> String {
        let nonce = try AES.GCM.Nonce(data: Data(random(Self.nonceBytes)))
        let box = try AES.GCM.seal(
            Data(bytes), using: keys[0].key, nonce: nonce, authenticating: Data(subject.utf8))
        return Digest.base64url(Array(nonce) + Array(box.ciphertext) + Array(box.tag))
    }

    /// What was sealed; nil where it was changed, is another subject's, or its key is not known (any more).
    func open(_ text: String, of subject: String) -> [UInt8]? {
        guard text.utf8.count <= Self.mostBytes, let bytes = Digest.bytes(base64url: text[...]) else { return nil }
        for (_, key) in keys {
            do {
                let box = try AES.GCM.SealedBox(combined: Data(bytes))
                return Array(try AES.GCM.open(box, using: key, authenticating: Data(subject.utf8)))
            } catch { continue }
        }
        return nil
    }
}
