import Crypto
import Foundation
import Storage

/// What tells whether two tables hold the same rows: how many there are, and a sum over their hashes, which is the same
/// in whatever order they come, because engines sort text differently.
package struct CopyChecksum: Equatable {
    package private(set) var rows = 0
    private var sum: UInt128 = 0

    package init() {}

    package mutating func add(_ row: [Value]) {
        rows += 1
        let hash = SHA256.hash(data: Self.bytes(of: row))
        sum &+= hash.prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
    }

    /// The whole sum in hexadecimal.
    package var hex: String {
        let digits = String(sum, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }

    /// No two rows have the same bytes: each value tells its kind, and a text its length.
    private static func bytes(of row: [Value]) -> [UInt8] {
        var bytes: [UInt8] = []
        for value in row {
            switch value {
            case .null: bytes.append(0)
            case .int(let number):
                bytes.append(1)
                withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
            case .text(let text):
                bytes.append(2)
                withUnsafeBytes(of: UInt64(text.utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
                bytes.append(contentsOf: text.utf8)
            }
        }
        return bytes
    }
}
