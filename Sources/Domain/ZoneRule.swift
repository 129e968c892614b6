/// The yearly rule at the end of a zone file, in the notation of POSIX's TZ (RFC 9636, section 3.3.1).
///
/// `CET-1CEST,M3.5.0,M10.5.0/3`: the name and offset of standard time and, where there is one, of daylight time, and
/// the two days and hours at which they change. Offsets are written with the sign of the west.
struct ZoneRule {
    private var standard: Clock
    private var daylight: Daylight?

    private struct Clock {
        var name: String
        var offset: Int64
    }

    private struct Daylight {
        var clock: Clock
        var begins: Day
        var ends: Day
    }

    /// A day of the year and the seconds of wall time from its midnight.
    private struct Day {
        enum Which {
            case month(Int, week: Int, weekday: Int)
            /// 1 to 365; 29 February is never counted.
            case julian(Int)
            /// 0 to 365; 29 February is counted.
            case counted(Int)
        }
        var which: Which
        var seconds: Int64
    }

    init?(_ text: String) {
        var rest = Substring(text)
        guard let name = Self.name(&rest), let west = Self.time(&rest) else { return nil }
        standard = Clock(name: name, offset: -west)
        guard !rest.isEmpty else { return }
        guard let daylightName = Self.name(&rest) else { return nil }
        var offset = standard.offset + 3600
        if let first = rest.first, first != "," {
            guard let west = Self.time(&rest) else { return nil }
            offset = -west
        }
        guard let begins = Self.day(&rest), let ends = Self.day(&rest), rest.isEmpty else { return nil }
        daylight = Daylight(clock: Clock(name: daylightName, offset: offset), begins: begins, ends: ends)
    }

    /// Adds what the rule says for the time after the last period.
    func unroll(into periods: inout [ZonePeriod]) {
        let last = periods[periods.count - 1].start
        guard let daylight else {
            if periods.count == 1 { periods[0] = ZonePeriod(start: .min, offset: standard.offset, name: standard.name) }
            return
        }
        let firstYear = last == .min ? 1970 : LocalDate(dayNumber: Int(last.flooredQuotient(by: 86_400))).civil.year
        for year in firstYear...max(firstYear, ZoneRules.lastYear) {
            let begins = Self.seconds(of: daylight.begins, in: year) - standard.offset
            let ends = Self.seconds(of: daylight.ends, in: year) - daylight.clock.offset
            for (start, clock) in [(begins, daylight.clock), (ends, standard)].sorted(by: { $0.0 < $1.0 })
            where start > last {
                periods.extend(with: ZonePeriod(start: start, offset: clock.offset, name: clock.name))
            }
        }
    }

    private static func seconds(of day: Day, in year: Int) -> Int64 {
        let newYear = LocalDate.dayNumber(year: year, month: 1, day: 1)
        let number: Int
        switch day.which {
        case .julian(let count): number = newYear + count - (count < 60 || !LocalDate.isLeap(year) ? 1 : 0)
        case .counted(let count): number = newYear + count
        case .month(let month, let week, let weekday):
            let first = LocalDate(dayNumber: LocalDate.dayNumber(year: year, month: month, day: 1))
            // POSIX counts Sunday as 0, ISO as 7.
            let inFirstWeek = (weekday - first.weekday % 7 + 7) % 7
            let wanted = inFirstWeek + 7 * (week - 1)
            // The fifth week means the last one.
            let isInMonth = wanted < LocalDate.daysInMonth(year: year, month: month)
            number = first.dayNumber + (isInMonth ? wanted : wanted - 7)
        }
        return Int64(number) * 86_400 + day.seconds
    }
}

extension ZoneRule {
    private static func name(_ rest: inout Substring) -> String? {
        let name: Substring
        if rest.first == "<" {
            guard let end = rest.firstIndex(of: ">") else { return nil }
            name = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
        } else {
            name = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(name.count)
        }
        return name.count >= 3 ? String(name) : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    private static func time(_ rest: inout Substring) -> Int64? {
        let isNegative = rest.first == "-"
        if isNegative || rest.first == "+" { rest = rest.dropFirst() }
        guard var seconds = number(&rest).map({ $0 * 3600 }) else { return nil }
        for unit in [60, 1] where rest.first == ":" {
            rest = rest.dropFirst()
            guard let part = number(&rest) else { return nil }
            seconds += part * unit
        }
        return Int64(isNegative ? -seconds : seconds)
    }

    /// `,M3.5.0/2`, `,J60` or `,59`; the time is two o'clock where none is written.
    private static func day(_ rest: inout Substring) -> Day? {
        guard rest.first == "," else { return nil }
        rest = rest.dropFirst()
        guard let which = which(&rest) else { return nil }
        guard rest.first == "/" else { return Day(which: which, seconds: 7200) }
        rest = rest.dropFirst()
        return time(&rest).map { Day(which: which, seconds: $0) }
    }

    private static func which(_ rest: inout Substring) -> Day.Which? {
        let kind = rest.first
        if kind == "M" || kind == "J" { rest = rest.dropFirst() }
        guard let first = number(&rest) else { return nil }
        guard kind == "M" else {
            if kind == "J" { return (1...365).contains(first) ? .julian(first) : nil }
            return (0...365).contains(first) ? .counted(first) : nil
        }
        var parts: [Int] = []
        while parts.count < 2, rest.first == "." {
            rest = rest.dropFirst()
            guard let part = number(&rest) else { return nil }
            parts.append(part)
        }
        guard parts.count == 2, (1...12).contains(first), (1...5).contains(parts[0]), (0...6).contains(parts[1])
        else { return nil }
        return .month(first, week: parts[0], weekday: parts[1])
    }

    private static func number(_ rest: inout Substring) -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 3 else { return nil }
        rest = rest.dropFirst(digits.count)
        return Int(digits)
    }
}
