/// One line of a calendar, unfolded (RFC 5545, 3.1): `NAME;PARAMETER=value:value`.
struct ContentLine {
    /// The names of lines that matter here; no other is looked at.
    enum Name: String, CaseIterable {
        case begin = "BEGIN"
        case end = "END"
        case uid = "UID"
        case start = "DTSTART"
        case finish = "DTEND"
        case duration = "DURATION"
        case rule = "RRULE"
        case moreTimes = "RDATE"
        case exceptions = "EXDATE"
        case instance = "RECURRENCE-ID"
        case status = "STATUS"
        case transparency = "TRANSP"
        case busyStatus = "X-MICROSOFT-CDO-BUSYSTATUS"
        case attendee = "ATTENDEE"
        case organizer = "ORGANIZER"
        case calendarName = "X-WR-CALNAME"
        case newCalendarName = "NAME"
        case zoneName = "TZID"
        case offsetBefore = "TZOFFSETFROM"
        case offsetAfter = "TZOFFSETTO"

        static let longest = 32
        private static let known = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

        /// In any mixture of cases.
        init?(_ bytes: some Collection<UInt8>) {
            guard !bytes.isEmpty, bytes.count <= Self.longest, let name = Self.known[Ascii.upper(bytes)] else {
                return nil
            }
            self = name
        }

        /// Whether its value holds times, in which no colon can stand.
        var isOfTimes: Bool {
            switch self {
            case .start, .finish, .moreTimes, .exceptions, .instance: true
            default: false
            }
        }
    }

    let name: Name
    private let bytes: [UInt8]
    private let parameters: [Range<Int>]
    private let valueStart: Int

    /// Nil where no value follows. `nameEnd` is where the name ends.
    init?(_ name: Name, _ bytes: [UInt8], nameEnd: Int) {
        // Exchange writes names of zones with a colon and without the quotation marks that it would need:
        // TZID=(UTC+01:00) Amsterdam\, Berlin. The last colon ends them, since no time has one.
        let last = name.isOfTimes ? bytes.lastIndex(of: UInt8(ascii: ":")) : nil
        var isQuoted = false
        var edges = [nameEnd]
        var index = nameEnd
        while index < bytes.count {
            let byte = bytes[index]
            if let last {
                if index == last { break }
            } else if byte == UInt8(ascii: ":"), !isQuoted {
                break
            }
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: ";"), !isQuoted, index > nameEnd { edges.append(index) }
            index += 1
        }
        guard index < bytes.count else { return nil }
        edges.append(index)
        self.name = name
        self.bytes = bytes
        parameters = zip(edges, edges.dropFirst()).compactMap { $0 + 1 < $1 ? $0 + 1..<$1 : nil }
        valueStart = index + 1
    }

    var value: ArraySlice<UInt8> { bytes[valueStart...] }

    /// The parts of a value that is a list.
    var values: [ArraySlice<UInt8>] { value.split(separator: UInt8(ascii: ",")) }

    /// The value in capitals, for words of the standard.
    var word: String { Ascii.upper(value.prefix(64)) }

    /// A parameter's value without its quotation marks; the first where there are several of the name.
    func parameter(_ name: String) -> ArraySlice<UInt8>? {
        for range in parameters {
            guard let equals = bytes[range].firstIndex(of: UInt8(ascii: "=")),
                Ascii.upper(bytes[range.lowerBound..<equals].prefix(Name.longest)) == name
            else { continue }
            let value = bytes[(equals + 1)..<range.upperBound]
            let isQuoted = value.count > 1 && value.first == UInt8(ascii: "\"") && value.last == UInt8(ascii: "\"")
            return isQuoted ? value.dropFirst().dropLast() : value
        }
        return nil
    }
}

/// Letters of the words that RFC 5545 has, which are ASCII.
enum Ascii {
    static func upper(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes.map { $0 >= 97 && $0 <= 122 ? $0 - 32 : $0 }, as: UTF8.self)
    }
}
