import CCrypto

/// Keys that follow from one secret, one for each purpose: HKDF (RFC 5869) with SHA-256, without a salt.
package enum DerivedKey {
    /// 32 bytes; knowing them tells neither the secret nor another purpose's key.
    package static func of(_ secret: String, for purpose: String) -> [UInt8] {
        bytes(of: Array(secret.utf8), salt: [], info: Array(purpose.utf8), count: 32)
    }

    package static func bytes(of secret: [UInt8], salt: [UInt8], info: [UInt8], count: Int) -> [UInt8] {
        let context = LibCrypto.fetched(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nil))
        defer { EVP_PKEY_CTX_free(context) }
        var (key, written) = ([UInt8](repeating: 0, count: count), count)
        LibCrypto.expect(EVP_PKEY_derive_init(context))
        LibCrypto.expect(EVP_PKEY_CTX_set_hkdf_md(context, LibCrypto.sha256))
        // RFC 5869, 2.2: without a salt it is zeros, which HMAC makes of an empty one too.
        if !salt.isEmpty { LibCrypto.expect(EVP_PKEY_CTX_set1_hkdf_salt(context, salt, Int32(salt.count))) }
        LibCrypto.expect(EVP_PKEY_CTX_set1_hkdf_key(context, secret, Int32(secret.count)))
        LibCrypto.expect(EVP_PKEY_CTX_add1_hkdf_info(context, info, Int32(info.count)))
        LibCrypto.expect(EVP_PKEY_derive(context, &key, &written))
        return key
    }
}
