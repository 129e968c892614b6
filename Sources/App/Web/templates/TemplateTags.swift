/// Reads a mustache template's text and tags, one after the other, by the mustache manual (mustache(5)). A section's
/// tag, a partial's and others that show nothing themselves take the line with them on which they stand alone.
struct TemplateTags {
    enum Kind: UInt8 {
        case value, raw
        case section = 0x23  // #
        case inverted = 0x5E  // ^
        case end = 0x2F  // /
        case comment = 0x21  // !
        case partial = 0x3E  // >
        case frame = 0x3C  // <
        case block = 0x24  // $
        case delimiters = 0x3D  // =

        /// Whether it shows something at its own place.
        var isShown: Bool { self == .value || self == .raw }
    }

    struct Tag {
        let kind: Kind
        let name: String
        /// The blanks before it, where it stands alone on its line.
        let indent: ArraySlice<UInt8>
    }

    private let bytes: [UInt8]
    private var place = 0
    private var startsLine = true
    private var opening = Array("{{".utf8)
    private var closing = Array("}}".utf8)

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The text up to the next tag, and the tag; no tag at the end.
    mutating func next() throws -> (text: ArraySlice<UInt8>, tag: Tag?) {
        guard let start = Self.first(opening, in: bytes[place...]) else {
            defer { place = bytes.endIndex }
            return (bytes[place...], nil)
        }
        var text = bytes[place..<start]
        let (kind, name, end) = try tag(at: start + opening.count)
        let indent = text.suffix(while: \.isBlank)
        let isFirst = indent.startIndex == text.startIndex ? startsLine : bytes[indent.startIndex - 1].isNewline
        if !kind.isShown, isFirst, let line = lineEnd(after: end) {
            text = text[..<indent.startIndex]
            (place, startsLine) = (line, true)
            return (text, Tag(kind: kind, name: name, indent: indent))
        }
        (place, startsLine) = (end, false)
        return (text, Tag(kind: kind, name: name, indent: []))
    }

    /// What stands between the delimiters, and where it ends.
    private mutating func tag(at start: Int) throws -> (Kind, name: String, end: Int) {
        let isBraced = bytes[start...].first == UInt8(ascii: "{")
        let ending = isBraced ? [UInt8(ascii: "}")] + closing : closing
        guard let close = Self.first(ending, in: bytes[start...]) else { throw TemplateError.tagDoesNotEnd }
        let inner = bytes[start..<close]
        let end = close + ending.count
        if isBraced { return (.raw, try Self.name(inner.dropFirst()), end) }
        guard let first = inner.first else { throw TemplateError.unknownTag("") }
        if first == UInt8(ascii: "&") { return (.raw, try Self.name(inner.dropFirst()), end) }
        switch Kind(rawValue: first) {
        case .comment: return (.comment, "", end)
        case .delimiters:
            try delimit(inner.dropFirst())
            return (.delimiters, "", end)
        case .some(let kind) where !kind.isShown: return (kind, try Self.name(inner.dropFirst()), end)
        default: return (.value, try Self.name(inner), end)
        }
    }

    /// `=<% %>=`: other delimiters from here on.
    private mutating func delimit(_ text: ArraySlice<UInt8>) throws {
        let both = text.dropLast().split { $0.isBlank }
        guard both.count == 2, text.last == UInt8(ascii: "=") else {
            throw TemplateError.unknownTag(String(decoding: text, as: UTF8.self))
        }
        (opening, closing) = (Array(both[0]), Array(both[1]))
    }

    private static func name(_ bytes: ArraySlice<UInt8>) throws -> String {
        let text = String(decoding: bytes, as: UTF8.self).trimming { $0 == " " || $0 == "\t" || $0 == "\n" }
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "/"):
                true
            default: false
            }
        }
        guard isName, !text.isEmpty else { throw TemplateError.unknownTag(text) }
        return text
    }

    /// Where the next line begins; nil where something stands on this one still.
    private func lineEnd(after end: Int) -> Int? {
        let rest = bytes[end...].drop { $0.isBlank }
        guard let first = rest.first else { return rest.startIndex }
        if first == UInt8(ascii: "\r"), rest.dropFirst().first?.isNewline == true { return rest.startIndex + 2 }
        return first.isNewline ? rest.startIndex + 1 : nil
    }

    private static func first(_ sought: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let head = sought.first else { return nil }
        var rest = bytes
        while let start = rest.firstIndex(of: head) {
            if bytes[start...].starts(with: sought) { return start }
            rest = bytes[(start + 1)...]
        }
        return nil
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
    fileprivate var isNewline: Bool { self == UInt8(ascii: "\n") }
}

extension ArraySlice {
    /// The longest end whose elements are all so.
    fileprivate func suffix(while isSo: (Element) -> Bool) -> ArraySlice {
        self[(lastIndex { !isSo($0) }.map { $0 + 1 } ?? startIndex)...]
    }
}

extension String {
    fileprivate func trimming(_ isDropped: (Character) -> Bool) -> String {
        var rest = self[...]
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return String(rest.drop(while: isDropped))
    }
}
