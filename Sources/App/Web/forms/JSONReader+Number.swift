import Foundation

/// Numbers of JSON (RFC 8259, section 6).
extension JSONReader {
    /// Beyond it every number is too large, or too small a part, for whatever it is meant for.
    private static let mostExponent = 100

    /// The number as it is written, where it has nineteen digits at most and is of a sensible size. Any other becomes
    /// one near it that is just as wrong at its field: never one that an amount or an id may be.
    mutating func number() throws -> Decimal {
        let isNegative = next == UInt8(ascii: "-")
        if isNegative { place += 1 }
        let whole = try digits()
        guard whole.count == 1 || whole.first != UInt8(ascii: "0") else { throw Self.malformed }
        var digits = Digits()
        digits.append(whole)
        if next == UInt8(ascii: ".") {
            place += 1
            let fraction = try self.digits()
            digits.append(fraction)
            digits.exponent -= fraction.count
        }
        digits.exponent += try exponent()
        digits.round()
        let exponent = min(max(digits.exponent, -Self.mostExponent), Self.mostExponent)
        return Decimal(
            sign: isNegative ? .minus : .plus, exponent: exponent, significand: Decimal(digits.significand))
    }

    /// One digit or more.
    private mutating func digits() throws -> ArraySlice<UInt8> {
        let start = place
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        guard place > start else { throw Self.malformed }
        return bytes[start..<place]
    }

    private mutating func exponent() throws -> Int {
        guard next == UInt8(ascii: "e") || next == UInt8(ascii: "E") else { return 0 }
        place += 1
        let isNegative = next == UInt8(ascii: "-")
        if isNegative || next == UInt8(ascii: "+") { place += 1 }
        // Bounded far beyond any body's length, which the digits before it cannot outweigh.
        let size = try digits().reduce(0) { min($0 * 10 + Int($1 - UInt8(ascii: "0")), 10_000_000) }
        return isNegative ? -size : size
    }
}

/// The digits of a number that count.
private struct Digits {
    /// An amount has eight digits, an id nineteen, which just fit.
    private static let most = 19

    private(set) var significand: UInt64 = 0
    private var count = 0
    /// Whether a digit that is not zero had no room.
    private var isCut = false
    /// How many places the digits that are kept must be moved to the left.
    var exponent = 0

    mutating func append(_ digits: ArraySlice<UInt8>) {
        for byte in digits {
            let digit = UInt64(byte - UInt8(ascii: "0"))
            guard count < Self.most else {
                isCut = isCut || digit > 0
                exponent += 1
                continue
            }
            significand = significand * 10 + digit
            if significand > 0 { count += 1 }
        }
    }

    /// Leaves out zeros at the end; or sees to it that what was cut off makes the number no rounder than it was.
    mutating func round() {
        if !isCut {
            while significand > 0, significand % 10 == 0 {
                significand /= 10
                exponent += 1
            }
        } else if exponent == 0 {
            exponent += 1  // Beyond every id, where nineteen whole digits with a fraction would be one.
        } else if significand % 10 == 0 {
            significand += 1
        }
    }
}
