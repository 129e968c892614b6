/// Texts of JSON (RFC 8259, section 7).
extension JSONReader {
    /// The bytes of the text that begins here, its escapes resolved. Where there are none they are those of the body.
    mutating func unescaped() throws -> ArraySlice<UInt8> {
        place += 1
        let start = place
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            guard byte >= 0x20 else { throw Self.malformed }
            place += 1
        }
        if next == UInt8(ascii: "\"") {
            defer { place += 1 }
            return bytes[start..<place]
        }
        var text: [UInt8] = []
        text.reserveCapacity(place - start + 16)
        text.append(contentsOf: bytes[start..<place])
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw Self.malformed }
            place += 1
            if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
        }
        guard next == UInt8(ascii: "\"") else { throw Self.malformed }
        place += 1
        return text[...]
    }

    /// What stands behind a backslash.
    private mutating func escape(into text: inout [UInt8]) throws {
        guard let sign = next else { throw Self.malformed }
        place += 1
        switch sign {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(sign)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: try scalar().utf8)
        default: throw Self.malformed
        }
    }

    /// A scalar written as `\uXXXX`, or as a pair of those.
    private mutating func scalar() throws -> Unicode.Scalar {
        let unit = try unit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, next == UInt8(ascii: "\\") else { throw Self.malformed }
        place += 1
        guard next == UInt8(ascii: "u") else { throw Self.malformed }
        place += 1
        let second = try self.unit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        else { throw Self.malformed }
        return scalar
    }

    /// Four hexadecimal digits.
    private mutating func unit() throws -> UInt16 {
        guard place + 4 <= bytes.count else { throw Self.malformed }
        var unit: UInt16 = 0
        for byte in bytes[place..<(place + 4)] {
            guard let digit = byte.hexadecimalDigit else { throw Self.malformed }
            unit = unit << 4 | UInt16(digit)
        }
        place += 4
        return unit
    }
}
