/// A date or a time as a calendar writes it (RFC 5545, 3.3.4 and 3.3.5), before anybody knows its zone's rules.
struct OutsideTime: Equatable {
    /// By what the wall time is meant.
    enum Clock: Equatable {
        /// A whole day, in the zone of the calendar's owner.
        case date
        case utc
        /// No zone is named: the owner's.
        case floating
        /// A zone by its number in `FeedZones`.
        case zone(Int)
    }

    /// Seconds from 1970-01-01 00:00 as a wall clock counts them; of the years 1 to 9999.
    var wall: Int64
    var clock: Clock

    var isDate: Bool { clock == .date }

    /// The day that the wall clock shows, counted from 1970-01-01.
    var day: Int64 { wall.flooredQuotient(by: 86_400) }

    /// `20261201`, `20261201T090000` or `20261201T090000Z`; `zone` is the clock of a time without `Z`.
    init?(_ bytes: ArraySlice<UInt8>, zone: Clock = .floating) {
        guard [8, 15, 16].contains(bytes.count) else { return nil }
        let first = bytes.startIndex
        guard let year = Int(digits: bytes[first..<first + 4]), let month = Int(digits: bytes[first + 4..<first + 6]),
            let day = Int(digits: bytes[first + 6..<first + 8]),
            let date = LocalDate(year: year, month: month, day: day)
        else { return nil }
        wall = Int64(date.dayNumber) * 86_400
        clock = .date
        guard bytes.count > 8 else { return }
        guard bytes[first + 8] == UInt8(ascii: "T"), let hour = Int(digits: bytes[first + 9..<first + 11]),
            let minute = Int(digits: bytes[first + 11..<first + 13]),
            let second = Int(digits: bytes[first + 13..<first + 15]), hour < 24, minute < 60, second <= 60
        else { return nil }
        // A leap second has no instant of its own in Unix time.
        wall += Int64(hour * 3600 + minute * 60 + min(second, 59))
        clock = zone
        guard bytes.count == 16 else { return }
        guard bytes[first + 15] == UInt8(ascii: "Z") else { return nil }
        clock = .utc
    }

    init(wall: Int64, clock: Clock) {
        self.wall = wall
        self.clock = clock
    }

    /// A time that names no zone is meant by the clock of the series it belongs to.
    func adopting(_ other: Clock) -> OutsideTime {
        clock == .floating && other != .date ? OutsideTime(wall: wall, clock: other) : self
    }
}

/// How long an event lasts where it does not tell its end (RFC 5545, 3.3.6): days by the calendar, and seconds by the
/// clock, so that a day on which clocks change is one day.
struct OutsideDuration: Equatable {
    var days: Int64 = 0
    var seconds: Int64 = 0

    private static let largest: Int64 = 100_000_000

    /// `P1DT2H30M`, `PT45M`, `P2W`, with a sign or none.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        var sign: Int64 = 1
        if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            if first == UInt8(ascii: "-") { sign = -1 }
            rest = rest.dropFirst()
        }
        guard rest.first == UInt8(ascii: "P"), rest.count > 2 else { return nil }
        var number: Int64?
        for byte in rest.dropFirst() {
            if (48...57).contains(byte) {
                let grown = (number ?? 0) * 10 + Int64(byte - 48)
                guard grown <= Self.largest else { return nil }
                number = grown
                continue
            }
            if byte == UInt8(ascii: "T"), number == nil { continue }
            guard let count = number else { return nil }
            switch byte {
            case UInt8(ascii: "W"): days += 7 * count
            case UInt8(ascii: "D"): days += count
            case UInt8(ascii: "H"): seconds += 3600 * count
            case UInt8(ascii: "M"): seconds += 60 * count
            case UInt8(ascii: "S"): seconds += count
            default: return nil
            }
            // However many parts a line may have, their sum stays far from what a number holds.
            guard days <= 7 * Self.largest, seconds <= 3600 * Self.largest else { return nil }
            number = nil
        }
        guard number == nil else { return nil }
        days *= sign
        seconds *= sign
    }
}
