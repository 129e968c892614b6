import CCrypto

/// What is fetched of libcrypto once, because it takes longer to find than to use. None of it is ever changed.
enum LibCrypto {
    nonisolated(unsafe) static let sha1 = fetched(EVP_MD_fetch(nil, "SHA1", nil))
    nonisolated(unsafe) static let sha256 = fetched(EVP_MD_fetch(nil, "SHA256", nil))
    nonisolated(unsafe) static let sha512 = fetched(EVP_MD_fetch(nil, "SHA512", nil))
    nonisolated(unsafe) static let aes256GCM = fetched(EVP_CIPHER_fetch(nil, "AES-256-GCM", nil))

    /// What libcrypto makes or finds, always: it is nil only where memory is short, or the library has been built
    /// without what every OpenSSL has.
    static func fetched(_ pointer: OpaquePointer?) -> OpaquePointer {
        guard let pointer else { preconditionFailure("libcrypto lacks memory, or a function that every OpenSSL has") }
        return pointer
    }

    /// The result of a call that fails only where memory is short.
    static func expect(_ result: Int32) { precondition(result == 1, "libcrypto refused what it always does") }
}
