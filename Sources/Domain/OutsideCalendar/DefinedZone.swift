/// A zone as a calendar defines it (VTIMEZONE, RFC 5545, 3.6.5), for names that nobody else knows.
struct DefinedZone {
    /// One of its times, such as summer time: when it begins, and what then is the offset.
    struct Observance {
        var start: OutsideTime?
        /// Seconds east of Greenwich before it begins, and from then on.
        var before: Int64?
        var after: Int64?
        var rules: [RecurrenceRule?] = []
        var extras: [OutsideTime] = []
    }

    var name: [UInt8] = []
    var observances: [Observance] = []

    static let mostObservances = 100
    static let mostExtras = 1000
    private static let mostChanges = 1000
    /// Changes are asked for so long before and after the window, so that the last one before it is among them.
    private static let margin: Int64 = 800 * 86_400

    /// The offsets about the window; nil where the definition says nothing that can be understood.
    func rules(about window: Range<Int64>, steps: inout Int) -> ZoneRules? {
        var changes: [(at: Int64, before: Int64, after: Int64)] = []
        for observance in observances {
            guard let before = observance.before, let after = observance.after,
                let walls = Self.walls(observance, before: before, about: window, steps: &steps),
                changes.count + walls.count <= Self.mostChanges
            else { return nil }
            changes += walls.map { ($0 - before, before, after) }
        }
        changes.sort { $0.at < $1.at }
        guard let first = changes.first else { return nil }
        var periods = [ZonePeriod(start: .min, offset: first.before, name: "")]
        for change in changes { periods.extend(with: ZonePeriod(start: change.at, offset: change.after, name: "")) }
        return ZoneRules(periods)
    }

    /// When an observance begins, by the clock that it ends.
    private static func walls(
        _ observance: Observance, before: Int64, about window: Range<Int64>, steps: inout Int
    ) -> [Int64]? {
        guard let start = observance.start else { return nil }
        var walls = [start.wall] + observance.extras.map(\.wall)
        for rule in observance.rules {
            guard let rule else { return nil }
            var end = window.upperBound + margin
            if let until = rule.until { end = min(end, until.clock == .utc ? until.wall + before : until.wall) }
            // What has ended long ago may still be the last change before the window.
            let near = rule.until == nil ? window.lowerBound - margin : start.wall
            var isTooMany = false
            let isWhole = Recurrence(rule, from: start.wall).walk(near: near, to: end, steps: &steps) { wall in
                if walls.count <= mostChanges { walls.append(wall) } else { isTooMany = true }
            }
            guard isWhole, !isTooMany else { return nil }
        }
        return walls
    }

    /// `+0100` or `-043015`, in seconds.
    static func offset(_ value: ArraySlice<UInt8>) -> Int64? {
        guard let sign = value.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            value.count == 5 || value.count == 7, let number = Int(digits: value.dropFirst())
        else { return nil }
        let clock = value.count == 5 ? number * 100 : number
        guard clock / 10_000 < 24, clock / 100 % 100 < 60, clock % 100 < 60 else { return nil }
        let seconds = Int64(clock / 10_000 * 3600 + clock / 100 % 100 * 60 + clock % 100)
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }
}

extension DefinedZone {
    /// Takes what a line says of the observance that was begun last. Throws `tooLarge`.
    mutating func read(_ line: ContentLine) throws(OutsideCalendar.Failure) {
        guard var observance = observances.popLast() else { return }
        switch line.name {
        case .start: observance.start = OutsideTime(line.value)
        case .offsetBefore: observance.before = Self.offset(line.value)
        case .offsetAfter: observance.after = Self.offset(line.value)
        case .rule: observance.rules.append(RecurrenceRule(line.value))
        case .moreTimes: observance.extras += line.values.compactMap { OutsideTime($0) }
        default: break
        }
        guard observance.extras.count <= Self.mostExtras, observance.rules.count <= Self.mostExtras else {
            throw .tooLarge
        }
        observances.append(observance)
    }
}
