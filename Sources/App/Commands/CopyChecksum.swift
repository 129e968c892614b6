import Cryptography
import Storage

/// What tells whether two tables hold the same rows: how many there are, and a sum over their hashes, which is the same
/// in whatever order they come, because engines sort text differently.
package struct CopyChecksum: Equatable {
    package private(set) var rows = 0
    private var sum: UInt128 = 0
    /// Of the row whose columns are being added.
    private var bytes: [UInt8] = []

    package init() {}

    /// The first columns of a row, so many.
    package mutating func add(_ row: any Row, columns: Int) throws {
        for column in 0..<columns { add(try row.stored(column)) }
        endRow()
    }

    /// The next value of a row. No two rows have the same bytes: each value tells its kind, and a text its length.
    package mutating func add(_ value: StoredColumn) {
        switch value {
        case .null: bytes.append(0)
        case .int(let number):
            bytes.append(1)
            withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        case .text(let text):
            bytes.append(2)
            withUnsafeBytes(of: UInt64(text.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: text)
        }
    }

    package mutating func endRow() {
        rows += 1
        let hash = HashFunction.sha256.hash(bytes)
        sum &+= hash.withUnsafeBytes { UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self)) }
        bytes.removeAll(keepingCapacity: true)
    }

    /// The whole sum in hexadecimal.
    package var hex: String {
        let digits = String(sum, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
