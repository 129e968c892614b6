import CCrypto

/// A key under which bytes are sealed, so that only who has it can read them, and nobody else can change them: AES-256
/// in Galois/Counter Mode (NIST SP 800-38D). It is never shown.
package struct SealingKey: Sendable, CustomStringConvertible, CustomReflectable {
    package static let keyBytes = 32
    package static let nonceBytes = 12
    static let tagBytes = 16

    private let key: [UInt8]

    /// A key of 32 bytes.
    package init(_ key: [UInt8]) {
        precondition(key.count == Self.keyBytes, "a key of AES-256 has 32 bytes")
        self.key = key
    }

    /// The nonce, the sealed bytes and the tag, in this order. A nonce of 12 bytes is never used again under the same
    /// key; the subject is not sealed, but has to be named again.
    package func seal(_ bytes: [UInt8], nonce: [UInt8], of subject: [UInt8]) -> [UInt8] {
        precondition(nonce.count == Self.nonceBytes, "a nonce has 12 bytes")
        return Self.withContext { context in
            var (sealed, rest) = ([UInt8](repeating: 0, count: bytes.count), [UInt8](repeating: 0, count: 16))
            var (tag, written) = ([UInt8](repeating: 0, count: Self.tagBytes), Int32(0))
            LibCrypto.expect(EVP_EncryptInit_ex2(context, LibCrypto.aes256GCM, key, nonce, nil))
            LibCrypto.expect(EVP_EncryptUpdate(context, nil, &written, subject, Int32(subject.count)))
            LibCrypto.expect(EVP_EncryptUpdate(context, &sealed, &written, bytes, Int32(bytes.count)))
            LibCrypto.expect(EVP_EncryptFinal_ex(context, &rest, &written))
            LibCrypto.expect(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag))
            return nonce + sealed + tag
        }
    }

    /// What was sealed; nil where it was changed, is another subject's, or was sealed under another key.
    package func open(_ sealed: [UInt8], of subject: [UInt8]) -> [UInt8]? {
        guard sealed.count >= Self.nonceBytes + Self.tagBytes else { return nil }
        let nonce = Array(sealed.prefix(Self.nonceBytes))
        let body = Array(sealed.dropFirst(Self.nonceBytes).dropLast(Self.tagBytes))
        return Self.withContext { context in
            var (bytes, rest) = ([UInt8](repeating: 0, count: body.count), [UInt8](repeating: 0, count: 16))
            var (tag, written) = (Array(sealed.suffix(Self.tagBytes)), Int32(0))
            LibCrypto.expect(EVP_DecryptInit_ex2(context, LibCrypto.aes256GCM, key, nonce, nil))
            LibCrypto.expect(EVP_DecryptUpdate(context, nil, &written, subject, Int32(subject.count)))
            LibCrypto.expect(EVP_DecryptUpdate(context, &bytes, &written, body, Int32(body.count)))
            LibCrypto.expect(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag))
            return EVP_DecryptFinal_ex(context, &rest, &written) == 1 ? bytes : nil
        }
    }

    private static func withContext<Value>(_ body: (OpaquePointer) -> Value) -> Value {
        let context = LibCrypto.fetched(EVP_CIPHER_CTX_new())
        defer { EVP_CIPHER_CTX_free(context) }
        return body(context)
    }

    package var description: String { "(key)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
