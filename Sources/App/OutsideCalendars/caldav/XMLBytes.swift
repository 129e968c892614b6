/// The bytes of a document of XML, and how far they were read.
struct XMLBytes {
    private let bytes: [UInt8]
    private var index = 0

    private static let longestName = 200
    private static let longestReference = 10

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { index == bytes.count }

    /// Goes on behind a mark where that stands here; else false.
    mutating func skip(_ mark: StaticString) -> Bool {
        guard isHere(mark) else { return false }
        index += mark.utf8CodeUnitCount
        return true
    }

    mutating func skipBlanks() {
        while index < bytes.count, [9, 10, 13, 32].contains(bytes[index]) { index += 1 }
    }

    mutating func skip(past mark: StaticString) throws(XMLReader.Failure) { _ = try take(until: mark) }

    /// What stands before a mark, behind which it goes on.
    mutating func take(until mark: StaticString) throws(XMLReader.Failure) -> ArraySlice<UInt8> {
        let start = index
        while index < bytes.count {
            if isHere(mark) {
                defer { index += mark.utf8CodeUnitCount }
                return bytes[start..<index]
            }
            index += 1
        }
        throw XMLReader.Failure()
    }

    /// The name of an element or attribute, with its prefix.
    mutating func name() throws(XMLReader.Failure) -> ArraySlice<UInt8> {
        let start = index
        while index < bytes.count, !" \t\r\n/>=<&\"'!?".utf8.contains(bytes[index]) { index += 1 }
        guard (1...Self.longestName).contains(index - start) else { throw XMLReader.Failure() }
        return bytes[start..<index]
    }

    /// `name="value"`, and the space behind it.
    mutating func attribute() throws(XMLReader.Failure) -> (name: String, value: String) {
        let name = String(decoding: try name(), as: UTF8.self)
        skipBlanks()
        guard skip("=") else { throw XMLReader.Failure() }
        skipBlanks()
        let value =
            if skip("\"") { try take(until: "\"") } else if skip("'") { try take(until: "'") } else {
                throw XMLReader.Failure()
            }
        skipBlanks()
        return (name, String(decoding: try Self.plain(value), as: UTF8.self))
    }

    /// What stands before the next element.
    mutating func text() throws(XMLReader.Failure) -> [UInt8] {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
        return try Self.plain(bytes[start..<index])
    }

    private func isHere(_ mark: StaticString) -> Bool {
        mark.withUTF8Buffer { mark in
            guard bytes.count - index >= mark.count else { return false }
            for offset in 0..<mark.count where bytes[index + offset] != mark[offset] { return false }
            return true
        }
    }

    /// With what its references stand for.
    private static func plain(_ raw: ArraySlice<UInt8>) throws(XMLReader.Failure) -> [UInt8] {
        var plain: [UInt8] = []
        var rest = raw
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            plain += rest[..<start]
            guard let end = rest[start...].prefix(longestReference).firstIndex(of: UInt8(ascii: ";")),
                let meant = meaning(of: String(decoding: rest[(start + 1)..<end], as: UTF8.self))
            else { throw XMLReader.Failure() }
            plain += Array(String(meant).utf8)
            rest = rest[(end + 1)...]
        }
        return plain.isEmpty ? Array(rest) : plain + rest
    }

    /// Of the five references that need no declaration, and of those to numbers (XML 1.0, 4.1 and 4.6).
    private static func meaning(of reference: String) -> Unicode.Scalar? {
        switch reference {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard reference.hasPrefix("#") else { return nil }
            let digits = reference.dropFirst()
            let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap(Unicode.Scalar.init)
        }
    }
}
