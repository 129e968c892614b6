import Domain
import Foundation

/// How much JSON is read, and from whom.
package struct JSONBounds: Sendable {
    /// Objects and arrays within each other.
    let depth: Int
    /// Values of every kind, those that hold others among them.
    let values: Int
    /// Members of all objects together.
    let members: Int
    /// Bytes of a member's name.
    let nameBytes: Int
    /// True for what people send: names beyond ASCII are then none of ours, and texts must be such as can be stored and
    /// compared.
    let isFromPeople: Bool

    /// The body of a request.
    package static let request = JSONBounds(
        depth: 16, values: 10_000, members: 2_000, nameBytes: 80, isFromPeople: true)
    /// What another program says that we know, such as the payment company.
    package static let program = JSONBounds(
        depth: 32, values: 100_000, members: 100_000, nameBytes: 256, isFromPeople: false)
}

/// Reads JSON (RFC 8259) that comes from outside: one pass over the bytes, whose cost is theirs and never more.
///
/// Strict: UTF-8 without a byte order mark, no comma too many, no lone surrogates, and of two equal names in an object
/// the whole is refused, because two readers would take two different ones.
package struct JSONReader {
    let bytes: [UInt8]
    var place = 0
    private let bounds: JSONBounds
    private var (values, members) = (0, 0)
    /// The member of the outermost object that is being read, for complaints.
    private var field = "body"

    private init(_ bytes: [UInt8], _ bounds: JSONBounds) {
        self.bytes = bytes
        self.bounds = bounds
    }

    /// Throws `bad_request` for what is no JSON or beyond the bounds, and `validation_failed` for names that no field
    /// has and for texts with U+0000 or with too many marks on a letter.
    package static func value(in bytes: [UInt8], _ bounds: JSONBounds = .request) throws -> JSONValue {
        // Judged once as a whole: to judge each text by itself would cost more than all the rest.
        guard String(validating: bytes, as: UTF8.self) != nil else { throw malformed }
        var reader = JSONReader(bytes, bounds)
        let value = try reader.value(depth: 1)
        reader.skipBlanks()
        guard reader.place == bytes.count else { throw malformed }
        return value
    }

    /// Decodes what a program says, after it has passed the bounds.
    package static func decoded<Answer: Decodable>(_: Answer.Type, from bytes: [UInt8]) throws -> Answer {
        _ = try value(in: bytes, .program)
        return try JSONDecoder().decode(Answer.self, from: Data(bytes))
    }

    static var malformed: Problem { Problem(.badRequest) }

    // MARK: - Values

    private mutating func value(depth: Int) throws -> JSONValue {
        values += 1
        guard values <= bounds.values, depth <= bounds.depth else { throw Self.malformed }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws -> JSONValue {
        place += 1
        var fields: [String: JSONValue] = [:]
        if skip(UInt8(ascii: "}")) { return .object(fields) }
        repeat {
            skipBlanks()
            let name = try name()
            if depth == 1 { field = name }
            guard skip(UInt8(ascii: ":")) else { throw Self.malformed }
            guard fields.updateValue(try value(depth: depth + 1), forKey: name) == nil else { throw Self.malformed }
        } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "}")) else { throw Self.malformed }
        return .object(fields)
    }

    private mutating func array(depth: Int) throws -> JSONValue {
        place += 1
        var items: [JSONValue] = []
        if skip(UInt8(ascii: "]")) { return .array(items) }
        repeat { items.append(try value(depth: depth + 1)) } while skip(UInt8(ascii: ","))
        guard skip(UInt8(ascii: "]")) else { throw Self.malformed }
        return .array(items)
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
        let end = place + word.utf8CodeUnitCount
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard end <= bytes.count, bytes[place..<end].elementsEqual(expected) else { throw Self.malformed }
        place = end
        return value
    }

    /// The name of a member. It is judged before it is hashed, which normalises it.
    private mutating func name() throws -> String {
        members += 1
        guard next == UInt8(ascii: "\""), members <= bounds.members else { throw Self.malformed }
        let bytes = try unescaped()
        let isPlain = !bounds.isFromPeople || bytes.allSatisfy { $0 < 128 && $0 > 0 }
        let isOurs = isPlain && bytes.count <= bounds.nameBytes
        guard isOurs else { throw Problem.invalid(Self.shortened(bytes), .unknownField) }
        let name = String(decoding: bytes, as: UTF8.self)
        guard bounds.isFromPeople || Text.isStreamSafe(name) else { throw Self.malformed }
        return name
    }

    private mutating func text() throws -> String {
        let bytes = try unescaped()
        let text = String(decoding: bytes, as: UTF8.self)
        guard bounds.isFromPeople else { return text }
        guard !bytes.contains(0) else { throw Problem.invalid(field, .nullCharacter) }
        guard Text.isStreamSafe(text) else { throw Problem.invalid(field, .tooManyMarks) }
        return text
    }

    /// The beginning of a name, for a complaint about it.
    private static func shortened(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix(80), as: UTF8.self)
    }

    // MARK: - Bytes

    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    /// Steps over a sign, and the blanks before it; false where another one stands there.
    private mutating func skip(_ sign: UInt8) -> Bool {
        skipBlanks()
        guard next == sign else { return false }
        place += 1
        return true
    }
}
