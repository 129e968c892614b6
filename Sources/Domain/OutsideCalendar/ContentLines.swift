/// The lines of a calendar that matter, one after the other, unfolded (RFC 5545, 3.1).
///
/// Taken are line ends of CR LF and of LF alone, and lines longer than 75 bytes: many programs write such.
struct ContentLines {
    /// Longer lines are cut, and so are not understood: nothing of what is asked for needs so much.
    private static let longest = 1 << 20

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // A mark of the byte order is allowed before UTF-8, and Outlook for Windows writes it.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next line whose name matters; nil at the end.
    mutating func next() -> ContentLine? {
        while position < bytes.count {
            let first = physicalLine()
            let isFolded = position < bytes.count && Self.isSpace(bytes[position])
            var nameEnd = Self.nameEnd(bytes[first])
            // Nearly all lines are none of ours, and are not even copied.
            if let nameEnd, ContentLine.Name(bytes[first.lowerBound..<nameEnd]) == nil {
                skipFolds()
                continue
            }
            if nameEnd == nil, !isFolded { continue }
            var line = Array(bytes[first].prefix(Self.longest))
            while position < bytes.count, Self.isSpace(bytes[position]) {
                position += 1
                let part = physicalLine()
                line += bytes[part].prefix(Self.longest - line.count)
            }
            nameEnd = Self.nameEnd(line[...])
            if let nameEnd, let name = ContentLine.Name(line[..<nameEnd]),
                let found = ContentLine(name, line, nameEnd: nameEnd)
            {
                return found
            }
        }
        return nil
    }

    private mutating func skipFolds() {
        while position < bytes.count, Self.isSpace(bytes[position]) { _ = physicalLine() }
    }

    /// The line that begins here, without its end; goes on behind it.
    private mutating func physicalLine() -> Range<Int> {
        let start = position
        var end = start
        while end < bytes.count, bytes[end] != 10 { end += 1 }
        position = end + 1
        return start..<(end > start && bytes[end - 1] == 13 ? end - 1 : end)
    }

    /// Where a name ends that is short enough to be one of ours.
    private static func nameEnd(_ line: ArraySlice<UInt8>) -> Int? {
        line.prefix(ContentLine.Name.longest + 1).firstIndex { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ";") }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }
}
