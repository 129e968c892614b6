import Domain
import Foundation

/// `name=value&name=value`, as in the query of a URL and in the body of an HTML form (WHATWG URL, 5.1). Not by
/// URLComponents: it ends the whole program where the text is not rightly encoded.
struct URLPairs {
    static let mostPairs = 1_000
    /// Bytes of a name; those that are used are short and ASCII.
    private static let mostNameBytes = 80

    /// The values of each name that a parameter or field can have, in their order.
    private(set) var values: [String: [String]] = [:]
    /// Beginnings of other names, which nobody asks for.
    private(set) var foreign: [String] = []

    /// Throws `bad_request` for what cannot be decoded, and `validation_failed` naming a value that is longer than
    /// `mostValueBytes`, holds U+0000 or has too many marks. All of it is judged by bytes, before any text is compared.
    init(_ bytes: some Collection<UInt8>, mostValueBytes: Int) throws {
        var (rest, pairs) = (ArraySlice(bytes), 0)
        while !rest.isEmpty {
            let pair = rest.prefix { $0 != UInt8(ascii: "&") }
            rest = rest.dropFirst(pair.count + 1)
            if pair.isEmpty { continue }
            pairs += 1
            guard pairs <= Self.mostPairs else { throw Problem(.badRequest) }
            let name = try Self.decoded(pair.prefix { $0 != UInt8(ascii: "=") })
            let value = try Self.decoded(pair.drop { $0 != UInt8(ascii: "=") }.dropFirst())
            guard name.count <= Self.mostNameBytes, name.allSatisfy({ $0 < 128 }) else {
                foreign.append(String(decoding: name.prefix(Self.mostNameBytes), as: UTF8.self))
                continue
            }
            let known = String(decoding: name, as: UTF8.self)
            values[known, default: []].append(try Self.text(value, known, mostValueBytes))
        }
    }

    /// The first value of a name.
    subscript(name: String) -> String? { values[name]?.first }

    /// Takes a name out, and returns its first value.
    mutating func take(_ name: String) -> String? { values.removeValue(forKey: name)?.first }

    /// Throws `validation_failed` where a name is none of these: a misspelt one would be lost without a word.
    func refuseNames(outside known: Set<String>) throws {
        let unknown = values.keys.filter { !known.contains($0) }.sorted() + foreign
        guard unknown.isEmpty else {
            throw Problem.gathered(unknown.prefix(Form.mostComplaints).map { .invalid($0, .unknownField) })
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>, _ name: String, _ most: Int) throws -> String {
        guard bytes.count <= most else { throw Problem.invalid(name, .tooLong, ["maximum": "\(most)"]) }
        // Most values are such, and need no closer look: there are no marks in ASCII.
        if bytes.allSatisfy({ (1..<128).contains($0) }) { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Problem(.badRequest) }
        guard !bytes.contains(0) else { throw Problem.invalid(name, .nullCharacter) }
        guard Text.isStreamSafe(text) else { throw Problem.invalid(name, .tooManyMarks) }
        return text
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
        guard bytes.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else { return bytes }
        var plain: ArraySlice<UInt8> = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): plain.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next()?.hexadecimalDigit, let low = rest.next()?.hexadecimalDigit else {
                    throw Problem(.badRequest)
                }
                plain.append(high << 4 | low)
            default: plain.append(byte)
            }
        }
        return plain
    }
}

extension UInt8 {
    /// What the byte is worth as an ASCII digit of base sixteen.
    var hexadecimalDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
