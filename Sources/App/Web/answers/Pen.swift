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
        put(number.magnitude)
    }

    mutating func put(_ instant: Date) {
        precondition(count + Timestamp.length <= room.count, "a pen writes only where it was given room")
        Timestamp.write(instant, to: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
        count += Timestamp.length
    }

    // MARK: - Pieces of an object that is written in one go

    /// Signs of our own, as they are.
    mutating func put(raw text: StaticString) {
        put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// What is JSON already.
    mutating func put(raw bytes: [UInt8]) { bytes.withUnsafeBufferPointer { put($0) } }

    /// What is written next stands over the last bytes, as many as these.
    mutating func takeBack(_ bytes: Int) { count -= bytes }

    /// A string, or null.
    mutating func put(_ text: TextPiece?) {
        guard let text else { return put(raw: "null") }
        put(string: text.bytes, text.needsEscape)
    }

    /// An instant of whole seconds since 1970 as a string, or null.
    mutating func put(instant seconds: Int64?) {
        guard let seconds else { return put(raw: "null") }
        precondition(count + Timestamp.length + 2 <= room.count, "a pen writes only where it was given room")
        put(UInt8(ascii: "\""))
        Timestamp.write(seconds: Int(seconds), to: UnsafeMutableRawBufferPointer(rebasing: room[count...]))
        count += Timestamp.length
        put(UInt8(ascii: "\""))
    }

    /// An amount in major units, with all decimals of its currency.
    mutating func put(minor: Int64, decimals: Int) {
        var power: UInt64 = 1
        for _ in 0..<decimals { power *= 10 }
        let (whole, part) = minor.magnitude.quotientAndRemainder(dividingBy: power)
        if minor < 0 { put(UInt8(ascii: "-")) }
        put(whole)
        guard decimals > 0 else { return }
        put(UInt8(ascii: "."))
        // The leading one keeps the zeros of the fraction, and the point takes its place.
        let point = count - 1
        count = point
        put(part + power)
        room[point] = UInt8(ascii: ".")
    }

    private mutating func put(_ number: UInt64) {
        var rest = number
        let start = count
        repeat {
            put(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        room[start..<count].reverse()
    }

    // MARK: - Strings (RFC 8259, section 7)

    /// Nearly every text needs no escape, and then goes over in one piece.
    static func needsEscape(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        // Without an early end, so that the processor looks at many bytes at once.
        var found: UInt8 = 0
        for byte in text {
            found |= byte < 0x20 ? 1 : 0
            found |= byte == UInt8(ascii: "\"") ? 1 : 0
            found |= byte == UInt8(ascii: "\\") ? 1 : 0
        }
        return found != 0
    }

    /// Without the quotes: each byte may need six.
    static func mostBytes(_ text: UnsafeBufferPointer<UInt8>, _ needsEscape: Bool) -> Int {
        needsEscape ? text.count * 6 : text.count
    }

    mutating func put(string text: UnsafeBufferPointer<UInt8>, _ needsEscape: Bool) {
        put(UInt8(ascii: "\""))
        put(inner: text, needsEscape)
        put(UInt8(ascii: "\""))
    }

    /// A part of a string.
    mutating func put(inner text: TextPiece) { put(inner: text.bytes, text.needsEscape) }

    private mutating func put(inner text: UnsafeBufferPointer<UInt8>, _ needsEscape: Bool) {
        if needsEscape {
            for byte in text { put(escaped: byte) }
        } else {
            put(text)
        }
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

/// A text as bytes that stand elsewhere, and whether some of them need an escape.
struct TextPiece {
    let bytes: UnsafeBufferPointer<UInt8>
    let needsEscape: Bool

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        needsEscape = Pen.needsEscape(bytes)
    }

    /// With its quotes.
    var mostBytes: Int { 2 + Pen.mostBytes(bytes, needsEscape) }
}
