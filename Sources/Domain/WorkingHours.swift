/// One stretch of working time on a host's wall clock, in minutes from midnight.
package struct HoursRange: Sendable, Hashable {
    /// 0 to 1435.
    package let fromMinute: Int
    /// 0 to 1440; not later than `fromMinute` means that the range ends on the next day.
    package let toMinute: Int

    /// Takes what was checked before (`init(from:to:field:)`), such as a row of the database.
    package init(fromMinute: Int, toMinute: Int) {
        precondition((0..<1440).contains(fromMinute) && (0...1440).contains(toMinute), "minutes outside the day")
        self.fromMinute = fromMinute
        self.toMinute = toMinute
    }

    /// Reads `09:00` and `17:00`, multiples of five minutes that are not equal; `to` may be `24:00`, or earlier than
    /// `from`. Throws a problem that names `field` + `.from` or `.to`, or both.
    package init(from: String, to: String, field: String) throws {
        let ends = [(from, "from"), (to, "to")].map { text, end in
            Result { () throws(Problem) in try Self.minute(text, field: "\(field).\(end)") }
        }
        let problems = ends.compactMap { end in if case .failure(let problem) = end { problem } else { nil } }
        guard problems.isEmpty else { throw Problem.gathered(problems) }
        let (fromMinute, toMinute) = (try ends[0].get(), try ends[1].get())
        guard fromMinute < 1440 else {
            throw Problem.invalid(field + ".from", .outOfRange, ["minimum": "00:00", "maximum": "23:55"])
        }
        guard fromMinute != toMinute else { throw Problem.invalid(field + ".to", .empty) }
        self.init(fromMinute: fromMinute, toMinute: toMinute)
    }

    /// Where the range ends, counted from the midnight on which its day begins: up to 2875.
    package var endMinute: Int {
        toMinute <= fromMinute ? toMinute + 1440 : toMinute
    }

    private static func minute(_ text: String, field: String) throws(Problem) -> Int {
        guard let time = TimeOfDay(text) else { throw Problem.malformed(field, .timeOfDay) }
        guard time.minute % Cells.minutes == 0 else {
            throw Problem.invalid(field, .notAMultiple, ["multiple": String(Cells.minutes)])
        }
        return time.minute
    }
}

/// When a host works: hours for each weekday, and dates with other hours or none.
package struct WorkingHours: Sendable, Equatable {
    /// By ISO weekday, Monday 1 to Sunday 7.
    package var weekly: [Int: [HoursRange]]
    /// The hours of single dates instead of their weekday's; an empty list is a closed day.
    package var overrides: [LocalDate: [HoursRange]]

    package init(weekly: [Int: [HoursRange]], overrides: [LocalDate: [HoursRange]] = [:]) {
        self.weekly = weekly
        self.overrides = overrides
    }

    /// The ranges that begin on a date. What reaches over midnight from the day before is that day's, even where this
    /// date has an override.
    package func ranges(on date: LocalDate) -> [HoursRange] {
        if !overrides.isEmpty, let ranges = overrides[date] { return ranges }
        return weekly[date.weekday] ?? []
    }
}

extension WorkingHours {
    /// The most ranges that one day may have.
    package static let maximumRangesADay = 12

    /// Sorts a week's ranges, given in the order of the request, by their weekday.
    ///
    /// Throws for `weekly[2].weekday` (not 1–7), for a range that overlaps an earlier one, also over midnight and from
    /// Sunday into Monday (`weekly[2].from`), and for a day with too many ranges (`weekly`).
    package static func week(
        _ entries: [(weekday: Int, range: HoursRange)], field: String = "weekly"
    ) throws -> [Int: [HoursRange]] {
        try refuseTooMany(entries.count, most: 7 * maximumRangesADay, field: field)
        try refuse(
            entries.indices.filter { !(1...7).contains(entries[$0].weekday) }.map {
                .invalid("\(field)[\($0)].weekday", .outOfRange, ["minimum": "1", "maximum": "7"])
            })
        let spans = entries.map { entry in
            let midnight = (entry.weekday - 1) * 1440
            return (midnight + entry.range.fromMinute)..<(midnight + entry.range.endMinute)
        }
        try refuseOverlap(spans, cycle: 7 * 1440, field: field)
        let week = Dictionary(grouping: entries, by: \.weekday).mapValues { sorted($0.map(\.range)) }
        for ranges in week.values {
            try refuseTooMany(ranges.count, most: maximumRangesADay, field: field)
        }
        return week
    }

    /// Sorts the ranges of one date. Throws for one that overlaps an earlier one (`intervals[1].from`) and for too
    /// many.
    package static func day(_ ranges: [HoursRange], field: String = "intervals") throws -> [HoursRange] {
        try refuseTooMany(ranges.count, most: maximumRangesADay, field: field)
        try refuseOverlap(ranges.map { $0.fromMinute..<$0.endMinute }, cycle: nil, field: field)
        return sorted(ranges)
    }

    private static func refuseTooMany(_ count: Int, most: Int, field: String) throws {
        guard count <= most else { throw Problem.invalid(field, .tooMany, ["maximum": String(most)]) }
    }

    /// `cycle` is the length after which everything comes again; nil where nothing does.
    private static func refuseOverlap(_ spans: [Range<Int>], cycle: Int?, field: String) throws {
        let shifts = cycle.map { [0, $0, -$0] } ?? [0]
        let overlapping = spans.indices.filter { index in
            spans[..<index].contains { earlier in
                shifts.contains { shift in
                    spans[index].lowerBound < earlier.upperBound + shift
                        && earlier.lowerBound + shift < spans[index].upperBound
                }
            }
        }
        try refuse(overlapping.map { .invalid("\(field)[\($0)].from", .overlapping) })
    }

    private static func refuse(_ problems: [Problem]) throws {
        guard problems.isEmpty else { throw Problem.gathered(problems) }
    }

    private static func sorted(_ ranges: [HoursRange]) -> [HoursRange] {
        ranges.sorted { $0.fromMinute < $1.fromMinute }
    }
}
