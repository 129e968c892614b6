/// Turns events into the times at which they block.
struct CalendarExpansion {
    let rules: OutsideCalendar.Rules
    let window: Range<Int64>
    let clocks: FeedClocks
    private let stepsOfSeries: Int
    private var steps: Int
    private(set) var busy: BusyTimes
    /// Events of which something was not understood.
    private(set) var unread = 0

    /// Throws `noZones`.
    init(
        of content: CalendarContent, window: Range<Int64>, bounds: OutsideCalendar.Bounds
    ) throws(OutsideCalendar.Failure) {
        rules = content.rules
        self.window = window
        stepsOfSeries = bounds.stepsOfSeries
        steps = bounds.steps
        busy = BusyTimes(window: window, most: bounds.busyTimes)
        clocks = try content.zones.clocks(own: content.rules.zone.rules, window: window, steps: &steps)
    }

    /// Throws `tooLarge` or `tooMuchWork`.
    mutating func expand(_ events: [OutsideEvent]) throws(OutsideCalendar.Failure) {
        var changes: [[UInt8]: [OutsideEvent]] = [:]
        for event in events where event.instance != nil { changes[event.uid, default: []].append(event) }
        for event in events {
            guard let start = event.start else { continue }
            var isUnread = event.isUnread || !isUnderstood(event)
            if event.instance == nil, event.isSeries || changes[event.uid] != nil {
                let whole = try expand(event, from: start, with: changes[event.uid] ?? [])
                if !whole { isUnread = true }
            } else if event.answer.blocks(rules) {
                try add(start, event.length, since: start)
            }
            if isUnread { unread += 1 }
        }
    }

    /// All times of a series; false where reckoning them takes too much.
    private mutating func expand(
        _ event: OutsideEvent, from start: OutsideTime, with changes: [OutsideEvent]
    ) throws(OutsideCalendar.Failure) -> Bool {
        // Each exception is looked at once, also where thousands of series share a UID.
        steps -= 1 + changes.count + event.exceptions.count
        guard steps > 0 else { throw .tooMuchWork }
        let series = SeriesChanges(of: event, from: start, by: changes, clocks)
        guard event.answer.blocks(rules) || series.hasFuture else { return true }
        var isWhole = true
        // It is the first of its series also where the rule does not meet it (RFC 5545, 3.8.5.3, leaves that open).
        var times = [start]
        let given = min(steps, stepsOfSeries)
        var left = given
        for case let rule? in event.rules {
            let end = SeriesEnd(of: rule, for: start, clocks)
            let far = 2 * 86_400 + series.widestShift
            let found = Recurrence(rule, from: start.wall).walk(
                near: window.lowerBound - event.roughLength - far, to: min(window.upperBound + far, end.wall),
                steps: &left
            ) { wall in
                let time = OutsideTime(wall: wall, clock: start.clock)
                if end.takes(time, clocks) { times.append(time) }
            }
            if !found { isWhole = false }
        }
        steps -= given - max(0, left)
        guard steps > 0 else { throw .tooMuchWork }
        for time in times { try keep(time, event.length, since: start, of: event, series) }
        for extra in event.extras {
            let time = extra.start.adopting(start.clock)
            try keep(
                time, extra.length ?? event.length, since: extra.length == nil ? start : time, of: event, series)
        }
        return isWhole
    }

    private mutating func keep(
        _ time: OutsideTime, _ length: OutsideEvent.Length?, since first: OutsideTime, of event: OutsideEvent,
        _ series: SeriesChanges
    ) throws(OutsideCalendar.Failure) {
        let instant = clocks.instant(time)
        if series.replaces(time, instant) { return }
        guard let change = series.change(at: instant) else {
            if event.answer.blocks(rules) { try add(time, length, since: first) }
            return
        }
        guard change.event.answer.blocks(rules) else { return }
        try add(change.moved(time, instant, clocks), change.event.length, since: change.start)
    }
}

extension CalendarExpansion {
    /// Adds one time; `first` is the one whose end `length` may tell.
    private mutating func add(
        _ time: OutsideTime, _ length: OutsideEvent.Length?, since first: OutsideTime
    ) throws(OutsideCalendar.Failure) {
        let start = clocks.instant(time)
        if time.isDate {
            var days: Int64 = 1
            switch length {
            case .until(let end): days = end.day - first.day
            case .lasting(let duration): days = duration.days
            case nil: break
            }
            let last = OutsideTime(wall: time.wall + max(1, days) * 86_400, clock: .date)
            return try busy.add(from: start, to: clocks.instant(last))
        }
        switch length {
        case .until(let end):
            // RFC 5545, 3.8.5.3: what the first one lasts by the clock of physics, all do.
            var seconds = clocks.instant(end) - clocks.instant(first)
            // Where the first begins in the hour that a spring leaves out, only the wall tells how long it is meant.
            if seconds <= 0, end.clock == first.clock { seconds = end.wall - first.wall }
            try busy.add(from: start, to: start + seconds)
        case .lasting(let duration):
            let day = OutsideTime(wall: time.wall + duration.days * 86_400, clock: time.clock)
            try busy.add(from: start, to: clocks.instant(day) + duration.seconds)
        // It takes no time: a reminder.
        case nil: break
        }
    }

    /// Whether its zones are known, and its end is not before its beginning.
    private func isUnderstood(_ event: OutsideEvent) -> Bool {
        guard let start = event.start, clocks.isKnown(start.clock) else { return false }
        guard case .until(let end) = event.length else { return true }
        return clocks.isKnown(end.clock) && (end.wall >= start.wall || clocks.instant(end) >= clocks.instant(start))
    }
}
