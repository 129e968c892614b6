/// How the bodies of a mail are written: UTF-8 as lines of at most 76 ASCII characters (RFC 2045, section 6). Line ends
/// of every kind (CRLF, CR and LF) become CRLF before (RFC 2046, section 4.1.1).
enum BodyText {
    private static let lineLimit = 76
    /// Bytes in a full line of base64.
    private static let lineBytes = lineLimit / 4 * 3

    static func base64(_ text: String) -> [UInt8] {
        let (bytes, alphabet) = (withCRLF(text), Self.alphabet)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count * 3 / 2)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            if start > 0, start.isMultiple(of: lineBytes) { encoded += lineEnd }
            // Three bytes as four letters; what is missing of them is written as `=`.
            let left = bytes.count - start
            let (second, third) = (left > 1 ? bytes[start + 1] : 0, left > 2 ? bytes[start + 2] : 0)
            let group = Int(bytes[start]) << 16 | Int(second) << 8 | Int(third)
            encoded.append(alphabet[group >> 18])
            encoded.append(alphabet[group >> 12 & 63])
            encoded.append(left > 1 ? alphabet[group >> 6 & 63] : UInt8(ascii: "="))
            encoded.append(left > 2 ? alphabet[group & 63] : UInt8(ascii: "="))
        }
        return encoded
    }

    private static func withCRLF(_ text: String) -> [UInt8] {
        let plain = Array(text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(plain.count + plain.count / 16)
        // Line by line, because a line is copied at once.
        var rest = plain[...]
        while let end = rest.firstIndex(where: { $0 == 13 || $0 == 10 }) {
            bytes += rest[..<end]
            bytes += lineEnd
            let isPair = rest[end] == 13 && rest[(end + 1)...].first == 10
            rest = rest[(end + (isPair ? 2 : 1))...]
        }
        bytes += rest
        return bytes
    }

    private static let lineEnd: [UInt8] = [13, 10]

    static func quotedPrintable(_ text: String) -> [UInt8] {
        let bytes = withCRLF(text)
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count + bytes.count / 4)
        // What stands from `start` on goes as it is, and is copied at once.
        var (column, start) = (0, 0)
        for (index, byte) in bytes.enumerated() {
            if byte == 13 || byte == 10 {
                column = 0
                continue
            }
            let isLast = index + 1 == bytes.count || bytes[index + 1] == 13
            let isPlain = isPlain(byte, isLast: isLast)
            let width = isPlain ? 1 : 3
            // One column stays free for the "=" of a soft line break, except at the end of the line.
            if column + width > (isLast ? lineLimit : lineLimit - 1) {
                encoded += bytes[start..<index]
                encoded += softLineEnd
                (column, start) = (0, index)
            }
            if !isPlain {
                encoded += bytes[start..<index]
                encoded.append(UInt8(ascii: "="))
                encoded.append(hexadecimal[Int(byte >> 4)])
                encoded.append(hexadecimal[Int(byte & 15)])
                start = index + 1
            }
            column += width
        }
        encoded += bytes[start...]
        return encoded
    }

    private static let softLineEnd = Array("=\r\n".utf8)

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
