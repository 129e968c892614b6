/// Rows in the binary form of COPY, which takes any text as it is and no number for a text: a count of columns, then of
/// each value its length, -1 for NULL, and its bytes (https://www.postgresql.org/docs/15/sql-copy.html).
struct CopyRows {
    /// Sent together: fewer would be more system calls, more would be more memory.
    private static let fullBytes = 1 << 16

    /// What stands before the rows and is not sent yet: the signature, no flags, no extension.
    private(set) var bytes: [UInt8] =
        Array("PGCOPY\n".utf8) + [0xff, 0x0d, 0x0a, 0x00] + [UInt8](repeating: 0, count: 8)

    var isFull: Bool { bytes.count >= Self.fullBytes }

    /// The first columns of a row, so many.
    mutating func add(_ row: any Row, columns: Int) throws {
        append(Int16(columns))
        for column in 0..<columns {
            switch try row.stored(column) {
            case .null: append(Int32(-1))
            case .int(let number):
                append(Int32(MemoryLayout<Int64>.size))
                append(number)
            case .text(let text):
                append(Int32(text.count))
                bytes.append(contentsOf: text)
            }
        }
    }

    /// What stands behind the last row.
    mutating func end() { append(Int16(-1)) }

    mutating func forgetSent() { bytes.removeAll(keepingCapacity: true) }

    private mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
