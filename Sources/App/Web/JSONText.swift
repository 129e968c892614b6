import Foundation

/// JSON being written, straight into bytes: the one way in which answers are made.
///
/// Money keeps its fraction digits (`100.00`) and instants their RFC 3339 form, which Codable would lose; and a list
/// of fifty bookings takes a sixth of JSONEncoder's time.
package struct JSONText: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var needsComma = false

    package init(capacity: Int = 512) { bytes.reserveCapacity(capacity) }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    package static func object(capacity: Int = 512, _ body: (inout JSONText) throws -> Void) rethrows -> JSONText {
        var json = JSONText(capacity: capacity)
        try json.object(body)
        return json
    }

    package mutating func object(_ body: (inout JSONText) throws -> Void) rethrows {
        open(UInt8(ascii: "{"))
        try body(&self)
        close(UInt8(ascii: "}"))
    }

    package mutating func field(_ name: String, _ body: (inout JSONText) throws -> Void) rethrows {
        key(name)
        try object(body)
    }

    package mutating func field<Item>(
        _ name: String, each items: some Sequence<Item>, _ write: (inout JSONText, Item) throws -> Void
    ) rethrows {
        key(name)
        open(UInt8(ascii: "["))
        for item in items { try write(&self, item) }
        close(UInt8(ascii: "]"))
    }

    package mutating func field(_ name: String, _ value: String?) {
        key(name)
        guard let value else { return raw("null") }
        string(value)
    }

    package mutating func field(_ name: String, _ value: Int64?) {
        key(name)
        raw(value.map(String.init) ?? "null")
    }

    package mutating func field(_ name: String, _ value: Int) { field(name, Int64(value)) }

    package mutating func field(_ name: String, _ value: Bool) {
        key(name)
        raw(value ? "true" : "false")
    }

    package mutating func field(_ name: String, _ value: Date?) {
        key(name)
        guard let value else { return raw("null") }
        separate()
        bytes.append(UInt8(ascii: "\""))
        Timestamp.write(value, into: &bytes)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// A value that is JSON already: a decimal number, or text from a column that holds JSON.
    package mutating func field(_ name: String, json: String) {
        key(name)
        raw(json)
    }

    /// A bare string, as an element of an array.
    package mutating func string(_ value: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 { escape(byte) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
        case UInt8(ascii: "\n"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
        case 0..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(contentsOf: [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
        default: bytes.append(byte)
        }
    }

    private mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func open(_ byte: UInt8) {
        separate()
        bytes.append(byte)
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        bytes.append(byte)
        needsComma = true
    }
}
