import Domain
import Foundation

/// Instants as RFC 3339 in UTC with whole seconds: `2024-01-15T10:00:00Z`.
package enum Timestamp {
    package static func text(_ instant: Date) -> String {
        var bytes: [UInt8] = []
        write(instant, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Written by hand: a list of fifty bookings holds two hundred of them.
    static func write(_ instant: Date, into bytes: inout [UInt8]) {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down))
        let day = Int((Double(seconds) / 86_400).rounded(.down))
        let second = seconds - day * 86_400
        let civil = LocalDate(dayNumber: day).civil
        number(civil.year, 4, &bytes)
        bytes.append(UInt8(ascii: "-"))
        number(civil.month, 2, &bytes)
        bytes.append(UInt8(ascii: "-"))
        number(civil.day, 2, &bytes)
        bytes.append(UInt8(ascii: "T"))
        number(second / 3_600, 2, &bytes)
        bytes.append(UInt8(ascii: ":"))
        number(second / 60 % 60, 2, &bytes)
        bytes.append(UInt8(ascii: ":"))
        number(second % 60, 2, &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    private static func number(_ value: Int, _ width: Int, _ bytes: inout [UInt8]) {
        var divisor = width == 4 ? 1_000 : 10
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }

    /// Reads RFC 3339 with `Z` or an offset, fractions of zero allowed; anything finer than a second is refused.
    package static func date(_ text: String, field: String) throws -> Date {
        guard text.utf8.count <= 40 else { throw Problem.invalid(field, .malformed) }
        let withFraction = text.contains(".")
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: withFraction)
        // try? is fine: whatever the parser says, the person reads one sentence.
        guard let first = text.utf8.first, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9"),
            let date = try? style.parse(text.uppercased()),  // try? is fine: see above
            (0..<253_402_300_800).contains(date.timeIntervalSince1970)
        else { throw Problem.invalid(field, .malformed) }
        guard date.timeIntervalSince1970 == date.timeIntervalSince1970.rounded(.down) else {
            throw Problem.invalid(field, .notWholeSeconds)
        }
        return date
    }
}
