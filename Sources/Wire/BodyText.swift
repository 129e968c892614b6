import Foundation

/// How the bodies of a mail are written: UTF-8 as lines of at most 76 ASCII characters (RFC 2045, section 6).
enum BodyText {
    private static let lineLimit = 76

    static func base64(_ text: String) -> String {
        Data(lines(of: text).joined(separator: [13, 10])).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
    }

    static func quotedPrintable(_ text: String) -> String {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count + text.utf8.count / 4)
        for (number, line) in lines(of: text).enumerated() {
            if number > 0 { encoded += [13, 10] }
            append(line, to: &encoded)
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func append(_ line: ArraySlice<UInt8>, to encoded: inout [UInt8]) {
        var column = 0
        for index in line.indices {
            let isLast = index == line.endIndex - 1
            let piece = quoted(line[index], isLast: isLast)
            // One column stays free for the "=" of a soft line break, except at the end of the line.
            if column + piece.count > (isLast ? lineLimit : lineLimit - 1) {
                encoded += [UInt8(ascii: "="), 13, 10]
                column = 0
            }
            encoded += piece
            column += piece.count
        }
    }

    private static func quoted(_ byte: UInt8, isLast: Bool) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "="): break
        case 33...126: return [byte]
        // A blank at the end of a line would be lost on the way.
        case 9, 32: if !isLast { return [byte] }
        default: break
        }
        return [UInt8(ascii: "="), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
    }

    /// Splits at CRLF, CR and LF alike: a body has CRLF line ends before it is encoded (RFC 2046, section 4.1.1).
    private static func lines(of text: String) -> [ArraySlice<UInt8>] {
        let bytes = Array(text.utf8)
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == 10 || byte == 13 {
            if byte == 10, index > 0, bytes[index - 1] == 13 {
                start = index + 1
                continue
            }
            lines.append(bytes[start..<index])
            start = index + 1
        }
        lines.append(bytes[start...])
        return lines
    }

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)
}
