import Domain
import Foundation
import NIOCore

/// JSON being written, straight into the bytes that are sent: the one way in which answers are made.
///
/// Money keeps its fraction digits (`100.00`) and instants their RFC 3339 form, which Codable would lose; and a list
/// of fifty bookings takes a tenth of JSONEncoder's time. A field is one piece of work for `Pen`, name and value.
package struct JSONText: Sendable {
    package private(set) var buffer = ByteBuffer()
    private var needsComma = false

    package init(capacity: Int = 512) { buffer.reserveCapacity(capacity) }

    package var text: String { String(buffer: buffer) }
    var bytes: [UInt8] { Array(buffer.readableBytesView) }

    package static func object(capacity: Int = 512, _ body: (inout JSONText) throws -> Void) rethrows -> JSONText {
        var json = JSONText(capacity: capacity)
        try json.object(body)
        return json
    }

    package mutating func object(_ body: (inout JSONText) throws -> Void) rethrows {
        open("{")
        try body(&self)
        close("}")
    }

    package mutating func field(_ name: StaticString, _ body: (inout JSONText) throws -> Void) rethrows {
        key(name)
        try object(body)
    }

    package mutating func field<Item>(
        _ name: StaticString, each items: some Sequence<Item>, _ write: (inout JSONText, Item) throws -> Void
    ) rethrows {
        key(name)
        open("[")
        for item in items { try write(&self, item) }
        close("]")
    }

    // MARK: - In pieces, with `take` between them

    /// The object around all; `finish` ends it.
    package mutating func begin() { open("{") }

    package mutating func finish() { close("}") }

    /// An array; until `end` is called all is in it.
    package mutating func begin(_ name: StaticString) {
        key(name)
        open("[")
    }

    package mutating func end() { close("]") }

    /// What was written so far, to be sent on its own; what is written next follows it.
    package mutating func take() -> JSONText {
        defer { buffer = ByteBuffer() }
        return self
    }

    // MARK: - Fields

    package mutating func field(_ name: StaticString, _ value: String?) {
        guard var value else { return field(name, json: "null") }
        value.withUTF8 { text in
            let needsEscape = Pen.needsEscape(text)
            pen(name, mostBytes: 2 + Pen.mostBytes(text, needsEscape)) { $0.put(string: text, needsEscape) }
        }
    }

    package mutating func field(_ name: StaticString, _ value: Int64?) {
        guard let value else { return field(name, json: "null") }
        pen(name, mostBytes: Pen.numberBytes) { $0.put(value) }
    }

    package mutating func field<Subject>(_ name: StaticString, _ id: ID<Subject>?) { field(name, id?.rawValue) }

    package mutating func field(_ name: StaticString, _ value: Int) { field(name, Int64(value)) }

    /// `amount` and `currency`.
    package mutating func fields(_ money: Money) {
        field("amount", json: money.major)
        field("currency", money.currency.code)
    }

    package mutating func field(_ name: StaticString, _ value: Bool) { field(name, json: value ? "true" : "false") }

    package mutating func field(_ name: StaticString, _ value: Date?) {
        guard let value else { return field(name, json: "null") }
        pen(name, mostBytes: 2 + Timestamp.length) { pen in
            pen.put(UInt8(ascii: "\""))
            pen.put(value)
            pen.put(UInt8(ascii: "\""))
        }
    }

    /// A value that is JSON already: a decimal number, or text from a column that holds JSON.
    package mutating func field(_ name: StaticString, json: String) {
        pen(name, mostBytes: json.utf8.count) { $0.put(json) }
    }

    /// A field whose name is known only now.
    package mutating func member(_ name: String, _ value: String) {
        string(name)
        pen(nil, mostBytes: 1, separated: false) { $0.put(UInt8(ascii: ":")) }
        needsComma = false
        string(value)
    }

    /// A bare string, as an element of an array.
    package mutating func string(_ value: String) {
        var value = value
        value.withUTF8 { text in
            let needsEscape = Pen.needsEscape(text)
            pen(nil, mostBytes: 2 + Pen.mostBytes(text, needsEscape)) { $0.put(string: text, needsEscape) }
        }
    }

    /// An element of an array that is written in one go, in as many bytes at most.
    mutating func element(mostBytes: Int, _ write: (inout Pen) -> Void) { pen(nil, mostBytes: mostBytes, write) }

    // MARK: - One piece of work

    private mutating func pen(
        _ name: StaticString?, mostBytes: Int, separated: Bool = true, _ write: (inout Pen) -> Void
    ) {
        let comma = needsComma && separated
        let room = mostBytes + (name?.utf8CodeUnitCount ?? 0) + 4
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { bytes in
            var pen = Pen(bytes)
            if comma { pen.put(UInt8(ascii: ",")) }
            if let name { pen.put(key: name) }
            write(&pen)
            return pen.count
        }
        needsComma = true
    }

    private mutating func key(_ name: StaticString) {
        pen(name, mostBytes: 0) { _ in }
        needsComma = false
    }

    private mutating func open(_ sign: Unicode.Scalar) {
        pen(nil, mostBytes: 1) { $0.put(UInt8(ascii: sign)) }
        needsComma = false
    }

    private mutating func close(_ sign: Unicode.Scalar) {
        pen(nil, mostBytes: 1, separated: false) { $0.put(UInt8(ascii: sign)) }
    }
}
