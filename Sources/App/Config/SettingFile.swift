/// What stands in a file of settings: `NAME=value`, one a line, as people and their editors write it.
///
/// Read by bytes: to a reader of Characters the line end of Windows is one sign, and no line end. Its errors tell
/// lines, never what stands there: any part of a file may be a secret.
struct SettingFile {
    struct Entry: Equatable {
        let name: String
        let value: String
        /// Counted from 1.
        let line: Int
    }

    let entries: [Entry]

    /// Throws `SettingError` with the file's path where a line cannot be read.
    init(_ bytes: [UInt8], path: String) throws {
        guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]), !bytes.contains(0) else {
            throw SettingError(path, "It is no plain text in UTF-8. Please save it as UTF-8.")
        }
        entries = try Self.lines(bytes).enumerated().compactMap { index, line in
            do { return try Self.entry(line, number: index + 1) } catch let fault as Fault {
                throw SettingError(path, "Line \(index + 1) \(fault.rawValue)")
            }
        }
    }

    private enum Fault: String, Error {
        case form = "is not of the form NAME=value."
        case encoding = "is not UTF-8. Please save the file as UTF-8."
        case open = "has a quote that is never closed. Put the value into quotes of the other kind."
        case behind = "goes on behind its closing quote. Put the whole value into quotes."
    }

    /// A line ends by LF, by CR LF, or by CR alone.
    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == lineFeed || byte == carriageReturn {
            // The second of two that are one line end.
            if byte == lineFeed, index > 0, bytes[index - 1] == carriageReturn {
                start = index + 1
                continue
            }
            lines.append(bytes[start..<index])
            start = index + 1
        }
        return lines + [bytes[start...]]
    }

    private static func entry(_ line: ArraySlice<UInt8>, number: Int) throws -> Entry? {
        var rest = trimmed(line)
        guard let first = rest.first, first != hash else { return nil }
        if rest.starts(with: "export".utf8), rest.dropFirst(6).first.map(isBlank) == true {
            rest = trimmed(rest.dropFirst(6))
        }
        guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { throw Fault.form }
        let name = trimmed(rest[..<equals])
        guard isName(name) else { throw Fault.form }
        guard let value = String(validating: try value(rest[(equals + 1)...]), as: UTF8.self) else {
            throw Fault.encoding
        }
        return Entry(name: String(decoding: name, as: UTF8.self), value: value, line: number)
    }

    private static func value(_ written: ArraySlice<UInt8>) throws -> [UInt8] {
        let text = trimmed(written)
        guard let quote = SettingQuote.all.first(where: { text.starts(with: $0.opening) }) else {
            return Array(withoutComment(written))
        }
        guard let (value, rest) = quote.read(text.dropFirst(quote.opening.count)) else { throw Fault.open }
        guard let next = rest.first else { return value }
        guard isBlank(next) else { throw Fault.behind }
        // “"The Practice" <hello@example.com>” is a value of which a part is in quotes.
        return trimmed(rest).first == hash ? value : Array(withoutComment(written))
    }

    /// A # begins a comment where a blank stands before it; within a word it belongs to the word.
    private static func withoutComment(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let comment = text.indices.first { $0 > text.startIndex && text[$0] == hash && isBlank(text[$0 - 1]) }
        return trimmed(text[..<(comment ?? text.endIndex)])
    }

    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, !(48...57).contains(first) else { return false }
        return bytes.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
            default: false
            }
        }
    }

    /// Without blanks at both ends: the no-break space, which is pasted from web pages, and the mark that editors put
    /// before UTF-8 are some too.
    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while true {
            if let first = rest.first, isBlank(first) {
                rest = rest.dropFirst()
            } else if let last = rest.last, isBlank(last) {
                rest = rest.dropLast()
            } else if let sign = invisible.first(where: { rest.starts(with: $0) }) {
                rest = rest.dropFirst(sign.count)
            } else if let sign = invisible.first(where: { rest.suffix($0.count).elementsEqual($0) }) {
                rest = rest.dropLast(sign.count)
            } else {
                return rest
            }
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static let invisible: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xC2, 0xA0]]
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D
    private static let hash = UInt8(ascii: "#")
}

/// A pair of quotes around a value: those of a shell, and those that word processors make of them.
private struct SettingQuote {
    let opening: [UInt8]
    let closing: [[UInt8]]
    /// Signs that a backslash before them keeps from meaning anything.
    var escapable: [UInt8] = []

    static let all = [
        // Within double quotes, as in a shell.
        SettingQuote(opening: Array("\"".utf8), closing: [Array("\"".utf8)], escapable: Array("\"\\$`".utf8)),
        SettingQuote(opening: Array("'".utf8), closing: [Array("'".utf8)]),
        SettingQuote(opening: Array("“".utf8), closing: [Array("”".utf8)]),
        SettingQuote(opening: Array("„".utf8), closing: [Array("“".utf8), Array("”".utf8)]),
        SettingQuote(opening: Array("‘".utf8), closing: [Array("’".utf8)]),
    ]

    /// What stands before the closing quote, and what follows it; nil where it is never closed.
    func read(_ bytes: ArraySlice<UInt8>) -> (value: [UInt8], rest: ArraySlice<UInt8>)? {
        var value: [UInt8] = []
        var rest = bytes
        while let byte = rest.first {
            if let end = closing.first(where: { rest.starts(with: $0) }) { return (value, rest.dropFirst(end.count)) }
            rest = rest.dropFirst()
            if byte == UInt8(ascii: "\\"), let next = rest.first, escapable.contains(next) {
                value.append(next)
                rest = rest.dropFirst()
            } else {
                value.append(byte)
            }
        }
        return nil
    }
}
