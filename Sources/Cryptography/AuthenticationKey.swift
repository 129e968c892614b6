import CCrypto

/// A key for message authentication codes: HMAC (RFC 2104), by default with SHA-256. It is never shown.
package struct AuthenticationKey: Sendable, CustomStringConvertible, CustomReflectable {
    private let function: HashFunction
    /// The key with either of the two constants: what is hashed before the message, and before its hash.
    private let inner, outer: [UInt8]

    package init(_ key: [UInt8], _ function: HashFunction = .sha256) {
        self.function = function
        // RFC 2104, 2: of a key that is too long its hash is taken, and zeros fill a short one.
        let short = key.count > function.blockBytes ? function.hash(key) : key
        let whole = short + [UInt8](repeating: 0, count: function.blockBytes - short.count)
        inner = whole.map { $0 ^ 0x36 }
        outer = whole.map { $0 ^ 0x5c }
    }

    /// The UTF-8 bytes of a secret are the key itself.
    package init(_ secret: String) { self.init(Array(secret.utf8)) }

    package func code(of message: [UInt8]) -> [UInt8] { hash(outer, hash(inner, message)) }

    /// Of the text's UTF-8 bytes.
    package func code(of text: String) -> [UInt8] { code(of: Array(text.utf8)) }

    /// In constant time.
    package func isCode(_ code: [UInt8], of message: [UInt8]) -> Bool { self.code(of: message).isSame(as: code) }

    package func isCode(_ code: [UInt8], of text: String) -> Bool { isCode(code, of: Array(text.utf8)) }

    private func hash(_ head: [UInt8], _ rest: [UInt8]) -> [UInt8] {
        let context = LibCrypto.fetched(EVP_MD_CTX_new())
        defer { EVP_MD_CTX_free(context) }
        var hash = [UInt8](repeating: 0, count: function.byteCount)
        LibCrypto.expect(EVP_DigestInit_ex2(context, function.algorithm, nil))
        LibCrypto.expect(EVP_DigestUpdate(context, head, head.count))
        LibCrypto.expect(EVP_DigestUpdate(context, rest, rest.count))
        LibCrypto.expect(EVP_DigestFinal_ex(context, &hash, nil))
        return hash
    }

    package var description: String { "(key)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension [UInt8] {
    /// Whether the bytes are the same, in constant time, so that an answer's delay tells nothing of a secret.
    package func isSame(as other: [UInt8]) -> Bool {
        count == other.count && CRYPTO_memcmp(self, other, count) == 0
    }
}
