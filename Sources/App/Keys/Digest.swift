import Cryptography

/// Hashes as they are written.
enum Digest {
    /// SHA-256 of a text, in hexadecimal.
    static func hex(_ text: String) -> String {
        hex(HashFunction.sha256.hash(Array(text.utf8)))
    }

    /// SHA-256 of bytes, in hexadecimal.
    static func hash(of bytes: [UInt8]) -> String { hex(HashFunction.sha256.hash(bytes)) }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether two texts are the same, in constant time, so that the answer's delay tells nothing of a secret one.
    static func isSame(_ left: String, _ right: String) -> Bool {
        Array(left.utf8).isSame(as: Array(right.utf8))
    }
}
