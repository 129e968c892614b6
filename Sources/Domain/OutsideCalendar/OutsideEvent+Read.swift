extension OutsideEvent {
    /// Times so long before the window do not matter, however long an event is; and zones shift none by so much.
    private static let longAgo: Int64 = 400 * 86_400
    private static let margin: Int64 = 3 * 86_400
    /// A rule takes as much memory as so many dates and more.
    private static let datesOfRule = 4

    /// Takes what one line says; returns how many dates were kept, a rule for some of them. Throws `tooLarge`.
    mutating func read(
        _ line: ContentLine, _ owner: OutsideCalendar.Rules, _ window: Range<Int64>, _ zones: inout FeedZones
    ) throws(OutsideCalendar.Failure) -> Int {
        switch line.name {
        case .uid: uid = Array(line.value)
        case .start: start = try time(line, &zones)
        case .finish: length = try time(line, &zones).map { .until($0) }
        case .duration:
            let duration = OutsideDuration(line.value)
            if duration == nil { isUnread = true }
            // Both are not allowed, and the end is the plainer word.
            if length == nil { length = duration.map { .lasting($0) } }
        case .rule:
            let rule = RecurrenceRule(line.value)
            if rule == nil { isUnread = true }
            rules.append(rule)
            return Self.datesOfRule
        case .instance:
            instance = try time(line, &zones)
            changesFuture = line.parameter("RANGE").map { Ascii.upper($0.prefix(64)) } == "THISANDFUTURE"
        case .exceptions: return try readExceptions(line, window, &zones)
        case .moreTimes: return try readExtras(line, window, &zones)
        default: answer.read(line, owner)
        }
        return 0
    }

    private mutating func time(
        _ line: ContentLine, _ zones: inout FeedZones
    ) throws(OutsideCalendar.Failure) -> OutsideTime? {
        let time = OutsideTime(line.value, zone: try zones.clock(line.parameter("TZID")))
        if time == nil { isUnread = true }
        return time
    }

    private mutating func readExceptions(
        _ line: ContentLine, _ window: Range<Int64>, _ zones: inout FeedZones
    ) throws(OutsideCalendar.Failure) -> Int {
        let before = exceptions.count
        let zone = try zones.clock(line.parameter("TZID"))
        for value in line.values {
            guard let time = OutsideTime(value, zone: zone) else {
                isUnread = true
                continue
            }
            if Self.isNear(time, window) { exceptions.append(time) }
        }
        return exceptions.count - before
    }

    private mutating func readExtras(
        _ line: ContentLine, _ window: Range<Int64>, _ zones: inout FeedZones
    ) throws(OutsideCalendar.Failure) -> Int {
        let before = extras.count
        let zone = try zones.clock(line.parameter("TZID"))
        for value in line.values {
            // A period tells its end or how long it is: 20261201T090000/PT1H
            let halves = value.split(separator: UInt8(ascii: "/"), maxSplits: 1)
            guard let first = halves.first, let time = OutsideTime(first, zone: zone) else {
                isUnread = true
                continue
            }
            guard Self.isNear(time, window) else { continue }
            var length: Length?
            if halves.count == 2 {
                length =
                    OutsideDuration(halves[1]).map { .lasting($0) }
                    ?? OutsideTime(halves[1], zone: zone).map { .until($0) }
                if length == nil { isUnread = true }
            }
            extras.append(Extra(start: time, length: length))
        }
        return extras.count - before
    }

    private static func isNear(_ time: OutsideTime, _ window: Range<Int64>) -> Bool {
        time.wall > window.lowerBound - longAgo && time.wall < window.upperBound + margin
    }

    /// False for what surely lies outside, or blocks nothing and changes nothing: most of a long history.
    func mayMatter(to window: Range<Int64>, _ rules: OutsideCalendar.Rules) -> Bool {
        guard let start else { return false }
        let isBefore = start.wall + roughLength < window.lowerBound - Self.margin
        let isAfter = start.wall > window.upperBound + Self.margin
        if let instance {
            return changesFuture || Self.isNear(instance, window) || !isBefore && !isAfter
        }
        if isSeries { return !isAfter || !extras.isEmpty }
        return !isBefore && !isAfter && answer.blocks(rules)
    }

    /// How long it lasts, give or take the offsets of zones, in seconds.
    var roughLength: Int64 {
        switch length {
        case .until(let end): max(0, end.wall - (start?.wall ?? end.wall))
        case .lasting(let duration): max(0, duration.days * 86_400 + duration.seconds)
        case nil: 86_400
        }
    }
}
