import CCrypto

/// A hash function of FIPS 180-4, as OpenSSL's libcrypto has it.
package enum HashFunction: Sendable, CaseIterable {
    /// For one-time codes alone, which RFC 6238 builds on it.
    case sha1
    case sha256
    case sha512

    /// The hash of the bytes: 20, 32 or 64 bytes.
    package func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: byteCount)
        LibCrypto.expect(EVP_Digest(bytes, bytes.count, &hash, nil, algorithm, nil))
        return hash
    }

    /// Bytes of a hash.
    package var byteCount: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha512: 64
        }
    }

    /// Bytes that are hashed at a time; a code's key is made as long.
    var blockBytes: Int { self == .sha512 ? 128 : 64 }

    var algorithm: OpaquePointer {
        switch self {
        case .sha1: LibCrypto.sha1
        case .sha256: LibCrypto.sha256
        case .sha512: LibCrypto.sha512
        }
    }
}
