import Synchronization

/// A Swift source, told apart: what is code, and what stands in string literals. Comments are dropped.
struct SwiftText {
    struct Literal {
        let line: Int
        /// A piece between interpolations, as it is written in the source.
        let text: String
    }

    /// The code, with every comment and the inside of every literal blanked; lines and columns are kept.
    private(set) var code: [UInt8] = []
    private(set) var literals: [Literal] = []

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    /// What was read before: a score of tests ask for the same sources.
    private static let known = Mutex<[String: SwiftText]>([:])

    init(_ text: String) {
        if let known = Self.known.withLock({ $0[text] }) {
            self = known
            return
        }
        bytes = Array(text.utf8)
        code.reserveCapacity(bytes.count)
        readCode(insideParentheses: false)
        let read = self
        Self.known.withLock { $0[text] = read }
    }

    /// The code line by line.
    var codeLines: [String] {
        code.split(separator: newline, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }

    private mutating func readCode(insideParentheses: Bool) {
        var depth = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "/"): if readSlash() { continue }
            case UInt8(ascii: "#"), UInt8(ascii: "\""):
                if let hashes = hashesBeforeLiteral() {
                    readLiteral(hashes: hashes)
                    continue
                }
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            keep(1)
            if insideParentheses && depth == 0 { return }
        }
    }

    /// Reads the comment or the regular expression that begins here; false where the slash only divides.
    private mutating func readSlash() -> Bool {
        if starts(with: "//") {
            skipLineComment()
        } else if starts(with: "/*") {
            skipBlockComment()
        } else if let end = endOfRegex() {
            keep(1)
            blank(end - position - 1)
            keep(1)
        } else {
            return false
        }
        return true
    }

    private mutating func skipLineComment() {
        while position < bytes.count, bytes[position] != newline { blank(1) }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                blank(2)
            } else if starts(with: "*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < bytes.count
    }

    /// How many # stand before the quote that begins here; nothing where no literal begins.
    private func hashesBeforeLiteral() -> Int? {
        let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
        let quote = position + hashes
        return quote < bytes.count && bytes[quote] == UInt8(ascii: "\"") ? hashes : nil
    }

    /// Where the regular expression that begins here ends, on this line; nothing where the slash only divides.
    private func endOfRegex() -> Int? {
        guard bytes[position] == UInt8(ascii: "/"), position + 1 < bytes.count, bytes[position + 1] > 0x20,
            let before = code.last(where: { $0 > 0x20 || $0 == newline }), "\n(=,:[{!&|?".utf8.contains(before)
        else { return nil }
        var end = position + 1
        while end < bytes.count, bytes[end] != newline {
            if bytes[end] == UInt8(ascii: "/") { return end + 1 }
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    private mutating func readLiteral(hashes: Int) {
        let pounds = String(repeating: "#", count: hashes)
        keep(hashes)
        let quotes = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        keep(quotes.utf8.count)
        var start = position
        while position < bytes.count, !starts(with: quotes + pounds) {
            if starts(with: "\\" + pounds + "(") {
                add(from: start)
                blank(1 + hashes)
                readCode(insideParentheses: true)
                start = position
            } else {
                blank(starts(with: "\\" + pounds) ? min(2 + hashes, bytes.count - position) : 1)
            }
        }
        add(from: start)
        keep(min(quotes.utf8.count + hashes, bytes.count - position))
    }

    /// Notes the piece of a literal that ends here, line by line.
    private mutating func add(from start: Int) {
        let pieces = bytes[start..<position].split(separator: newline, omittingEmptySubsequences: false)
        for (number, piece) in pieces.enumerated() where !piece.isEmpty {
            let text = String(decoding: piece, as: UTF8.self)
            literals.append(Literal(line: line - pieces.count + 1 + number, text: text))
        }
    }

    private func starts(with text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private mutating func keep(_ count: Int) {
        for byte in bytes[position..<(position + count)] {
            code.append(byte)
            if byte == newline { line += 1 }
        }
        position += count
    }

    private mutating func blank(_ count: Int) {
        for byte in bytes[position..<min(position + count, bytes.count)] {
            code.append(byte == newline ? newline : UInt8(ascii: " "))
            if byte == newline { line += 1 }
            position += 1
        }
    }

    private var newline: UInt8 { UInt8(ascii: "\n") }
}
