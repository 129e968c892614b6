import Foundation

/// Writes into bytes that have room for what is written: whoever makes one has asked for enough.
struct Pen {
    /// Digits and sign of the longest whole number.
    static let numberBytes = 20

    private let room: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    init(_ room: UnsafeMutableRawBufferPointer) { self.room = room }

    mutating func put(_ byte: UInt8) {
        precondition(count < room.count, "a pen writes only where it was given room")
        room[count] = byte
        count += 1
    }

    /// The bytes as they are.
    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        precondition(count + bytes.count <= room.count, "a pen writes only where it was given room")
        guard let start = bytes.baseAddress, let place = room.baseAddress else { return }
        (place + count).copyMemory(from: start, byteCount: bytes.count)
        count += bytes.count
    }

    mutating func put(_ text: String) {
        var text = text
        text.withUTF8 { put($0) }
    }

    /// `"name":`; names are our own words and need no escape.
    mutating func put(key name: StaticString) {
        put(UInt8(ascii: "\""))
        put(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        put(UInt8(ascii: "\""))
        put(UInt8(ascii: ":"))
    }

    mutating func put(_ number: Int64) {
        if number < 0 { put(UInt8(ascii: "-")) }
        var rest = number.magnitude
        let start = count
        repeat {
            put(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        room[start..<count].reverse()
    }

    mutating func put(_ instant: Date) {
        precondition(count + Timestamp.length <= room.count, "a pen writes only where it was given room")
        Timestamp.write(instant, to: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
        count += Timestamp.length
    }

    // MARK: - Strings (RFC 8259, section 7)

    /// Nearly every text needs no escape, and then goes over in one piece.
    static func needsEscape(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in text where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return true }
        return false
    }

    /// Without the quotes: each byte may need six.
    static func mostBytes(_ text: UnsafeBufferPointer<UInt8>, _ needsEscape: Bool) -> Int {
        needsEscape ? text.count * 6 : text.count
    }

    mutating func put(string text: UnsafeBufferPointer<UInt8>, _ needsEscape: Bool) {
        put(UInt8(ascii: "\""))
        if needsEscape {
            for byte in text { put(escaped: byte) }
        } else {
            put(text)
        }
        put(UInt8(ascii: "\""))
    }

    private mutating func put(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            put(UInt8(ascii: "\\"))
            put(byte)
        case UInt8(ascii: "\n"): put("\\n")
        case 0..<0x20: put("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
        default: put(byte)
        }
    }
}
