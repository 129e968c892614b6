/// How an event recurs (RRULE, RFC 5545, 3.3.10).
struct RecurrenceRule: Equatable {
    /// From the shortest period to the longest.
    enum Frequency: String {
        case secondly = "SECONDLY"
        case minutely = "MINUTELY"
        case hourly = "HOURLY"
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case yearly = "YEARLY"

        /// The length of a period that is shorter than a day, in seconds.
        var unit: Int64? {
            switch self {
            case .secondly: 1
            case .minutely: 60
            case .hourly: 3600
            default: nil
            }
        }
    }

    /// A day of the week, Monday 0; every one of a period, or the one with that number, from its end where negative.
    struct Weekday: Equatable {
        var day: Int64
        var number: Int64?
    }

    var frequency = Frequency.daily
    var interval: Int64 = 1
    var count: Int64?
    var until: OutsideTime?
    var weekStart: Int64 = 0
    var months: [Int64] = []
    var monthDays: [Int64] = []
    var yearDays: [Int64] = []
    var weeks: [Int64] = []
    var weekdays: [Weekday] = []
    var hours: [Int64] = []
    var minutes: [Int64] = []
    var seconds: [Int64] = []
    var positions: [Int64] = []
}

extension RecurrenceRule {
    private static let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    /// Rules are short: the longest that says anything names all minutes and all seconds.
    private static let longest = 4096
    private static let widestInterval: Int64 = 1_000_000
    private static let highestCount: Int64 = 1_000_000_000_000

    /// Nil where any part is not understood: half a rule would be another rule.
    init?(_ value: ArraySlice<UInt8>) {
        guard value.count <= Self.longest else { return nil }
        var hasFrequency = false
        for part in Ascii.upper(value).split(separator: ";") {
            let halves = part.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, take(String(halves[0]), halves[1]) else { return nil }
            if halves[0] == "FREQ" { hasFrequency = true }
        }
        guard hasFrequency else { return nil }
    }

    private mutating func take(_ name: String, _ value: Substring) -> Bool {
        switch name {
        case "FREQ": Self.put(Frequency(rawValue: String(value)), &frequency)
        case "INTERVAL": Self.put(Self.number(value, 1...Self.widestInterval), &interval)
        case "COUNT": Self.put(Self.number(value, 1...Self.highestCount), &count)
        case "UNTIL": Self.put(OutsideTime(Array(value.utf8)[...]), &until)
        case "WKST": Self.put(Self.days.firstIndex(of: String(value)).map(Int64.init), &weekStart)
        case "BYMONTH": Self.put(Self.numbers(value, 1...12), &months)
        case "BYMONTHDAY": Self.put(Self.numbers(value, -31...31), &monthDays)
        case "BYYEARDAY": Self.put(Self.numbers(value, -366...366), &yearDays)
        case "BYWEEKNO": Self.put(Self.numbers(value, -53...53), &weeks)
        case "BYSETPOS": Self.put(Self.numbers(value, -366...366), &positions)
        case "BYHOUR": Self.put(Self.numbers(value, 0...23), &hours)
        case "BYMINUTE": Self.put(Self.numbers(value, 0...59), &minutes)
        // The leap second is the one before it, as with times.
        case "BYSECOND": Self.put(Self.numbers(value, 0...60)?.map { min($0, 59) }, &seconds)
        case "BYDAY": Self.put(Self.weekdays(value), &weekdays)
        // RFC 7529; other calendars than ours are not understood, nor are days that are moved to where they exist.
        case "RSCALE": value == "GREGORIAN"
        case "SKIP": value == "OMIT"
        default: name.hasPrefix("X-")
        }
    }

    private static func put<Value>(_ read: Value?, _ place: inout Value) -> Bool {
        if let read { place = read }
        return read != nil
    }

    private static func put<Value>(_ read: Value?, _ place: inout Value?) -> Bool {
        place = read
        return read != nil
    }

    private static func number(_ text: Substring, _ range: ClosedRange<Int64>) -> Int64? {
        Int64(text).flatMap { range.contains($0) ? $0 : nil }
    }

    /// Ascending and each once; zero is none where a number may count from the end.
    private static func numbers(_ text: Substring, _ range: ClosedRange<Int64>) -> [Int64]? {
        var found: Set<Int64> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let number = number(part, range), number != 0 || range.lowerBound == 0 else { return nil }
            found.insert(number)
        }
        return found.sorted()
    }

    private static func weekdays(_ text: Substring) -> [Weekday]? {
        var found: [Weekday] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let day = days.firstIndex(of: String(part.suffix(2))) else { return nil }
            let written = part.dropLast(2)
            let number = number(written, -53...53)
            guard written.isEmpty || number != nil && number != 0 else { return nil }
            found.append(Weekday(day: Int64(day), number: number))
        }
        return found.isEmpty ? nil : found
    }
}
