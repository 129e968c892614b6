import Foundation

/// Five-minute cells of a host's calendar; a cell has at most one owner, which is what forbids double bookings.
package enum Cells {
    /// The length of a cell in seconds.
    package static let seconds = 300
    /// The length of a cell in minutes: starts, durations and buffers are multiples of it.
    package static let minutes = 5
    /// Minutes of the longest buffer on either side of a booking.
    package static let longestBuffer: Int64 = 720

    /// The cells that a booking owns: all that touch [start − before, start + duration + after).
    ///
    /// A cell's number is its start in Unix seconds divided by 300, rounded down. All lengths are minutes, none
    /// negative.
    package static func range(
        start: Date, durationMinutes: Int, bufferBefore: Int, bufferAfter: Int
    ) -> Range<Int64> {
        let start = start.wholeSeconds
        return range(
            from: start - Int64(bufferBefore) * 60, to: start + Int64(durationMinutes + bufferAfter) * 60)
    }

    /// Those that touch a stretch of time.
    package static func touching(_ span: Range<Date>) -> Range<Int64> {
        range(from: span.lowerBound.wholeSeconds, to: span.upperBound.wholeSeconds)
    }

    /// When a cell begins.
    package static func start(of cell: Int64) -> Date { Date(wholeSeconds: cell * Int64(seconds)) }

    static func range(from: Int64, to: Int64) -> Range<Int64> {
        let size = Int64(seconds)
        return from.flooredQuotient(by: size)..<(to + size - 1).flooredQuotient(by: size)
    }
}

extension Date {
    /// Unix seconds, rounded down.
    var wholeSeconds: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }

    init(wholeSeconds: Int64) {
        self.init(timeIntervalSince1970: Double(wholeSeconds))
    }
}

extension FixedWidthInteger {
    /// The quotient rounded towards negative infinity, as times before 1970 need it.
    func flooredQuotient(by divisor: Self) -> Self {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
