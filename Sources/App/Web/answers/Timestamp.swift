import Domain
import Foundation

/// Instants as RFC 3339 in UTC with whole seconds: `2024-01-15T10:00:00Z`.
package enum Timestamp {
    /// Bytes of `2024-01-15T10:00:00Z`.
    static let length = 20

    package static func text(_ instant: Date) -> String {
        withUnsafeTemporaryAllocation(byteCount: length, alignment: 1) { bytes in
            write(instant, to: bytes)
            return String(decoding: bytes[..<length], as: UTF8.self)
        }
    }

    /// Writes the first `length` of `bytes`. By hand: a list of fifty bookings holds two hundred of them.
    static func write(_ instant: Date, to bytes: UnsafeMutableRawBufferPointer) {
        write(seconds: Int(instant.timeIntervalSince1970.rounded(.down)), to: bytes)
    }

    /// The same of whole seconds since 1970.
    static func write(seconds: Int, to bytes: UnsafeMutableRawBufferPointer) {
        let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let second = seconds - day * 86_400
        let civil = LocalDate(dayNumber: day).civil
        func put(_ number: Int, at place: Int, _ sign: Unicode.Scalar) {
            bytes[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10)
            bytes[place + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
            bytes[place + 2] = UInt8(ascii: sign)
        }
        put(civil.year / 100, at: 0, "0")
        put(civil.year % 100, at: 2, "-")
        put(civil.month, at: 5, "-")
        put(civil.day, at: 8, "T")
        put(second / 3_600, at: 11, ":")
        put(second / 60 % 60, at: 14, ":")
        put(second % 60, at: 17, "Z")
    }

    /// Reads RFC 3339 (section 5.6), with `Z` or an offset; a fraction must be zero, and seconds may be left out, as
    /// ISO 8601 and the fields of HTML forms have it. By hand, because Foundation's parser takes 31 November for
    /// 1 December and passes over what follows.
    package static func date(_ text: String, field: String) throws -> Date {
        guard (17...40).contains(text.utf8.count) else { throw Problem.malformed(field, .instant) }
        let bytes = Array(text.utf8)
        guard let day = LocalDate(String(decoding: bytes[..<10], as: UTF8.self)), "Tt".utf8.contains(bytes[10]),
            let hour = number(bytes[11..<13], below: 24), bytes[13] == UInt8(ascii: ":"),
            let minute = number(bytes[14..<16], below: 60), let (second, rest) = seconds(bytes[16...])
        else { throw Problem.malformed(field, .instant) }
        let fraction = fraction(rest)
        guard let offset = offsetSeconds(rest.dropFirst(fraction.count)) else {
            throw Problem.malformed(field, .instant)
        }
        guard !fraction.contains(where: { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }) else {
            throw Problem.invalid(field, .notWholeSeconds)
        }
        let seconds = day.dayNumber * 86_400 + hour * 3_600 + minute * 60 + second - offset
        guard (0..<253_402_300_800).contains(seconds) else { throw Problem.malformed(field, .instant) }
        return Date(timeIntervalSince1970: Double(seconds))
    }

    /// `:00`, or nothing where a zone follows at once; and what comes after it.
    private static func seconds(_ bytes: ArraySlice<UInt8>) -> (second: Int, rest: ArraySlice<UInt8>)? {
        guard bytes.first == UInt8(ascii: ":") else { return bytes.first == UInt8(ascii: ".") ? nil : (0, bytes) }
        guard bytes.count > 3, let second = number(bytes.dropFirst().prefix(2), below: 60) else { return nil }
        return (second, bytes.dropFirst(3))
    }

    /// `.000`, or nothing.
    private static func fraction(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard bytes.first == UInt8(ascii: ".") else { return [] }
        let digits = bytes.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return digits.isEmpty ? [] : bytes.prefix(digits.count + 1)
    }

    /// `Z`, or `+01:00` to the end of the text, in seconds east.
    private static func offsetSeconds(_ bytes: ArraySlice<UInt8>) -> Int? {
        let bytes = Array(bytes)
        if bytes.count == 1 { return "Zz".utf8.contains(bytes[0]) ? 0 : nil }
        guard bytes.count == 6, "+-".utf8.contains(bytes[0]), bytes[3] == UInt8(ascii: ":"),
            let hours = number(bytes[1..<3], below: 24), let minutes = number(bytes[4..<6], below: 60)
        else { return nil }
        return (bytes[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }

    private static func number(_ digits: ArraySlice<UInt8>, below limit: Int) -> Int? {
        guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return number < limit ? number : nil
    }
}
