import CCrypto

/// A key pair that was made for one test, in PEM form, by calls of its own: the product makes none.
package struct GeneratedKey: Sendable {
    package enum Kind: Sendable {
        case rsa(bits: Int32)
        /// On the curve P-256.
        case elliptic
    }

    struct Failed: Error {}

    /// PKCS#8.
    package let privatePEM: String
    /// The same behind a password.
    package let lockedPEM: String
    package let publicPEM: String

    package init(_ kind: Kind = .rsa(bits: 2_048)) throws {
        let context = EVP_PKEY_CTX_new_from_name(nil, kind.name, nil)
        defer { EVP_PKEY_CTX_free(context) }
        var made: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1, kind.choose(context) == 1, EVP_PKEY_generate(context, &made) == 1,
            let key = made
        else { throw Failed() }
        defer { EVP_PKEY_free(key) }
        privatePEM = try Self.text { PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) }
        lockedPEM = try Self.text { PEM_write_bio_PKCS8PrivateKey($0, key, EVP_aes_256_cbc(), "open", 4, nil, nil) }
        publicPEM = try Self.text { PEM_write_bio_PUBKEY($0, key) }
    }

    private static func text(_ write: (OpaquePointer?) -> Int32) throws -> String {
        let memory = BIO_new(BIO_s_mem())
        defer { BIO_free(memory) }
        var bytes = [UInt8](repeating: 0, count: 8_192)
        guard write(memory) == 1 else { throw Failed() }
        let count = BIO_read(memory, &bytes, Int32(bytes.count))
        guard count > 0 else { throw Failed() }
        return String(decoding: bytes.prefix(Int(count)), as: UTF8.self)
    }
}

extension GeneratedKey.Kind {
    fileprivate var name: String {
        switch self {
        case .rsa: "RSA"
        case .elliptic: "EC"
        }
    }

    fileprivate func choose(_ context: OpaquePointer?) -> Int32 {
        switch self {
        case .rsa(let bits): EVP_PKEY_CTX_set_rsa_keygen_bits(context, bits)
        case .elliptic: EVP_PKEY_CTX_set_group_name(context, "P-256")
        }
    }
}
