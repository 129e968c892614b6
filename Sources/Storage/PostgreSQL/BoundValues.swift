import CLibpq

/// Values in the form in which they travel: binary, so that no text has to be read as a number, and text with its
/// length, so that a U+0000 inside is refused by the server and not cut off here.
struct BoundValues {
    /// int8 or text; 0, which lets the server find out, for NULL.
    let types: [Oid]
    private var bytes: [UInt8] = []
    private var starts: [Int?] = []
    private var lengths: [CInt] = []

    init(_ values: [Value]) {
        types = values.map { value in
            switch value {
            case .null: 0
            case .int: 20
            case .text: 25
            }
        }
        starts.reserveCapacity(values.count)
        for value in values {
            let start = bytes.count
            switch value {
            case .null: break
            case .int(let number): withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
            case .text(let text): bytes.append(contentsOf: text.utf8)
            }
            starts.append(value == .null ? nil : start)
            lengths.append(CInt(bytes.count - start))
        }
        // The address of no bytes may be none at all, which libpq would take for NULL.
        bytes.append(0)
    }

    /// Sends the statement that the server knows by this name, or the text itself. False where libpq cannot.
    func send(name: String?, text: String, on connection: OpaquePointer) -> Bool {
        let formats = [CInt](repeating: 1, count: types.count)
        return bytes.withUnsafeBytes { all in
            let values = starts.map { start in
                start.flatMap { all.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
            }
            let count = CInt(types.count)
            if let name { return PQsendQueryPrepared(connection, name, count, values, lengths, formats, 1) == 1 }
            return PQsendQueryParams(connection, text, count, types, values, lengths, formats, 1) == 1
        }
    }
}
