/// How the bodies of a mail are written: UTF-8 as lines of at most 76 ASCII characters (RFC 2045, section 6). Line ends
/// of every kind (CRLF, CR and LF) become CRLF before (RFC 2046, section 4.1.1).
enum BodyText {
    private static let lineLimit = 76
    /// Bytes in a full line of base64.
    private static let lineBytes = lineLimit / 4 * 3

    static func base64(_ text: String) -> [UInt8] {
        let bytes = withCRLF(text)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count * 3 / 2)
        var start = 0
        while start < bytes.count {
            let end = min(start + lineBytes, bytes.count)
            if start > 0 { encoded += [13, 10] }
            for index in stride(from: start, to: end, by: 3) {
                append(bytes[index..<min(index + 3, end)], to: &encoded)
            }
            start = end
        }
        return encoded
    }

    /// Three bytes as four letters; what is missing of them is written as `=`.
    private static func append(_ bytes: ArraySlice<UInt8>, to encoded: inout [UInt8]) {
        var group = 0
        for byte in bytes { group = group << 8 | Int(byte) }
        group <<= 8 * (3 - bytes.count)
        for place in 0..<4 {
            encoded.append(place <= bytes.count ? alphabet[group >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
        }
    }

    private static func withCRLF(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + text.utf8.count / 16)
        // Line by line, because a line is copied at once.
        var rest = text.utf8[...]
        while let end = rest.firstIndex(where: { $0 == 13 || $0 == 10 }) {
            bytes += rest[..<end]
            bytes += lineEnd
            let isPair = rest[end] == 13 && rest[rest.index(after: end)...].first == 10
            rest = rest[rest.index(end, offsetBy: isPair ? 2 : 1)...]
        }
        return bytes + rest
    }

    private static let lineEnd: [UInt8] = [13, 10]

    static func quotedPrintable(_ text: String) -> [UInt8] {
        let bytes = withCRLF(text)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count + bytes.count / 4)
        var column = 0
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == 13 || byte == 10 {
                encoded.append(byte)
                column = 0
                continue
            }
            let isLast = index + 1 == bytes.count || bytes[index + 1] == 13
            let isPlain = isPlain(byte, isLast: isLast)
            let width = isPlain ? 1 : 3
            // One column stays free for the "=" of a soft line break, except at the end of the line.
            if column + width > (isLast ? lineLimit : lineLimit - 1) {
                encoded += [UInt8(ascii: "="), 13, 10]
                column = 0
            }
            if isPlain {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "="), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
            column += width
        }
        return encoded
    }

    private static func isPlain(_ byte: UInt8, isLast: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "="): false
        case 33...126: true
        // A blank at the end of a line would be lost on the way.
        case 9, 32: !isLast
        default: false
        }
    }

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
