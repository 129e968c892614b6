import Cryptography

/// Seals what is kept, or handed out and taken back, so that only servers with the same secret can read it: AES-256-GCM
/// under a key that HKDF (RFC 5869) derives from `JWT_SECRET`, one for each purpose.
struct Seal: Sendable {
    /// The longest sealed text that is looked at.
    private static let mostBytes = 4_000

    /// The present key first, each with the public name of its secret.
    private let keys: [(name: String, key: SealingKey)]
    private let random: @Sendable (Int) -> [UInt8]

    init(_ keys: Keys, for purpose: String, random: @escaping @Sendable (Int) -> [UInt8]) {
        self.keys = keys.all.map { ($0.id, SealingKey(DerivedKey.of($0.secret, for: "informat \(purpose)"))) }
        self.random = random
    }

    /// Under which name the key goes that seals now.
    var keyName: String { keys[0].name }

    /// Sealed under the present key, in base64 for URLs; opened again for the same subject only.
    func seal(_ bytes: [UInt8], of subject: String) -> String {
        Base64URL.text(
            keys[0].key.seal(bytes, nonce: random(SealingKey.nonceBytes), of: Array(subject.utf8)))
    }

    /// What was sealed; nil where it was changed, is another subject's, or its key is not known (any more).
    func open(_ text: String, of subject: String) -> [UInt8]? {
        guard text.utf8.count <= Self.mostBytes, let bytes = Base64URL.bytes(text[...]) else { return nil }
        return keys.lazy.compactMap { $0.key.open(bytes, of: Array(subject.utf8)) }.first
    }
}
