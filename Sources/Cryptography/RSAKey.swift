import CCrypto

/// An RSA private key, for signatures by RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2). It is never shown.
package struct RSAKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// Frees the key with its last owner. libcrypto locks what signing changes in it.
    private final class Owner: @unchecked Sendable {
        let key: OpaquePointer

        init(_ key: OpaquePointer) { self.key = key }

        deinit { EVP_PKEY_free(key) }
    }

    private let owner: Owner

    /// A private key in PEM form, PKCS#8 or PKCS#1; nil for another kind, one behind a password, or no key at all.
    package init?(pem: String) {
        let key = Array(pem.utf8).withUnsafeBytes { bytes in
            let source = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count))
            defer { BIO_free(source) }
            // Without a function of its own libcrypto asks the terminal for a password.
            return PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in -1 }, nil)
        }
        guard let key else {
            ERR_clear_error()
            return nil
        }
        owner = Owner(key)
        guard EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA else { return nil }
    }

    package var bits: Int { Int(EVP_PKEY_get_bits(owner.key)) }

    /// As long as the key.
    package func signature(of message: [UInt8]) -> [UInt8] {
        let context = LibCrypto.fetched(EVP_MD_CTX_new())
        defer { EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(owner.key)))
        var written = signature.count
        LibCrypto.expect(EVP_DigestSignInit(context, nil, LibCrypto.sha256, nil, owner.key))
        LibCrypto.expect(EVP_DigestSign(context, &signature, &written, message, message.count))
        return Array(signature.prefix(written))
    }

    /// The numbers of the public half, highest byte first, without zeros before.
    package var modulus: [UInt8] { number("n") }
    package var exponent: [UInt8] { number("e") }

    private func number(_ name: String) -> [UInt8] {
        var number: OpaquePointer?
        LibCrypto.expect(EVP_PKEY_get_bn_param(owner.key, name, &number))
        defer { BN_free(number) }
        var bytes = [UInt8](repeating: 0, count: Int(BN_num_bits(number) + 7) / 8)
        BN_bn2bin(number, &bytes)
        return bytes
    }

    package var description: String { "(key)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
